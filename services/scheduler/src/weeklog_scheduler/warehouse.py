"""Has the warehouse brought up to date, every so often. Run as many as you like: one job at a time waits or runs."""

import asyncio

from weeklog.db.engine import LOST, Database
from weeklog.errors import Unavailable
from weeklog.logs import logger
from weeklog.warehouse.queue import enqueue_export

log = logger(__name__)


async def keep_exporting(database: Database, every: float) -> None:
    while True:
        try:
            await enqueue_export(database)
        except (*LOST, Unavailable) as error:
            log.warning("warehouse not exported: the database is away", error=type(error).__name__)
        await asyncio.sleep(every)
