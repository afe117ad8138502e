from uuid import UUID

from pydantic import TypeAdapter

from weeklog.db.engine import Record
from weeklog.db.reviews import ask_for_review, find_review, hold_review, list_reviews, redraft_review
from weeklog.errors import Conflict, NotFound
from weeklog.ids import new_id
from weeklog.jobs.catalogue import DRAFT_REVIEW, DraftReview
from weeklog.unit_of_work import UnitOfWork
from weeklog.worklog.review_text import review_markdown
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


async def reviews(work: UnitOfWork, identity: Identity) -> list[Review]:
    """The latest week first."""
    mine = {"person_id": identity.person_id, "programme_id": identity.own_programme.id}
    return [_review(row, identity) for row in await work.all(list_reviews, **mine)]


async def read_review(work: UnitOfWork, identity: Identity, review_id: UUID) -> Review:
    row = await work.one(find_review, id=review_id)
    if row is None:
        raise NotFound("review")
    return _review(row, identity)


def _review(row: Record, identity: Identity) -> Review:
    sentences = _sentences.validate_python(row["sentences"] or [])
    return Review(
        id=row["id"],
        week=row["week"],
        state=row["state"],
        version=row["version"],
        sentences=sentences,
        facts=row["facts"],
        markdown=review_markdown(row["week"], sentences, identity.language) if row["drafted_at"] else None,
        due_at=row["due_at"],
        drafted_at=row["drafted_at"],
    )
