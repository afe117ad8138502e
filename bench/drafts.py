"""What a Friday costs: the reviews of many people, 25 entries each, all due at once. In processor time of the
worker and of the scheduler, which a busy machine does not move; the database's own is not in it.
"""

import asyncio
import resource
import secrets
import time
from datetime import timedelta
from typing import Any

from bench import chat_on_friday
from bench.crowd import FRIDAY, furnish
from bench.figures import Figure
from tests.support import servers
from tests.support.people import RecordingPublisher
from weeklog.db.base import APP_ROLE, SYSTEM_ROLE
from weeklog.db.engine import Database
from weeklog.jobs.queue import JobQueue
from weeklog.unit_of_work import Store
from weeklog.workers.worker import JobRunner
from weeklog_reporting.review import Reviews
from weeklog_scheduler.due import DueReviews

FEW, MANY, CROWD = 100, 1_000, 10_000
SLOTS, AT_ONCE = 40, 20
MOST_GROWTH = 1.2


def run() -> list[Figure]:
    _friday(FEW)  # warm: what is read and compiled once
    few, many, crowd = _friday(FEW), _friday(MANY), _friday(CROWD)
    growth = max(many["draft"], crowd["draft"]) / few["draft"]
    return [
        Figure("drafts.review_cpu", crowd["draft"], "ms"),
        Figure("drafts.review_growth", growth, "times", growth, f"{FEW} people", f"<= {MOST_GROWTH:g}",
            growth <= MOST_GROWTH),
        Figure("drafts.crowd_time", crowd["seconds"], "s"),
        Figure("drafts.due_cpu", crowd["due"], "ms", crowd["due"] / few["due"], f"{FEW} people"),
        Figure("drafts.memory_growth", crowd["memory"], "MB"),
        *chat_on_friday.run(CROWD),
    ]  # fmt: skip


def _friday(people: int) -> dict[str, float]:
    name = f"drafts_{secrets.token_hex(4)}"
    url = servers.clone_database(name)
    try:
        return asyncio.run(_measured(url, name, people))
    finally:
        servers.drop_database(name)


async def _measured(url: str, name: str, people: int) -> dict[str, float]:
    system, app = Database(url, SYSTEM_ROLE, 4, "bench"), Database(url, APP_ROLE, SLOTS, "bench")
    await system.open()
    await app.open()
    try:
        await furnish(system, name, people)
        due = await _spent(DueReviews(system, lambda: FRIDAY, timedelta(days=28), 0).look())
        before = _memory()
        begun = time.monotonic()
        draft = await _spent(_drafted(system, app))
        seconds = time.monotonic() - begun
        made = await system.value("select count(*) from reviews where state = 'drafted'")
        assert made == people, f"{made} of {people} are drafted"
        return {
            "due": due / people,
            "draft": draft / people,
            "memory": _memory() - before,
            "seconds": seconds,
        }
    finally:
        await system.close()
        await app.close()


async def _drafted(system: Database, app: Database) -> None:
    queue, drafts = JobQueue(system, 60.0), Reviews(lambda: FRIDAY).handler
    runner = JobRunner(
        queue, Store(app, RecordingPublisher()), {"reviews.draft_review": drafts}, "bench", SLOTS
    )
    jobs = [row["id"] for row in await system.all("select id from jobs where kind = 'reviews.draft_review'")]
    for first in range(0, len(jobs), AT_ONCE):
        await runner.take(jobs[first : first + AT_ONCE])
    await runner.drain(600)


async def _spent(work: Any) -> float:
    """Milliseconds of this process."""
    begun = time.process_time()
    await work
    return (time.process_time() - begun) * 1000


def _memory() -> float:
    """The most that this process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
