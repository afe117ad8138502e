from typing import Annotated, Any
from urllib.parse import quote
from uuid import UUID

from fastapi import APIRouter, Depends, Header, Query, Request
from starlette.responses import Response, StreamingResponse

from weeklog.artifacts.blobs import Blobs
from weeklog.errors import Unavailable
from weeklog_api.artifacts import service
from weeklog_api.artifacts.kinds import KINDS
from weeklog_api.artifacts.schemas import (
    ArtifactFilters,
    ArtifactNew,
    ArtifactPatch,
    ArtifactState,
    ArtifactWithRevisions,
    Comparison,
    Revision,
    RevisionNew,
    RevisionNumber,
)
from weeklog_api.artifacts.uploads import Upload, body_of, check_length
from weeklog_api.dependencies import CurrentIdentity, CurrentSettings, Owner, Work
from weeklog_api.parts import parts_of
from weeklog_api.rights import needs
from weeklog_api.schemas import Items
from weeklog_api.settings import ApiSettings
from weeklog_api.versions import MeantVersion, etag

router = APIRouter(prefix="/v1/artifacts", tags=["artifacts"])

ADD_PATH, REVISE_PATH = "/v1/artifacts", "/v1/artifacts/{id}/revisions"
# Nothing in a file may run, load or be framed, whatever it holds.
FILE_POLICY = "default-src 'none'; sandbox"
_BYTES = {"schema": {"type": "string", "format": "binary"}}
_RAW: dict[str, Any] = {"requestBody": {"required": True, "content": {"application/octet-stream": _BYTES}}}
_FILE: dict[int | str, dict[str, Any]] = {
    200: {"content": {kind.content_type.partition(";")[0]: _BYTES for kind in KINDS.values()}}
}
_SAME: dict[int | str, dict[str, Any]] = {
    200: {"model": ArtifactState, "description": "It is there already: nothing was added"}
}


async def files(request: Request) -> Blobs:
    blobs = parts_of(request).blobs
    if blobs is None:
        raise Unavailable("this weeklog keeps no files: who runs it sets WEEKLOG_ARTIFACTS_DIR")
    return blobs


Files = Annotated[Blobs, Depends(files)]


@router.post("", status_code=201, response_model=ArtifactState, responses=_SAME, openapi_extra=_RAW)
@needs("write")
async def add_artifact(
    new: Annotated[ArtifactNew, Query()],
    request: Request,
    identity: CurrentIdentity,
    blobs: Files,
    settings: CurrentSettings,
) -> Response:
    """The body is the file itself: a PNG, JPEG, WebP or GIF image, an SVG drawing, a PDF, Mermaid, Markdown or
    plain text, or slides (.pptx, .odp). What it is, is told by its first bytes; they, the name's ending and
    `Content-Type` must agree.

    The same file for the same week, sent again, is answered with 200 and kept once.
    """
    upload = _upload(request, new.name, settings)
    shelf = _shelf(request, blobs)
    state, added = await service.add_artifact(shelf, identity, new, upload)
    return _answer(state, added=added)


@router.get("")
@needs("read")
async def list_artifacts(
    filters: Annotated[ArtifactFilters, Query()], identity: CurrentIdentity, person_id: Owner, work: Work
) -> Items[ArtifactState]:
    """The newest first."""
    return await service.list_of(work, identity, person_id, filters)


@router.get("/{artifact_id}")
@needs("read")
async def read_artifact(
    artifact_id: UUID, identity: CurrentIdentity, person_id: Owner, work: Work, response: Response
) -> ArtifactWithRevisions:
    state = await service.read(work, identity, person_id, artifact_id)
    response.headers["ETag"] = etag(state.version)
    return state


@router.patch("/{artifact_id}")
@needs("write")
async def change_artifact(
    artifact_id: UUID,
    *,
    patch: ArtifactPatch,
    meant: MeantVersion,
    identity: CurrentIdentity,
    work: Work,
    response: Response,
) -> ArtifactState:
    """Its title, or its week. A new file is a new revision."""
    state = await service.change(work, identity, artifact_id, patch, meant)
    response.headers["ETag"] = etag(state.version)
    return state


