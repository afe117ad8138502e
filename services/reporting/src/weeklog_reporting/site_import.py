import asyncio
from dataclasses import dataclass, field

from weeklog.jobs.catalogue import ImportSite
from weeklog.sites.site_import import run_import
from weeklog.workers.worker import Job


@dataclass
class SiteImports:
    """Imports whole sites, few at a time: each takes a processor for seconds, and Fridays share the process."""

    at_once: int
    _free: asyncio.Semaphore = field(init=False)

    def __post_init__(self) -> None:
        self._free = asyncio.Semaphore(self.at_once)

    async def run(self, job: Job) -> None:
        payload: ImportSite = job.payload
        async with self._free:
            await run_import(job, payload.import_id)
        job.finished = True
