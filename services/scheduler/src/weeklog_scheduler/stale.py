"""Drafts that nobody has touched follow their week: what was written since makes a job that drafts them again."""

from datetime import timedelta

from weeklog.db.engine import Database
from weeklog.jobs.catalogue import DRAFT_REVIEW, DraftReview
from weeklog.jobs.queue import enqueue
from weeklog.reviews.tables import list_stale_drafts, note_job

SETTLED = timedelta(seconds=2)  # since the first change: several that come together make one job
MOST = 200  # at a time


class StaleDrafts:
    def __init__(self, database: Database, settled: timedelta = SETTLED) -> None:
        self._database, self._settled = database, settled

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
