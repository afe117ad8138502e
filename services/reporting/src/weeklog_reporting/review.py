import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from weeklog.errors import GiveUp
from weeklog.jobs.catalogue import WORD_REVIEW, DraftReview, WordReview
from weeklog.logs import logger, where
from weeklog.reviews.drafting import REDRAFTED, Draft, draft, save_drafts
from weeklog.reviews.week_rows import HeldReviewWeekRow, hold_reviews
from weeklog.settings import Clock
from weeklog.unit_of_work import UnitOfWork
from weeklog.workers.together import Together
from weeklog.workers.worker import Handler, Job

log = logger(__name__)

MOST_TOGETHER = 25  # reviews that share a transaction: their owners' writes wait while it computes


@dataclass(frozen=True)
class Reviews:
    """Drafts reviews. A review that its owner has submitted, or that is drafted already, stays as it is."""

    clock: Clock

    @property
    def handler(self) -> Handler:
        return Together(self.draft_together, self.draft, MOST_TOGETHER)

    async def draft(self, job: Job) -> None:
        async with job.finishing() as work:
            row = next(iter(await self._held(work, [job], waiting=True)), None)
            if row is None:
                raise GiveUp("the review no longer exists")
            if row.state in REDRAFTED:
                drafted = draft(row, self.clock())
                await self._save(work, [drafted])
                if drafted.is_wanting:
                    await work.enqueue(WORD_REVIEW, WordReview(review_id=row.id))

    async def draft_together(self, jobs: Sequence[Job]) -> set[Job]:
        """Those that are done. Left to be done alone: a review that somebody holds, one that raises, and one of which
        nothing is drafted or which a language model is to word."""
        by_review = {_payload(job).review_id: job for job in jobs}
        async with jobs[0].begin() as work:
            rows = await self._held(work, list(by_review.values()), waiting=False)
            drafts = {by_review[one.review_id]: one for one in await self._drafts(rows)}
            owned = await work.finish_jobs([job.claim for job in drafts])
            done = {job for job in drafts if job.claim.job_id in owned}
            await self._save(work, [one for job, one in drafts.items() if job in done])
            for job in done:  # before the commit, as `Job.finishing` has it
                job.finished = True
        return done

    async def _held(self, work: UnitOfWork, jobs: Sequence[Job], *, waiting: bool) -> list[HeldReviewWeekRow]:
        reviews, owners = [_payload(job).review_id for job in jobs], [job.person_id for job in jobs]
        return await work.all(hold_reviews, reviews=reviews, owners=owners, waiting=waiting)

    async def _drafts(self, rows: Iterable[HeldReviewWeekRow]) -> list[Draft]:
        drafts: list[Draft] = []
        for row in rows:
            if row.state in REDRAFTED and not row.drafts_by_model:
                try:
                    drafts.append(draft(row, self.clock()))
                except Exception as error:  # noqa: BLE001 - one person's week must not stop the others'
                    log.warning("a review was not drafted with others", review_id=str(row.id), **where(error))
            await asyncio.sleep(0)  # for the heartbeat, and whatever else waits
        return drafts

    async def _save(self, work: UnitOfWork, drafts: Sequence[Draft]) -> None:
        await work.run(save_drafts, drafts=[one.stored for one in drafts], at=self.clock())
        for one in drafts:
            work.publish(one.event, to=[one.owner])


def _payload(job: Job) -> DraftReview:
    return job.payload
