from weeklog.jobs.catalogue import DRAFT_REVIEW, DraftReview
from weeklog.reviews.tables import hold_review, redraft_review
from weeklog.unit_of_work import UnitOfWork
from weeklog.weeks.owner import Owner


async def draft_again(work: UnitOfWork, owner: Owner, week: int) -> None:
    """A draft that nobody has taken up follows its week: pages often come in after the Friday they tell of."""
    review = await work.one(hold_review, **owner.keys, week=week)
    if review is None or review["state"] != "drafted":
        return
    job_id = await work.enqueue(DRAFT_REVIEW, DraftReview(review_id=review["id"]))
    await work.run(redraft_review, review_id=review["id"], job_id=job_id)
