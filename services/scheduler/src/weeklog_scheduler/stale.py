"""Drafts that nobody has touched follow their week: what was written since makes a job that drafts them again."""

import asyncio
from datetime import timedelta

from weeklog.db.engine import LOST, Database
from weeklog.errors import Unavailable
from weeklog.jobs.catalogue import DRAFT_REVIEW, DraftReview
from weeklog.jobs.queue import enqueue
from weeklog.logs import logger
from weeklog.reviews.tables import list_stale_drafts, note_job

log = logger(__name__)

SETTLED = timedelta(seconds=2)  # since the first change: several that come together make one job
MOST = 200  # at a time


class StaleDrafts:
    def __init__(self, database: Database, every: float, settled: timedelta = SETTLED) -> None:
        self._database, self._every, self._settled = database, every, settled

    async def run(self) -> None:
        while True:
            try:
                if made := await self.look():
                    log.info("drafts follow their weeks", reviews=made)
            except (*LOST, Unavailable) as error:
                log.warning("stale drafts not looked for: the database is away", error=type(error).__name__)
            await asyncio.sleep(self._every)

    async def look(self) -> int:
        """How many drafts are made again. Of two schedulers, each takes those that the other has not."""
        async with self._database.connection() as connection, connection.transaction():
            asked = list_stale_drafts.arguments({"settled": self._settled, "limit": MOST})
            stale = list_stale_drafts.rows(await connection.fetch(list_stale_drafts.sql, *asked))
            for row in stale:
                job_id = await enqueue(connection, DRAFT_REVIEW, DraftReview(review_id=row.id), row.person_id)
                await connection.execute(
                    note_job.sql, *note_job.arguments({"review_id": row.id, "job_id": job_id})
                )
        return len(stale)
