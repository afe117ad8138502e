from datetime import datetime
from uuid import UUID

from weeklog_api.schemas import Output


class InstanceQueue(Output):
    name: str
    waiting: int  # due, and claimed by nobody
    oldest_wait_seconds: float  # of the longest waiting one
    delayed: int  # due later: after a pause between two attempts
    running: int
    proved_seconds_ago: float | None  # when a job that proves the queue was sent, the last that was done
    stands_still: bool  # nobody works on it


class InstanceProcesses(Output):
    name: str  # such as `api` or `chat-worker`
    connections: int  # to the database, of all its processes


class InstanceJobs(Output):
    kind: str
    queued: int
    running: int
    retried: int  # of those, at their second attempt or a later one
    oldest_seconds: float  # since the oldest of those was made
    done: int  # within a day
    failed: int  # within a day
    cancelled: int  # within a day
    last_done_at: datetime | None


class FailedJob(Output):
    id: UUID
    kind: str
    finished_at: datetime
    attempt: int
    error: str | None  # our own words


class InstanceState(Output):
    """What an instance is doing: numbers, names of jobs and our own words. Nothing that people wrote, and nobody's
    name."""

    version: str
    queues: list[InstanceQueue]
    processes: list[InstanceProcesses]
    jobs: list[InstanceJobs]
    failed: list[FailedJob]  # within seven days, the latest first


class JobToRetry(Output):
    id: UUID
    kind: str
