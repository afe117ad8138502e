"""The life of a job as rows. Every statement is a compare-and-set; every time is the database's.

queued ──claim──▶ running ──finish──▶ done
  ▲                 │  │
  └─hand back/retry─┘  └──▶ failed, cancelled
"""

from collections.abc import Sequence
from typing import Any, TypeVar
from uuid import UUID

from pydantic import BaseModel
from sqlalchemy import text

from weeklog.db.base import Query
from weeklog.db.engine import Connection, Database
from weeklog.db.rows import row_class
from weeklog.ids import PersonId, new_id
from weeklog.jobs.contract import JobKind
from weeklog.origin import request_id
from weeklog.vocabulary import JobEnd

P = TypeVar("P", bound=BaseModel)
NOBODY = PersonId(UUID(int=0))  # whose a job of the whole instance is
JOBS_CHANNEL = "weeklog_jobs"  # a job of the named queue is due: wakes its dispatchers
STOP_CHANNEL = "weeklog_stop"  # a job is to be cancelled: wakes its worker's heartbeat


@row_class
class Claim:
    """One attempt at one job: what every later statement proves it still owns."""

    job_id: UUID
    attempt: int
    person_id: PersonId
    kind: str
    payload: Any
    seconds_left: float
    seconds_waited: float  # since it was due
    request_id: str | None  # of the request that it comes from


@row_class
class DueJob:
    id: UUID
    kind: str
    queue: str


@row_class
class ReapedJob:
    id: UUID
    kind: str
    state: JobEnd
    payload: Any
    error: str | None


@row_class
class HeldJob:
    id: UUID
    cancel_requested: bool


_ENQUEUE = f"""
with job as (
  insert into jobs (id, person_id, kind, queue, payload, max_attempts, deadline_at, next_dispatch_at, due_at,
    request_id)
  values ($1, $2, $3, $4, $5, $6, now() + $7, now() + make_interval(secs => $8), now() + make_interval(secs => $8), $9)
  returning queue)
select pg_notify('{JOBS_CHANNEL}', queue) from job"""

# Locked first: of two processes that were sent the same jobs, neither waits for the other.
_CLAIM = Query(
    text("""
with mine as (
  select id from jobs
   where id = any(:ids) and not cancel_requested and deadline_at > now() and attempt < max_attempts
     and (state = 'queued' or (state = 'running' and lease_until < now()))
   for update skip locked)
update jobs j set state = 'running', attempt = attempt + 1, owner = :owner,
  lease_until = now() + make_interval(secs => :lease),
       next_dispatch_at = now() + make_interval(secs => :lease)
  from mine where j.id = mine.id
returning j.id as job_id, attempt, person_id, kind, payload,
  extract(epoch from deadline_at - now())::float8 as seconds_left,
  greatest(0, extract(epoch from now() - due_at))::float8 as seconds_waited, request_id"""),
    Claim,
)

_HEARTBEAT = Query(
    text("""
update jobs j set lease_until = now() + make_interval(secs => :lease),
  next_dispatch_at = now() + make_interval(secs => :lease)
  from unnest(cast(:ids as uuid[]), cast(:attempts as int[])) as mine(id, attempt)
 where j.id = mine.id and j.attempt = mine.attempt and j.state = 'running'
returning j.id, j.cancel_requested"""),
    HeldJob,
)

_FINISH = """
update jobs set state = $3, error = $4, finished_at = now(), lease_until = null
 where id = $1 and attempt = $2 and state = 'running' returning 1"""

_FINISH_ALL = "select finish_jobs($1, $2, $3)"

# An attempt given back unspent does not count towards max_attempts.
_HAND_BACK = Query(
    text(f"""
with job as (
  update jobs set state = 'queued', owner = null, lease_until = null, next_dispatch_at = now(), due_at = now(),
         dispatch_count = 0, max_attempts = max_attempts + 1
   where id = :job_id and attempt = :attempt and state = 'running' returning queue)
select pg_notify('{JOBS_CHANNEL}', queue) from job""")
)

_RETRY = Query(
    text("""
update jobs set state = case when attempt >= max_attempts then 'failed' else 'queued' end,
       finished_at = case when attempt >= max_attempts then now() end,
       owner = null, lease_until = null, dispatch_count = 0, error = :reason,
       next_dispatch_at = now() + pause.long, due_at = now() + pause.long
  from (select make_interval(secs => coalesce(:after, least(60, 0.5 * 2 ^ cast(:attempt as int)))) as long) as pause
 where id = :job_id and attempt = :attempt and state = 'running' returning state""")
)

# A job that waits is cancelled here; one that runs is told by its next heartbeat, which the notice brings forward.
_CANCEL = f"""
with job as (
  update jobs set cancel_requested = true,
         state = case when state = 'queued' then 'cancelled' else state end,
         finished_at = case when state = 'queued' then now() else finished_at end
   where id = $1 and state in ('queued', 'running') returning id)
select pg_notify('{STOP_CHANNEL}', id::text) from job"""

