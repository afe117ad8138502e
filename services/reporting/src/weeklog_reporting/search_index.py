from dataclasses import dataclass

from weeklog.jobs.catalogue import IndexSearch
from weeklog.search.indexing import index_rows
from weeklog.workers.worker import Job


@dataclass
class SearchIndex:
    """Teaches search what people wrote."""

    semantic: bool

    async def run(self, job: Job) -> None:
        payload: IndexSearch = job.payload
        await index_rows(job, payload.programme_id, semantic=self.semantic)
