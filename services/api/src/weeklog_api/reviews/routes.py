from uuid import UUID

from fastapi import APIRouter

from weeklog_api.dependencies import CurrentIdentity, CurrentSettings, Owner, Work
from weeklog_api.idempotency import idempotent
from weeklog_api.reviews import service
from weeklog_api.reviews.schemas import Review
from weeklog_api.rights import needs
from weeklog_api.schemas import Items

router = APIRouter(prefix="/v1", tags=["reviews"])


@router.post("/weeks/{number}/review", status_code=202)
@needs("write")
async def draft_now(number: int, identity: CurrentIdentity, work: Work) -> Review:
    """Asks for a draft without waiting for Friday. The event `review.drafted` tells when it is there."""
    return await service.draft_now(work, identity, number)


@router.get("/reviews")
@needs("read")
async def list_reviews(identity: CurrentIdentity, work: Work, person_id: Owner) -> Items[Review]:
    """The latest week first. Of somebody else: those that they have submitted."""
    return Items(items=await service.reviews(work, identity, person_id))


@router.get("/reviews/{review_id}")
@needs("read")
async def read_review(review_id: UUID, identity: CurrentIdentity, work: Work) -> Review:
    return await service.read_review(work, identity, review_id)


@router.post("/reviews/{review_id}/submit")
@needs("write")
@idempotent()
async def submit_review(
    review_id: UUID, identity: CurrentIdentity, work: Work, settings: CurrentSettings
) -> Review:
    """Shows your draft to your mentors and the lead, and puts it into their queues."""
    return await service.submit_review(work, identity, review_id, settings.clock())


@router.post("/reviews/{review_id}/reopen")
@needs("write")
@idempotent()
async def reopen_review(review_id: UUID, identity: CurrentIdentity, work: Work) -> Review:
    """Takes a submitted review back: it is a draft again, and yours alone."""
    return await service.reopen_review(work, identity, review_id)