# One that failed for good. Its attempts go on counting: what an older one still says stays refused.
_TRY_AGAIN = f"""
with job as (
  update jobs set state = 'queued', max_attempts = attempt + $3, deadline_at = now() + $4, due_at = now(),
         next_dispatch_at = now(), dispatch_count = 0, finished_at = null, error = null, cancel_requested = false
   where id = $1 and kind = $2 and state = 'failed' returning queue)
select queue, pg_notify('{JOBS_CHANNEL}', queue) from job"""

_DUE = Query(
    text("""
with due as (
  select id from jobs where queue = :queue and state in ('queued', 'running') and next_dispatch_at <= now()
   order by next_dispatch_at limit :most for update skip locked)
update jobs j set dispatch_count = dispatch_count + 1,
       next_dispatch_at = now() + make_interval(secs => least(60, :pause * 2 ^ least(j.dispatch_count, 6)))
  from due where j.id = due.id returning j.id, j.kind, j.queue"""),
    DueJob,
)

# What nobody will finish: past its deadline, out of attempts, or cancelled while its worker died.
_REAP = Query(
    text("""
with dead as (
  select id from jobs
   where state in ('queued', 'running') and (lease_until is null or lease_until < now())
     and (deadline_at < now() or cancel_requested or (state = 'running' and attempt >= max_attempts))
   limit 200 for update skip locked)
update jobs j set finished_at = now(), lease_until = null,
       state = case when j.cancel_requested then 'cancelled' else 'failed' end,
       error = case when j.cancel_requested then null
                    when j.deadline_at < now() then 'it was not finished in time'
                    else 'its worker died ' || j.attempt || ' times' end
  from dead where j.id = dead.id returning j.id, j.kind, j.state, j.payload, j.error"""),
    ReapedJob,
)


async def enqueue(
    connection: Connection, kind: JobKind[P], payload: P, person_id: PersonId, *, after_seconds: float = 0
) -> UUID:
    job_id = new_id()
    written = kind.write(payload)
    await connection.execute(
        _ENQUEUE,
        job_id,
        person_id,
        kind.name,
        kind.queue,
        written,
        kind.max_attempts,
        kind.deadline,
        after_seconds,
        request_id(),
    )
    return job_id


async def cancel(connection: Connection, job_id: UUID) -> None:
    await connection.execute(_CANCEL, job_id)


async def try_again(connection: Connection, job_id: UUID, kind: JobKind[Any]) -> bool:
    """Gives a failed job its attempts and its time anew; False where it is not, or no longer, a failed one."""
    return (
        await connection.fetchval(_TRY_AGAIN, job_id, kind.name, kind.max_attempts, kind.deadline) is not None
    )


async def finish(connection: Connection, claim: Claim, state: JobEnd, error: str | None = None) -> bool:
    """Whether this attempt still owned the job. The caller's transaction holds what belongs to the state."""
    return await connection.fetchval(_FINISH, claim.job_id, claim.attempt, state, error) is not None


async def finish_all(connection: Connection, claims: Sequence[Claim]) -> set[UUID]:
    """Ends jobs of several people well; the ids of those that their attempts still owned."""
    found = await connection.fetch(
        _FINISH_ALL,
        [claim.job_id for claim in claims],
        [claim.attempt for claim in claims],
        [claim.person_id for claim in claims],
    )
    return {row[0] for row in found}


class JobQueue:
    """The same statements for processes that move jobs; `database` runs under the system role."""

    def __init__(self, database: Database, lease_seconds: float, redispatch_seconds: float = 10.0) -> None:
        self._database = database
        self.lease_seconds = lease_seconds
        self._redispatch_seconds = redispatch_seconds

    async def claim(self, job_ids: Sequence[UUID], owner: str) -> list[Claim]:
        """Those of them that are to be had: not done, not cancelled, and not another's."""
        return await self._database.all(_CLAIM, ids=job_ids, owner=owner, lease=self.lease_seconds)

    async def heartbeat(self, claims: Sequence[Claim]) -> dict[UUID, bool]:
        """For each job still owned: whether it is to be cancelled."""
        ids, attempts = [claim.job_id for claim in claims], [claim.attempt for claim in claims]
        held = await self._database.all(_HEARTBEAT, ids=ids, attempts=attempts, lease=self.lease_seconds)
        return {job.id: job.cancel_requested for job in held}

    async def finish(self, claim: Claim, state: JobEnd, error: str | None = None) -> bool:
        async with self._database.statement() as connection:
            return await finish(connection, claim, state, error)

    async def hand_back(self, claim: Claim) -> None:
        await self._database.run(_HAND_BACK, job_id=claim.job_id, attempt=claim.attempt)

    async def retry(self, claim: Claim, reason: str, after: float | None = None) -> str | None:
        """The state it went to: queued, or failed when no attempt is left; none when it was no longer owned."""
        this = {"job_id": claim.job_id, "attempt": claim.attempt}
        return await self._database.value(_RETRY, **this, reason=reason, after=after)

    async def due(self, queue: str, limit: int = 200) -> list[DueJob]:
        """Jobs of a queue to send now; each comes back by itself, later every time, until somebody claims it."""
        return await self._database.all(_DUE, queue=queue, most=limit, pause=self._redispatch_seconds)

    async def reap(self) -> list[ReapedJob]:
        return await self._database.all(_REAP)
