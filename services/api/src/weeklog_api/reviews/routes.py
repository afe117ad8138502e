from uuid import UUID

from fastapi import APIRouter

from weeklog_api.dependencies import CurrentIdentity, Work
from weeklog_api.reviews import service
from weeklog_api.reviews.schemas import Review
from weeklog_api.schemas import Items

router = APIRouter(prefix="/v1", tags=["reviews"])


@router.post("/weeks/{number}/review", status_code=202)
async def draft_now(number: int, identity: CurrentIdentity, work: Work) -> Review:
    """Asks for a draft without waiting for Friday. The event `review.drafted` tells when it is there."""
    return await service.draft_now(work, identity, number)


@router.get("/reviews")
async def list_reviews(identity: CurrentIdentity, work: Work) -> Items[Review]:
    """The latest week first."""
    return Items(items=await service.reviews(work, identity))


@router.get("/reviews/{review_id}")
async def read_review(review_id: UUID, identity: CurrentIdentity, work: Work) -> Review:
    return await service.read_review(work, identity, review_id)
