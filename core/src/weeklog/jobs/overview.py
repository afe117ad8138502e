"""What the queues hold, in numbers: for metrics, and for whoever operates the instance."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import text

from weeklog.db.base import Query
from weeklog.db.rows import row_class


@row_class
class QueueRow:
    queue: str
    waiting: int  # due, and claimed by nobody
    delayed: int  # due later: after a pause between two attempts
    running: int
    oldest_wait: float  # seconds since the longest waiting one was due


list_queues = Query(
    text("""
select queue, count(*) filter (where state = 'queued' and due_at <= now()) as waiting,
  count(*) filter (where state = 'queued' and due_at > now()) as delayed,
  count(*) filter (where state = 'running') as running,
  coalesce(extract(epoch from now() - min(due_at) filter (where state = 'queued' and due_at <= now())), 0)::float8
    as oldest_wait
  from jobs where state in ('queued', 'running') group by queue"""),
    QueueRow,
)


@row_class
class JobsRow:
    """The jobs of one kind."""

    kind: str
    queued: int
    running: int
    retried: int  # of those, at their second attempt or a later one
    oldest_seconds: float  # since the oldest of those was made
    done: int  # within a day
    failed: int
    cancelled: int
    last_done_at: datetime | None


# Canaries go after minutes: what they are for is told by the queues.
list_kinds = Query(
    text("""
select kind, count(*) filter (where state = 'queued') as queued,
  count(*) filter (where state = 'running') as running,
  count(*) filter (where finished_at is null and attempt > 1) as retried,
  coalesce(extract(epoch from now() - min(created_at) filter (where finished_at is null)), 0)::float8
    as oldest_seconds,
  count(*) filter (where state = 'done') as done, count(*) filter (where state = 'failed') as failed,
  count(*) filter (where state = 'cancelled') as cancelled,
  max(finished_at) filter (where state = 'done') as last_done_at
  from jobs where (finished_at is null or finished_at > now() - interval '1 day') and kind not like 'canary.%'
 group by kind order by kind"""),
    JobsRow,
)


@row_class
class FailedJobRow:
    id: UUID
    kind: str
    finished_at: datetime
    attempt: int
    error: str | None  # our own words


list_failed = Query(
    text("""
select id, kind, finished_at, attempt, error from jobs
 where state = 'failed' and finished_at > now() - interval '7 days' order by finished_at desc limit :most"""),
    FailedJobRow,
)


@row_class
class FailedRow:
    kind: str
    failed: int


count_failed = Query(
    text("""
select kind, count(*) as failed from jobs
 where state = 'failed' and finished_at > now() - interval '1 day' group by kind"""),
    FailedRow,
)
