"""What an operator is shown, and what they may do. Who asks is an operator: the routes say so."""

from importlib.metadata import version
from uuid import UUID

from weeklog.db.engine import Database
from weeklog.db.rows import values_of
from weeklog.errors import NotFound
from weeklog.instance.status import Status, retry_job, status_of
from weeklog.jobs.overview import QueueRow
from weeklog_api.instance.schemas import (
    FailedJob,
    InstanceJobs,
    InstanceProcesses,
    InstanceQueue,
    InstanceState,
    JobToRetry,
)


async def read(database: Database) -> InstanceState:
    status = await status_of(database)
    late = set(status.late)
    return InstanceState(
        version=version("weeklog"),
        queues=[_queue(row, status, stands_still=row.queue in late) for row in status.queues],
        processes=[
            InstanceProcesses(name=row.name.removeprefix("weeklog "), connections=row.connections)
            for row in status.processes
        ],
        jobs=[InstanceJobs(**values_of(row)) for row in status.jobs],
        failed=[FailedJob(**values_of(row)) for row in status.failed],
    )


async def retry(database: Database, job_id: UUID) -> JobToRetry:
    async with database.transaction() as connection:
        kind = await retry_job(connection, job_id)
    if kind is None:
        raise NotFound("failed job")
    return JobToRetry(id=job_id, kind=kind)


def _queue(row: QueueRow, status: Status, *, stands_still: bool) -> InstanceQueue:
    return InstanceQueue(
        name=row.queue,
        waiting=row.waiting,
        oldest_wait_seconds=row.oldest_wait,
        delayed=row.delayed,
        running=row.running,
        proved_seconds_ago=status.canaries.get(row.queue),
        stands_still=stands_still,
    )
