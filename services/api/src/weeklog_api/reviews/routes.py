from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query
from starlette.responses import Response

from weeklog.reviews.round import Move
from weeklog_api.dependencies import (
    CurrentIdentity,
    CurrentSettings,
    Owner,
    SystemDatabase,
    SystemStore,
    Work,
)
from weeklog_api.idempotency import idempotent
from weeklog_api.parts import CurrentParts
from weeklog_api.reviews import editing, reading, service
from weeklog_api.reviews.pdf import review_pdf
from weeklog_api.reviews.schemas import (
    Approved,
    Difference,
    Review,
    ReviewPatch,
    ReviewRead,
    ReviewRun,
    Submit,
    Together,
    Version,
    VersionRead,
    WithReason,
)
from weeklog_api.rights import needs
from weeklog_api.schemas import Items
from weeklog_api.versions import MeantVersion, etag

MOST_VERSIONS = 1_000_000
VersionNumber = Annotated[int, Path(ge=1, le=MOST_VERSIONS)]

_SIGNED: dict[int | str, dict[str, Any]] = {
    200: {"content": {"application/json": {"schema": {"type": "string"}}}}
}

router = APIRouter(prefix="/v1", tags=["reviews"])


async def signing_of(parts: CurrentParts) -> service.Signing:
    return service.Signing(parts.signer, parts.settings.public_url)


Signing = Annotated[service.Signing, Depends(signing_of)]


class Mover:
    """Moves a review for who asks, and answers with it as it is then."""

    def __init__(
        self,
        identity: CurrentIdentity,
        work: Work,
        system: SystemDatabase,
        signing: Signing,
        settings: CurrentSettings,
    ) -> None:
        self._by = work, identity, system, signing
        self._clock = settings.clock

    async def __call__(
        self, review_id: UUID, wanted: Move, *, reason: str = "", although_changed: bool = False
    ) -> Response:
        now = self._clock()
        return _answer(
            await service.move(
                *self._by, review_id, wanted, now, reason=reason, although_changed=although_changed
            )
        )


Moving = Annotated[Mover, Depends()]


@router.post("/weeks/{number}/review", status_code=202)
@needs("write")
async def draft_now(number: int, identity: CurrentIdentity, work: Work) -> ReviewRead:
    """Asks for a draft without waiting for Friday. The event `review.drafted` tells when it is there."""
    return await editing.draft_now(work, identity, number)


@router.get("/reviews")
@needs("read")
async def list_reviews(identity: CurrentIdentity, work: Work, person_id: Owner) -> Items[Review]:
    """The latest week first. Of somebody else: those that they have submitted."""
    return Items(items=await reading.reviews(work, identity, person_id))


@router.get("/reviews/runs")
@needs("read")
async def list_review_runs(identity: CurrentIdentity, work: Work, person_id: Owner) -> Items[ReviewRun]:
    """What the scheduler did when a week's review was due: drafted, made up for later, or skipped, and why. The
    latest first."""
    return Items(items=await reading.runs(work, identity, person_id))


@router.post("/reviews/approve")
@needs("write")
async def approve_reviews(
    new: Together,
    identity: CurrentIdentity,
    work: Work,
    system: SystemDatabase,
    signing: Signing,
    settings: CurrentSettings,
) -> Approved:
    """Several at once: only those that you have opened as they are now. The others are named with the reason."""
    return await service.approve_together(work, identity, system, signing, new.ids, settings.clock())


@router.get(
    "/reviews/{review_id}.md", response_class=Response, responses={200: {"content": {"text/markdown": {}}}}
)
@needs("read")
async def read_markdown(
    review_id: UUID, identity: CurrentIdentity, work: Work, system_store: SystemStore
) -> Response:
    """The review as a Markdown file. Of somebody else, it is told in the audit log."""
    row = await reading.find(work, identity, review_id)
    review = reading.review_of(row, identity)
    await reading.note_export(system_store, identity, row, "md")
    return Response(review.markdown or "", media_type="text/markdown; charset=utf-8")


@router.get(
    "/reviews/{review_id}.pdf", response_class=Response, responses={200: {"content": {"application/pdf": {}}}}
)
@needs("read")
async def read_pdf(review_id: UUID, identity: CurrentIdentity, work: Work, parts: CurrentParts) -> Response:
    """An approved review as it was approved last, as a PDF that carries its signed file. Of somebody else, it is told
    in the audit log."""
    row = await reading.find(work, identity, review_id)
    signed, pdf = await review_pdf(work, identity, review_id, parts.typesetter, parts.settings.public_url)
    await reading.note_export(parts.system_store, identity, row, "pdf")
    headers = {"Content-Disposition": f'attachment; filename="review-week-{signed.week}.pdf"'}
    return Response(pdf, headers=headers, media_type="application/pdf")