@router.delete("/{artifact_id}", status_code=204)
@needs("write")
async def drop_artifact(
    artifact_id: UUID, meant: MeantVersion, request: Request, identity: CurrentIdentity, blobs: Files
) -> None:
    """With all its revisions."""
    async with parts_of(request).store.begin(identity.person_id) as work:
        keys = await service.drop(work, identity, artifact_id, meant)
    await service.discard(blobs, keys)


@router.post(
    "/{artifact_id}/revisions",
    status_code=201,
    response_model=ArtifactState,
    responses=_SAME,
    openapi_extra=_RAW,
)
@needs("write")
async def add_revision(
    artifact_id: UUID,
    *,
    new: Annotated[RevisionNew, Query()],
    request: Request,
    identity: CurrentIdentity,
    blobs: Files,
    settings: CurrentSettings,
) -> Response:
    """The body is the file itself. What is the current revision already makes no new one, and is answered with 200."""
    async with parts_of(request).store.begin(identity.person_id) as work:
        name = new.name or await service.file_name(work, identity, artifact_id)
    upload = _upload(request, name, settings)
    shelf = _shelf(request, blobs)
    state, added = await service.add_revision(shelf, identity, artifact_id, new=new, upload=upload)
    return _answer(state, added=added)


@router.get("/{artifact_id}/revisions/{number}", response_class=Response, responses=_FILE)
@needs("read")
async def read_revision(
    artifact_id: UUID,
    number: RevisionNumber,
    *,
    request: Request,
    identity: CurrentIdentity,
    person_id: Owner,
    blobs: Files,
    if_none_match: Annotated[str | None, Header()] = None,
) -> Response:
    """The file as it was sent, byte for byte."""
    async with parts_of(request).store.begin(identity.person_id) as work:
        revision = await service.read_revision(work, identity, person_id, artifact_id, number)
    headers = file_headers(revision)
    if if_none_match and headers["ETag"] in if_none_match:
        return Response(status_code=304, headers=headers)
    headers["Content-Length"] = str(revision.size)
    chunks = await service.contents(blobs, person_id, revision)
    return StreamingResponse(chunks, headers=headers, media_type=KINDS[revision.kind].content_type)


@router.get("/{artifact_id}/compare")
@needs("read")
async def compare_revisions(
    artifact_id: UUID,
    *,
    request: Request,
    identity: CurrentIdentity,
    person_id: Owner,
    blobs: Files,
    from_: Annotated[RevisionNumber, Query(alias="from", description="the number of a revision")],
    to: Annotated[RevisionNumber, Query(description="the number of another")],
) -> Comparison:
    """Two revisions side by side; of texts also what differs, line by line."""
    async with parts_of(request).store.begin(identity.person_id) as work:
        left = await service.read_revision(work, identity, person_id, artifact_id, from_)
        right = await service.read_revision(work, identity, person_id, artifact_id, to)
    return await service.compare(blobs, person_id, left, right)


def file_headers(revision: Revision) -> dict[str, str]:
    shown = "inline" if KINDS[revision.kind].inline else "attachment"
    return {
        "Content-Disposition": f"{shown}; filename*=UTF-8''{quote(revision.name, safe='')}",
        "Content-Security-Policy": FILE_POLICY,
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-cache",  # kept, but asked about: the right to see it may end
        "ETag": f'"{revision.sha256}"',
    }


def _shelf(request: Request, blobs: Blobs) -> service.Shelf:
    parts = parts_of(request)
    return service.Shelf(parts.store, blobs, parts.settings.quota)


def _upload(request: Request, name: str, settings: ApiSettings) -> Upload:
    check_length(request.headers.get("content-length"), settings.artifact_bytes)
    label = request.headers.get("content-type", "")
    return Upload(body_of(request), name, label, settings.artifact_bytes)


def _answer(state: ArtifactState, *, added: bool) -> Response:
    headers = {"ETag": etag(state.version)}
    if added:
        headers["Location"] = f"/v1/artifacts/{state.id}"
    return Response(state.model_dump_json(), 201 if added else 200, headers, media_type="application/json")
