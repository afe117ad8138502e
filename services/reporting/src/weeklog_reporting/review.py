from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from weeklog.errors import GiveUp
from weeklog.events.catalogue import ReviewDrafted
from weeklog.jobs.catalogue import DraftReview
from weeklog.reviews.facts.week import Facts, find_facts
from weeklog.reviews.lines import Line
from weeklog.reviews.prose.write import write_lines
from weeklog.reviews.tables import save_draft
from weeklog.reviews.week_rows import read_week_rows
from weeklog.settings import Clock
from weeklog.unit_of_work import UnitOfWork
from weeklog.workers.worker import Job


@dataclass(frozen=True)
class Reviews:
    """Drafts reviews. A review that its owner has submitted, or that is drafted already, stays as it is."""

    clock: Clock

    async def draft(self, job: Job) -> None:
        payload: DraftReview = job.payload
        async with job.begin() as work:
            week = await read_week_rows(work, payload.review_id, self.clock())
        if week is None:
            raise GiveUp("the review no longer exists")
        facts = find_facts(week.rows)
        lines = write_lines(facts, week.language)
        async with job.finishing() as work:
            await _save(work, payload.review_id, facts, lines)


async def _save(work: UnitOfWork, review_id: UUID, facts: Facts, lines: Sequence[Line]) -> None:
    saved = await work.one(
        save_draft,
        review_id=review_id,
        facts=facts.summary(),
        sentences=[line.model_dump(mode="json", include={"section", "text", "evidence"}) for line in lines],
    )
    if saved is not None:
        work.publish(ReviewDrafted(review_id=review_id, week=saved["week"], version=saved["version"]))