@router.get("/reviews/{review_id}/snapshot", response_class=Response, responses=_SIGNED)
@needs("read")
async def read_snapshot(
    review_id: UUID, identity: CurrentIdentity, work: Work, system_store: SystemStore
) -> Response:
    """The review as it was approved last, as a signed file: its lines with their evidence, the comments, the
    round, who approved it and when. `POST /v1/verify` checks such a file, and so does `weeklog review
    verify`. Of somebody else, it is told in the audit log."""
    row = await reading.find(work, identity, review_id)
    signed = await reading.snapshot(work, identity, review_id)
    await reading.note_export(system_store, identity, row, "signed")
    headers = {
        "ETag": f'"{signed.sha256}"',
        "Content-Disposition": f'attachment; filename="review-week-{signed.week}.signed.json"',
    }
    return Response(signed.file, headers=headers, media_type="application/json")


@router.get("/reviews/{review_id}", response_model=ReviewRead)
@needs("read")
async def read_review(review_id: UUID, identity: CurrentIdentity, work: Work) -> Response:
    """With what has changed in the week since, its round so far, and what you may do with it."""
    return _answer(await reading.read_review(work, identity, review_id))


@router.patch("/reviews/{review_id}", response_model=ReviewRead)
@needs("write")
async def edit_review(
    review_id: UUID,
    patch: ReviewPatch,
    identity: CurrentIdentity,
    work: Work,
    settings: CurrentSettings,
    meant: MeantVersion,
) -> Response:
    """Changes lines by their ids, adds and deletes some, accepts or declines what a new draft offers: all of it or
    nothing."""
    return _answer(await editing.edit_review(work, identity, review_id, patch, meant, settings.clock()))


@router.get("/reviews/{review_id}/versions")
@needs("read")
async def list_versions(review_id: UUID, identity: CurrentIdentity, work: Work) -> Items[Version]:
    """Every version of its lines, the latest first."""
    return Items(items=await editing.list_all_versions(work, identity, review_id))


@router.get("/reviews/{review_id}/versions/{version}")
@needs("read")
async def read_version(
    review_id: UUID, version: VersionNumber, identity: CurrentIdentity, work: Work
) -> VersionRead:
    return await editing.read_version(work, identity, review_id, version)


@router.get("/reviews/{review_id}/diff")
@needs("read")
async def compare_versions(
    review_id: UUID,
    identity: CurrentIdentity,
    work: Work,
    from_: Annotated[
        int | None, Query(alias="from", ge=1, le=MOST_VERSIONS, description="left out = the one before `to`")
    ] = None,
    to: Annotated[int | None, Query(ge=1, le=MOST_VERSIONS, description="left out = the latest")] = None,
) -> Difference:
    """Two versions, line by line."""
    return await editing.compare(work, identity, review_id, from_, to)


@router.post("/reviews/{review_id}/opened", status_code=204)
@needs("write")
async def note_opened(
    review_id: UUID, identity: CurrentIdentity, work: Work, settings: CurrentSettings
) -> None:
    """That you have somebody's review before you. Only what was opened is approved together with others."""
    await service.note_opened(work, identity, review_id, settings.clock())


@router.post("/reviews/{review_id}/submit", response_model=ReviewRead)
@needs("write")
@idempotent()
async def submit_review(review_id: UUID, move: Moving, how: Submit | None = None) -> Response:
    """Shows your draft to your mentors and the lead, and puts it into their queues. 409 when the week has changed
    since it was made; `although_changed` submits it all the same."""
    return await move(review_id, "submit", although_changed=how is not None and how.although_changed)


@router.post("/reviews/{review_id}/take-back", response_model=ReviewRead)
@needs("write")
@idempotent()
async def take_back_review(review_id: UUID, move: Moving) -> Response:
    """Your submitted review is a draft again, and yours alone: until somebody has answered it."""
    return await move(review_id, "take-back")


@router.post("/reviews/{review_id}/send-back", response_model=ReviewRead)
@needs("write")
@idempotent()
async def send_back_review(review_id: UUID, new: WithReason, move: Moving) -> Response:
    """For mentors, substitutes and the lead: its owner edits it and submits it again."""
    return await move(review_id, "send-back", reason=new.reason)


@router.post("/reviews/{review_id}/approve", response_model=ReviewRead)
@needs("write")
@idempotent()
async def approve_review(review_id: UUID, move: Moving) -> Response:
    """For mentors, substitutes and the lead; once more when the week has changed since it was approved."""
    return await move(review_id, "approve")


@router.post("/reviews/{review_id}/reopen", response_model=ReviewRead)
@needs("write")
@idempotent()
async def reopen_review(review_id: UUID, new: WithReason, move: Moving) -> Response:
    """Of an approved or published review: its owner edits it again and submits it again. For its owner and who may
    answer it."""
    return await move(review_id, "reopen", reason=new.reason)


@router.post("/reviews/{review_id}/publish", response_model=ReviewRead)
@needs("write")
@idempotent()
async def publish_review(review_id: UUID, move: Moving) -> Response:
    """Of your approved review: it is part of your pages from now on."""
    return await move(review_id, "publish")


def _answer(review: ReviewRead) -> Response:
    return Response(
        review.model_dump_json(), media_type="application/json", headers={"ETag": etag(review.version)}
    )
