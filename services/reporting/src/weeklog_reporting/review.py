from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from weeklog.errors import GiveUp
from weeklog.events.catalogue import ReviewDrafted
from weeklog.jobs.catalogue import DraftReview
from weeklog.reviews.document import redraft
from weeklog.reviews.facts.week import Facts, find_facts
from weeklog.reviews.lines import Line
from weeklog.reviews.prose.write import write_lines
from weeklog.reviews.storing import document_of, read_sources, save_document, stored_sources
from weeklog.reviews.tables import lock_review, save_draft
from weeklog.reviews.week_rows import read_week_rows
from weeklog.settings import Clock
from weeklog.unit_of_work import UnitOfWork
from weeklog.workers.worker import Job

REDRAFTED = ("pending", "drafted", "sent_back")


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
            await _save(work, payload.review_id, facts, lines, self.clock())


async def _save(
    work: UnitOfWork, review_id: UUID, facts: Facts, drafted: Sequence[Line], at: datetime
) -> None:
    """Into a draft, or a review that was sent back: one that is submitted or approved stays as it is."""
    row = await work.one(lock_review, id=review_id)
    if row is None or row.state not in REDRAFTED:
        return
    why = "drafted" if row.drafted_at is None else "redrafted"
    after = redraft(document_of(row), drafted, at)
    version = await save_document(work, row, after, why=why, by=None, at=at)
    await work.run(
        save_draft,
        review_id=review_id,
        facts=facts.summary(),
        sources=stored_sources(await read_sources(work, row)),
        state="drafted" if row.sent_back_at is None else "sent_back",
        at=at,
    )
    work.publish(ReviewDrafted(review_id=review_id, week=row.week, version=version))
