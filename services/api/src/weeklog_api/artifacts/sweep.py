"""Objects in the store that no row names: what a crash between the two left behind."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID

from weeklog.artifacts.blobs import Blobs
from weeklog.artifacts.tables import known_revisions
from weeklog.db.engine import LOST, Database
from weeklog.errors import Unavailable
from weeklog.logs import logger

log = logger("weeklog_api.artifacts")

SETTLED: Final = timedelta(days=1)  # by then the request that stored it has long written its row, or ended
_EVERY_SECONDS: Final = 3600.0


async def sweep_always(blobs: Blobs, database: Database) -> None:
    """Of several gateways each sweeps: removing twice does no harm."""
    while True:
        try:
            swept = await sweep(blobs, database, datetime.now(UTC) - SETTLED)
            if swept:
                log.info("removed files that nothing names", files=swept)
        except (*LOST, Unavailable) as error:
            log.warning("not swept", error=type(error).__name__)
        await asyncio.sleep(_EVERY_SECONDS)


async def sweep(blobs: Blobs, database: Database, before: datetime) -> int:
    """`database` runs as the system: it sees which revisions there are, and nothing of them."""
    swept = 0
    async for keys in blobs.old_keys(before):
        stray = await _stray(database, keys)
        await blobs.delete(stray)
        swept += len(stray)
    await blobs.drop_staged(before)
    return swept


async def _stray(database: Database, keys: Sequence[str]) -> list[str]:
    ids = {key: _revision_id(key) for key in keys}
    asked = [one for one in ids.values() if one]
    known = {row.id for row in await database.all(known_revisions, ids=asked)} if asked else set[UUID]()
    return [key for key, one in ids.items() if one and one not in known]  # what is not ours is left alone


def _revision_id(key: str) -> UUID | None:
    try:
        return UUID(key.rpartition("/")[2])
    except ValueError:
        return None
