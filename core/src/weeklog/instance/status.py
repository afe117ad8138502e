"""What an instance is doing, for whoever operates it: numbers, names of jobs and our own words. Nothing that people
wrote, and nobody's name."""

from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from math import inf
from typing import Final
from uuid import UUID

from sqlalchemy import text

from weeklog.db.base import SYSTEM_ROLE, Query
from weeklog.db.engine import Connection, Database
from weeklog.db.rows import row_class
from weeklog.instance.errors import InstanceError
from weeklog.jobs import canaries
from weeklog.jobs.catalogue import KINDS, QUEUES
from weeklog.jobs.overview import (
    FailedJobRow,
    JobsRow,
    QueueRow,
    list_failed,
    list_kinds,
    list_queues,
)
from weeklog.jobs.queue import try_again

_SHOWN: Final = 20  # failed jobs
_NAME: Final = "weeklog instance"


@row_class
class ProcessesRow:
    name: str
    connections: int


# Each process names itself to the database. One that has no connection does nothing.
_processes = Query(
    text("""
select application_name as name, count(*) as connections from pg_stat_activity
 where datname = current_database() and application_name like 'weeklog%' and application_name <> :own
 group by application_name order by application_name"""),
    ProcessesRow,
)


@dataclass(frozen=True)
class Status:
    queues: Sequence[QueueRow]
    canaries: Mapping[str, float]  # seconds since the last that was done was sent, by queue
    waits: Mapping[str, float]  # seconds for which the oldest that is not done waits, by queue
    processes: Sequence[ProcessesRow]
    jobs: Sequence[JobsRow]  # by kind
    failed: Sequence[FailedJobRow]  # within seven days, the latest first

    @property
    def late(self) -> list[str]:
        """Queues that nobody works on. One that was never proved may have begun a moment ago."""
        return [
            queue
            for queue in QUEUES
            if canaries.is_late(self.canaries.get(queue), self.waits.get(queue, inf))
        ]


async def read_status(url: str, *, pooled: bool) -> Status:
    async with as_system(url, pooled=pooled) as database:
        return await status_of(database)


async def status_of(database: Database) -> Status:
    held = {row.queue: row for row in await database.all(list_queues)}
    return Status(
        queues=[held.get(queue, QueueRow(queue, 0, 0, 0, 0.0)) for queue in QUEUES],
        canaries=await canaries.ages(database),
        waits=await canaries.waits(database),
        processes=await database.all(_processes, own=_NAME),
        jobs=await database.all(list_kinds),
        failed=await database.all(list_failed, most=_SHOWN),
    )


async def retry_jobs(url: str, job_ids: Sequence[UUID], *, pooled: bool) -> None:
    """All of them, or none. Raises InstanceError, which names the one that cannot be tried again."""
    async with as_system(url, pooled=pooled) as database, database.transaction() as connection:
        for job_id in job_ids:
            if await retry_job(connection, job_id) is None:
                raise InstanceError(
                    f"{job_id} is no job that failed: weeklog instance status lists those of seven days."
                )


async def retry_job(connection: Connection, job_id: UUID) -> str | None:
    """What it is; none when it is not, or no longer, a failed one."""
    name = await connection.fetchval("select kind from jobs where id = $1", job_id)
    kind = KINDS.get(name)
    return kind.name if kind is not None and await try_again(connection, job_id, kind) else None


@asynccontextmanager
async def as_system(url: str, *, pooled: bool) -> AsyncGenerator[Database]:
    database = Database(url, SYSTEM_ROLE, 1, _NAME, pooled=pooled)
    await database.open()
    try:
        yield database
    finally:
        await database.close()


def status_lines(status: Status) -> list[str]:
    """For a terminal."""
    lines = [f"{'queue':10}{'waiting':>9}{'oldest':>9}{'again later':>13}{'running':>9}  last proved"]
    lines += [_queue_line(row, status.canaries.get(row.queue)) for row in status.queues]
    connections = ", ".join(
        f"{row.name.removeprefix('weeklog ')} {row.connections}" for row in status.processes
    )
    lines += ["", f"Connections to the database: {connections or 'none, no process runs'}."]
    lines += [
        f"Nobody works on the queue {queue}: look at its workers and at Valkey." for queue in status.late
    ]
    if status.failed:
        lines += ["", "Failed within seven days (weeklog instance retry ID tries again):"]
        lines += [
            f"{row.id}  {row.kind:28}{row.finished_at:%Y-%m-%d %H:%M}  attempt {row.attempt}: {row.error}"
            for row in status.failed
        ]
    return lines


def _queue_line(row: QueueRow, proved: float | None) -> str:
    last = "never" if proved is None else f"{proved:.0f} s ago"
    oldest = f"{row.oldest_wait:.0f} s" if row.waiting else "-"
    return f"{row.queue:10}{row.waiting:>9}{oldest:>9}{row.delayed:>13}{row.running:>9}  {last}"
