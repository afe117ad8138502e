from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from weeklog.artifacts.blobs import Blobs
from weeklog.db.base import SYSTEM_ROLE
from weeklog.db.engine import Database
from weeklog.errors import GiveUp
from weeklog.warehouse.export import export
from weeklog.warehouse.pseudonyms import Pseudonyms
from weeklog.workers.worker import Job


@dataclass
class Warehouse:
    """Writes what changed to the warehouse."""

    database: Database  # of the system
    blobs: Blobs | None
    pseudonyms: Pseudonyms
    replica_url: str | None = None  # read instead: what the warehouse says may be late

    async def run(self, _job: Job) -> None:
        if self.blobs is None:
            raise GiveUp(
                "no place for the warehouse is set: set WEEKLOG_WAREHOUSE_URL for the reporting service"
            )
        try:
            async with self._source() as database:
                await export(database, self.blobs, self.pseudonyms)
        except ModuleNotFoundError as error:
            raise GiveUp("pyarrow is not installed: install weeklog[warehouse]") from error

    @asynccontextmanager
    async def _source(self) -> AsyncGenerator[Database]:
        """A replica is opened for one export alone, so that one that is away keeps nothing else from running."""
        if self.replica_url is None:
            yield self.database
            return
        replica = Database(self.replica_url, SYSTEM_ROLE, 1, "weeklog warehouse")
        await replica.open()
        try:
            yield replica
        finally:
            await replica.close()
