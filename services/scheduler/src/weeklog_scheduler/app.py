import asyncio
import signal
from datetime import timedelta
from functools import partial

import uvloop

from weeklog.code_hosts.tables import delete_old_deliveries
from weeklog.db.base import SYSTEM_ROLE
from weeklog.db.engine import Database
from weeklog.db.idempotency import delete_old_keys
from weeklog.entries.history import empty_bin
from weeklog.events.person_stream import PersonStreams
from weeklog.events.redis import check_server, connect
from weeklog.jobs.queue import JobQueue
from weeklog.listener import listening
from weeklog.logs import configure_logs, logger
from weeklog.loop_watch import WORKER_HELD_SECONDS, watched_loop
from weeklog.people.tables import delete_expired_sessions
from weeklog.preflight import read_settings, refuse_unusable_servers
from weeklog.search import embeddings
from weeklog.suggestions.tables import delete_expired, delete_old_items
from weeklog.tracing.export import tracing
from weeklog.warehouse.queue import enqueue_export
from weeklog.workers.celery import celery_app
from weeklog_scheduler.calendars import DueCalendars
from weeklog_scheduler.dispatch import Dispatcher
from weeklog_scheduler.due import DueReviews
from weeklog_scheduler.escalate import Escalations
from weeklog_scheduler.mailings import Mailings
from weeklog_scheduler.postings import Postings
from weeklog_scheduler.questions import DueQuestions
from weeklog_scheduler.remind import Reminders
from weeklog_scheduler.repeat import repeat
from weeklog_scheduler.settings import SchedulerSettings
from weeklog_scheduler.stale import StaleDrafts
from weeklog_scheduler.unindexed import UnindexedRows
from weeklog_scheduler.watch import Watch

log = logger(__name__)

TIDY_SECONDS = 3600.0


async def run(settings: SchedulerSettings) -> None:
    database = Database.of(settings, SYSTEM_ROLE, 4, "weeklog scheduler")
    await database.open()
    queue = JobQueue(database, settings.lease_seconds, settings.redispatch_seconds)
    celery = celery_app("weeklog_scheduler", settings.redis_url)
    dispatcher = Dispatcher(queue, database, celery, settings.poll_seconds)
    days = timedelta(days=settings.catch_up_days)
    due = DueReviews(database, settings.clock, days, settings.spread_seconds)
    unindexed = UnindexedRows(database, semantic=embeddings.switched_on(settings.semantic))
    redis = connect(settings.redis_url)
    await check_server(redis)
    publisher = PersonStreams(redis)
    publisher.start()
    reminders = Reminders(database, publisher, settings.clock)
    escalations = Escalations(database, publisher, settings.clock)
    watch = Watch(database, settings.canary_every_seconds)
    loops = [
        dispatcher.run(),
        repeat("queues", watch.look, settings.watch_every_seconds),
        repeat("reviews due", due.look, settings.due_every_seconds),
        repeat("questions due", DueQuestions(database, settings.clock).look, settings.ask_every_seconds),
        repeat("calendars due", DueCalendars(database).look, settings.calendars_every_seconds),
        repeat("reminders", reminders.look, settings.remind_every_seconds),
        repeat("escalations", escalations.look, settings.remind_every_seconds),
        repeat("people with unread rows", unindexed.look, settings.unindexed_every_seconds),
        repeat("stale drafts", StaleDrafts(database).look, settings.due_every_seconds),
        repeat("posts", Postings(database, settings.clock).look, settings.post_every_seconds),
        repeat("rows to tidy", partial(tidy, database), TIDY_SECONDS),
    ]
    if settings.smtp_url is not None:
        mailings = Mailings(database, settings.clock)
        loops.append(repeat("mails", mailings.look, settings.mail_every_seconds))
    if settings.warehouse_url:
        export = partial(enqueue_export, database)
        loops.append(repeat("warehouse exports", export, settings.warehouse_every_seconds))
    work = asyncio.gather(*loops)
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, work.cancel)
    try:
        async with watched_loop(WORKER_HELD_SECONDS):
            with listening(settings, watch.is_healthy):
                await work
    except asyncio.CancelledError:
        log.info("stopped")
    finally:
        await publisher.stop()
        await redis.aclose()
        await database.close()
        celery.close()


async def tidy(database: Database) -> int:
    """Deletes what has served its time: answers remembered for repeated requests, sessions that ended,
    deleted entries, suggestions on which nobody decided. Nobody wants to know how many."""
    await database.run(delete_old_keys)
    await database.run(delete_expired_sessions)
    await database.run(empty_bin)
    await database.run(delete_expired)
    await database.run(delete_old_items)
    await database.run(delete_old_deliveries)
    return 0


def main() -> None:
    settings = read_settings(SchedulerSettings)
    configure_logs("scheduler", settings.log_level, settings.log_format)
    refuse_unusable_servers(settings)
    with tracing("scheduler"):
        uvloop.run(run(settings))
