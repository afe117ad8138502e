from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from weeklog_api.dependencies import CurrentIdentity, CurrentSettings, Owner, Work
from weeklog_api.idempotency import Once
from weeklog_api.reviews import service
from weeklog_api.reviews.schemas import Review
from weeklog_api.schemas import Items

router = APIRouter(prefix="/v1", tags=["reviews"])


@router.post("/weeks/{number}/review", status_code=202)
async def draft_now(number: int, identity: CurrentIdentity, work: Work) -> Review:
    """Asks for a draft without waiting for Friday. The event `review.drafted` tells when it is there."""
    return await service.draft_now(work, identity, number)


@router.get("/reviews")
async def list_reviews(identity: CurrentIdentity, work: Work, person_id: Owner) -> Items[Review]:
    """The latest week first. Of somebody else: those that they have submitted."""
    return Items(items=await service.reviews(work, identity, person_id))


@router.get("/reviews/{review_id}")
async def read_review(review_id: UUID, identity: CurrentIdentity, work: Work) -> Review:
    return await service.read_review(work, identity, review_id)


@router.post("/reviews/{review_id}/submit", response_model=Review)
async def submit_review(
    review_id: UUID, identity: CurrentIdentity, work: Work, settings: CurrentSettings, once: Once
) -> Response:
    """Shows your draft to your mentors and the lead, and puts it into their queues."""
    if once.answered is not None:
        return once.answered
    return await once.remember(
        _answer(await service.submit_review(work, identity, review_id, settings.clock()))
    )


@router.post("/reviews/{review_id}/reopen", response_model=Review)
async def reopen_review(review_id: UUID, identity: CurrentIdentity, work: Work, once: Once) -> Response:
    """Takes a submitted review back: it is a draft again, and yours alone."""
    if once.answered is not None:
        return once.answered
    return await once.remember(_answer(await service.reopen_review(work, identity, review_id)))


def _answer(review: Review) -> Response:
    return Response(review.model_dump_json(), media_type="application/json")
