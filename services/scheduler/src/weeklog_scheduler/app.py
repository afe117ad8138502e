import asyncio
import signal
from datetime import timedelta

from prometheus_client import start_http_server

from weeklog.db.base import SYSTEM_ROLE
from weeklog.db.engine import LOST, Database
from weeklog.db.idempotency import delete_old_keys
from weeklog.entries.history import empty_bin
from weeklog.errors import Unavailable
from weeklog.events.person_stream import PersonStreams
from weeklog.events.redis import check_server, connect
from weeklog.jobs.queue import JobQueue
from weeklog.logs import configure_logs, logger
from weeklog.people.tables import delete_expired_sessions
from weeklog.search import embeddings
from weeklog.workers.celery import celery_app
from weeklog_scheduler.dispatch import Dispatcher
from weeklog_scheduler.due import DueReviews
from weeklog_scheduler.mailings import Mailings
from weeklog_scheduler.postings import Postings
from weeklog_scheduler.remind import Reminders
from weeklog_scheduler.settings import SchedulerSettings
from weeklog_scheduler.stale import StaleDrafts
from weeklog_scheduler.unindexed import UnindexedRows
from weeklog_scheduler.warehouse import keep_exporting

log = logger(__name__)

TIDY_SECONDS = 3600.0


async def run(settings: SchedulerSettings) -> None:
    database = Database.of(settings, SYSTEM_ROLE, 4, "weeklog scheduler")
    await database.open()
    queue = JobQueue(database, settings.lease_seconds, settings.redispatch_seconds)
    celery = celery_app("weeklog_scheduler", settings.redis_url)
    dispatcher = Dispatcher(queue, database, celery, settings.poll_seconds)
    due = DueReviews(
        database,
        settings.clock,
        settings.due_every_seconds,
        timedelta(days=settings.catch_up_days),
        settings.spread_seconds,
    )
    unindexed = UnindexedRows(
        database, settings.unindexed_every_seconds, semantic=embeddings.switched_on(settings.semantic)
    )
    stale = StaleDrafts(database, settings.due_every_seconds)
    redis = connect(settings.redis_url)
    await check_server(redis)
    publisher = PersonStreams(redis)
    publisher.start()
    reminders = Reminders(database, publisher, settings.clock, settings.remind_every_seconds)
    postings = Postings(database, settings.clock, settings.post_every_seconds)
    loops = [
        dispatcher.run(),
        due.run(),
        reminders.run(),
        unindexed.run(),
        stale.run(),
        postings.run(),
        tidy(database),
    ]
    if settings.smtp_url is not None:
        loops.append(Mailings(database, settings.clock, settings.mail_every_seconds).run())
    if settings.warehouse_url:
        loops.append(keep_exporting(database, settings.warehouse_every_seconds))
    work = asyncio.gather(*loops)
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, work.cancel)
    try:
        await work
    except asyncio.CancelledError:
        log.info("stopped")
    finally:
        await publisher.stop()
        await redis.aclose()
        await database.close()
        celery.close()


async def tidy(database: Database) -> None:
    """What has served its time: answers remembered for repeated requests, sessions that ended, deleted entries."""
    while True:
        try:
            await database.run(delete_old_keys)
            await database.run(delete_expired_sessions)
            await database.run(empty_bin)
        except (*LOST, Unavailable) as error:
            log.warning("not tidied: the database is away", error=type(error).__name__)
        await asyncio.sleep(TIDY_SECONDS)


def main() -> None:
    settings = SchedulerSettings.from_environment()
    configure_logs("scheduler", settings.log_level, settings.log_format)
    if settings.metrics_port:
        start_http_server(settings.metrics_port, addr="127.0.0.1")
    asyncio.run(run(settings))
