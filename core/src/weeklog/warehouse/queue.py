"""One job of the whole instance: it belongs to nobody, and one at a time waits or runs."""

from sqlalchemy import text

from weeklog.db.base import Query
from weeklog.db.engine import Database
from weeklog.db.rows import IdRow
from weeklog.jobs.catalogue import EXPORT_WAREHOUSE, ExportWarehouse
from weeklog.jobs.queue import NOBODY, enqueue

_LOCK = 7_763_325_107  # any fixed number: of two schedulers, one makes the job

find_unfinished = Query(
    text("select id from jobs where kind = :kind and state in ('queued', 'running') limit 1"), IdRow
)


async def enqueue_export(database: Database) -> bool:
    """False where one waits or runs already."""
    async with database.transaction() as connection:
        await connection.execute(f"select pg_advisory_xact_lock({_LOCK})")
        arguments = find_unfinished.arguments({"kind": EXPORT_WAREHOUSE.name})
        if await connection.fetchval(find_unfinished.sql, *arguments) is not None:
            return False
        await enqueue(connection, EXPORT_WAREHOUSE, ExportWarehouse(), NOBODY)
        return True
