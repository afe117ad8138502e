from dataclasses import dataclass

from weeklog.artifacts.blobs import Blobs
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

    async def run(self, _job: Job) -> None:
        if self.blobs is None:
            raise GiveUp(
                "no place for the warehouse is set: set WEEKLOG_WAREHOUSE_URL for the reporting service"
            )
        try:
            await export(self.database, self.blobs, self.pseudonyms)
        except ModuleNotFoundError as error:
            raise GiveUp("pyarrow is not installed: install weeklog[warehouse]") from error
