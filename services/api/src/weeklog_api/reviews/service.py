from datetime import datetime
from uuid import UUID

from pydantic import TypeAdapter

from weeklog import access
from weeklog.db.engine import Record
from weeklog.errors import Conflict, NotFound
from weeklog.events.catalogue import WeekChanged
from weeklog.ids import PersonId, new_id
from weeklog.jobs.catalogue import DRAFT_REVIEW, DraftReview
from weeklog.reviews.markdown import review_markdown
from weeklog.reviews.tables import (
    SHOWN,
    ask_for_review,
    find_review,
    give_in_review,
    hold_review,
    list_reviews,
    redraft_review,
    take_back_review,
)
from weeklog.unit_of_work import UnitOfWork
from weeklog_api.identity import Identity
from weeklog_api.reviews.schemas import Review, Sentence

_sentences = TypeAdapter(list[Sentence])
LIVE = ("queued", "running")  # states of a job that will still come to an end
REDRAFTED = ("pending", "drafted")


async def draft_now(work: UnitOfWork, identity: Identity, number: int) -> Review:
    """Makes the week's review, or drafts it again; while a draft is being made, asks for no second one."""
    mine = {"person_id": identity.person_id, "programme_id": identity.own_programme.id}
    this = mine | {"week": identity.week(number).number}
    await work.run(ask_for_review, id=new_id(), **this)
    review = await work.one(hold_review, **this)
    assert review is not None  # made above, or there before
    if review["state"] not in REDRAFTED:
        raise Conflict(f"the review of week {number} is {review['state']}: it is no longer drafted")
    if review["job_state"] not in LIVE:
        job_id = await work.enqueue(DRAFT_REVIEW, DraftReview(review_id=review["id"]))
        await work.run(redraft_review, review_id=review["id"], job_id=job_id)
    return await read_review(work, identity, review["id"])


async def reviews(work: UnitOfWork, identity: Identity, person_id: PersonId) -> list[Review]:
    """The latest week first."""
    theirs = {"person_id": person_id, "programme_id": identity.own_programme.id}
    rows = await work.all(list_reviews, **theirs, asker=identity.person_id)
    return [_review(row, identity) for row in rows]


async def read_review(work: UnitOfWork, identity: Identity, review_id: UUID) -> Review:
    return _review(await _find(work, identity, review_id), identity)


async def submit_review(work: UnitOfWork, identity: Identity, review_id: UUID, now: datetime) -> Review:
    await _own(work, identity, review_id)
    week = await work.value(give_in_review, review_id=review_id, owner=identity.person_id, at=now)
    return await _moved(work, identity, review_id, week, _NOT_SUBMITTED)


async def reopen_review(work: UnitOfWork, identity: Identity, review_id: UUID) -> Review:
    await _own(work, identity, review_id)
    week = await work.value(take_back_review, review_id=review_id, owner=identity.person_id)
    return await _moved(work, identity, review_id, week, _NOT_REOPENED)


_NOT_SUBMITTED = {"pending": "is still being drafted: wait for `review.drafted`, then submit it"}
_NOT_REOPENED = {
    "pending": "is still being drafted, and was not submitted",
    "drafted": "is a draft, and was not submitted",
}


async def _moved(
    work: UnitOfWork, identity: Identity, review_id: UUID, week: int | None, refused: dict[str, str]
) -> Review:
    review = await read_review(work, identity, review_id)
    if week is None:
        why = refused.get(review.state, f"is {review.state} already: read it again")
        raise Conflict(f"the review of week {review.week} {why}")
    work.publish(WeekChanged(week=week))
    return review


async def _find(work: UnitOfWork, identity: Identity, review_id: UUID) -> Record:
    """One's own, or one that somebody whom one follows has submitted."""
    row = await work.one(find_review, id=review_id)
    if row is None:
        raise NotFound("review")
    own = row["person_id"] == identity.person_id
    if not own and (
        row["state"] not in SHOWN or not access.may(identity.standing, "read worklog", of=row["person_id"])
    ):
        raise NotFound("review")
    return row


async def _own(work: UnitOfWork, identity: Identity, review_id: UUID) -> None:
    row = await _find(work, identity, review_id)
    access.require(identity.standing, "write worklog", of=row["person_id"])
    if row["programme_id"] != identity.own_programme.id:  # of one that they left, or do not work in now
        raise NotFound("review")


def _review(row: Record, identity: Identity) -> Review:
    sentences = _sentences.validate_python(row["sentences"] or [])
    return Review(
        id=row["id"],
        person_id=row["person_id"],
        week=row["week"],
        state=row["state"],
        version=row["version"],
        sentences=sentences,
        facts=row["facts"],
        markdown=review_markdown(row["week"], sentences, identity.language) if row["drafted_at"] else None,
        due_at=row["due_at"],
        drafted_at=row["drafted_at"],
        submitted_at=row["submitted_at"],
    )
