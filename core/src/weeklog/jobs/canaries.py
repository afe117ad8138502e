"""A canary is a job without work, one kind for each queue. That one was done lately shows that jobs of its queue are
sent, claimed and ended; no process's own word shows that."""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import text

from weeklog.db.base import Query
from weeklog.db.engine import Database
from weeklog.db.rows import row_class
from weeklog.jobs.catalogue import PROVE_CHAT, PROVE_REVIEWS, PROVE_WORDS, Canary
from weeklog.jobs.contract import JobKind
from weeklog.jobs.queue import NOBODY, enqueue

CANARIES: Final[Mapping[str, JobKind[Canary]]] = {
    kind.queue: kind for kind in (PROVE_CHAT, PROVE_REVIEWS, PROVE_WORDS)
}
LATE_SECONDS: Final = 150.0  # since the last one that was done was sent: its queue is not worked on
_KEPT_SECONDS: Final = 600.0
_LOCK: Final = 7_763_325_108  # any fixed number: of two schedulers, one sends


@row_class
class CanaryRow:
    kind: str
    seconds: float


_ages = Query(
    text("""
select kind, extract(epoch from now() - max(created_at))::float8 as seconds from jobs
 where kind = any(:kinds) and kind like 'canary.%' and state = 'done' group by kind"""),
    CanaryRow,
)
_missing = """
select kind from unnest($1::text[]) as kind where not exists (
  select from jobs j where j.kind = kind.kind and j.kind like 'canary.%'
     and (j.finished_at is null or j.created_at > now() - make_interval(secs => $2)))"""
_forget = Query(
    text("delete from jobs where kind like 'canary.%' and finished_at < now() - make_interval(secs => :kept)")
)


_oldest = Query(
    text("""
select kind, extract(epoch from now() - min(created_at))::float8 as seconds from jobs
 where kind = any(:kinds) and kind like 'canary.%' and finished_at is null group by kind"""),
    CanaryRow,
)


def is_late(seconds: float | None, since_start: float) -> bool:
    """Of a queue whose canary has this age; none = there was none, which is right soon after the start."""
    return (since_start if seconds is None else seconds) > LATE_SECONDS


async def ages(database: Database) -> dict[str, float]:
    """Seconds since the canary of each queue that was done last was made. A queue where none was lacks."""
    return await _by_queue(database, _ages)


async def waits(database: Database) -> dict[str, float]:
    """Seconds for which the oldest canary of each queue is not done. A queue where all are lacks."""
    return await _by_queue(database, _oldest)


async def _by_queue(database: Database, query: Query[CanaryRow]) -> dict[str, float]:
    rows = await database.all(query, kinds=[kind.name for kind in CANARIES.values()])
    seconds = {row.kind: row.seconds for row in rows}
    return {queue: seconds[kind.name] for queue, kind in CANARIES.items() if kind.name in seconds}


async def send(database: Database, every: float) -> int:
    """To each queue where none is on its way and the last was made `every` seconds ago. How many were sent."""
    kinds = {kind.name: kind for kind in CANARIES.values()}
    async with database.transaction() as connection:
        await connection.execute(f"select pg_advisory_xact_lock({_LOCK})")
        missing = await connection.fetch(_missing, list(kinds), every)
        for (kind,) in missing:
            await enqueue(connection, kinds[kind], Canary(), NOBODY)
    await database.run(_forget, kept=_KEPT_SECONDS)
    return len(missing)


async def fly(_job: Any) -> None:
    """The handler of every canary."""
