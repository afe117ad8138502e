from dataclasses import dataclass
from datetime import datetime

from weeklog.errors import GiveUp
from weeklog.events.catalogue import ReviewDrafted
from weeklog.jobs.catalogue import DraftReview
from weeklog.reviews.document import redraft
from weeklog.reviews.facts.week import find_facts
from weeklog.reviews.prose.write import write_lines
from weeklog.reviews.storing import document_of, read_sources, save_document, stored_sources
from weeklog.reviews.tables import ReviewRow, lock_review, save_draft
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
        """The review is held before its week is read: what is written meanwhile waits, and then marks it as stale."""
        payload: DraftReview = job.payload
        async with job.finishing() as work:
            row = await work.one(lock_review, id=payload.review_id)
            if row is None:
                raise GiveUp("the review no longer exists")
            if row.state in REDRAFTED:
                await _draft(work, row, self.clock())


async def _draft(work: UnitOfWork, row: ReviewRow, at: datetime) -> None:
    week = await read_week_rows(work, row.id, at)
    assert week is not None  # its review is held
    facts = find_facts(week.rows)
    after = redraft(document_of(row), write_lines(facts, week.language), at)
    why = "drafted" if row.drafted_at is None else "redrafted"
    version = await save_document(work, row, after, why=why, by=None, at=at)
    await work.run(
        save_draft,
        review_id=row.id,
        facts=facts.summary(),
        sources=stored_sources(await read_sources(work, row)),
        state="drafted" if row.sent_back_at is None else "sent_back",
        at=at,
    )
    work.publish(ReviewDrafted(review_id=row.id, week=row.week, version=version))
