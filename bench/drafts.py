"""What a Friday costs: the reviews of many people, 25 entries each, all due at once. In processor time of the
worker and of the scheduler, which a busy machine does not move; the database's own is not in it.
"""

import asyncio
import random
import resource
import secrets
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import asyncpg

from bench.figures import Figure
from tests.support import servers
from tests.support.people import RecordingPublisher, make_person
from weeklog.db.base import APP_ROLE, SYSTEM_ROLE
from weeklog.db.engine import Database
from weeklog.ids import PersonId, new_id
from weeklog.jobs.queue import JobQueue
from weeklog.unit_of_work import Store
from weeklog.workers.worker import JobRunner
from weeklog_reporting.review import Reviews
from weeklog_scheduler.due import DueReviews

FEW, MANY, CROWD, ENTRIES = 100, 1_000, 10_000, 25
MONDAY = date(2026, 10, 5)
FRIDAY = datetime(2026, 10, 9, 10, 1, tzinfo=UTC)  # a minute after five in Hanoi
SLOTS, AT_ONCE = 40, 20
MOST_GROWTH = 1.2
EVERYDAY = """
deployed reviewed fixed wrote configured measured kubernetes terraform pipeline bucket subnet routes thumbnail staging
dashboard query index cluster certificate backup login the with for tests cấu hình triển khai máy chủ kiểm thử dữ liệu
"""
WORK = EVERYDAY.split()
STATES = ("done", "done", "done", "done", "doing", "planned", "blocked")


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
        await _furnish(system, name, people)
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


async def _furnish(system: Database, name: str, people: int) -> None:
    first = await make_person(
        system, "first@example.com", starts_on=MONDAY, zone="Asia/Ho_Chi_Minh", weeks=12
    )
    programme: UUID = await system.value("select programme_id from members where person_id = $1", first)
    await system.all("delete from members")
    ids = [PersonId(new_id()) for _ in range(people)]
    connection = await asyncpg.connect(servers.postgres().owner_url(name))
    try:
        await connection.copy_records_to_table(
            "people", records=[(one, f"{one}@example.com", "Somebody", "en") for one in ids],
            columns=("id", "email", "name", "language"),
        )  # fmt: skip
        joined = datetime(2026, 10, 5, tzinfo=UTC)
        await connection.copy_records_to_table(
            "members", records=[(programme, one, "member", joined) for one in ids],
            columns=("programme_id", "person_id", "role", "joined_at"),
        )  # fmt: skip
        columns = (
            "id",
            "person_id",
            "programme_id",
            "week",
            "position",
            "text",
            "status",
            "start_on",
            "end_on",
        )
        await connection.copy_records_to_table("entries", records=_entries(programme, ids), columns=columns)
        await connection.execute("analyze")
    finally:
        await connection.close()


def _entries(programme: UUID, people: list[PersonId]) -> Iterator[tuple[Any, ...]]:
    chance = random.Random(programme.int)  # other texts each time: none is known from the run before
    for person in people:
        for place in range(ENTRIES):
            day = MONDAY + timedelta(days=place % 5)
            text = " ".join(chance.choices(WORK, k=chance.randint(4, 14))).capitalize()
            yield (new_id(), person, programme, 1, place, text, chance.choice(STATES), day, day)
