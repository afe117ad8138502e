import asyncio
import tempfile
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import Response, StreamingResponse

from weeklog.quotas.rules import import_turn
from weeklog_api.archive import service
from weeklog_api.archive.archive import open_archive
from weeklog_api.archive.schemas import AccountReport
from weeklog_api.archive.writing import pack
from weeklog_api.artifacts.uploads import body_of, check_length, too_large
from weeklog_api.dependencies import CurrentIdentity, CurrentSettings
from weeklog_api.exports.service import started
from weeklog_api.parts import parts_of
from weeklog_api.rights import needs

router = APIRouter(prefix="/v1/account", tags=["account"])

IMPORT_PATH = "/v1/account/import"
AT_ONCE = 2  # archives that come in, of all people: each holds a connection until it has
_ZIP = {"application/zip": {"schema": {"type": "string", "format": "binary"}}}
_RAW: dict[str, Any] = {"requestBody": {"required": True, "content": _ZIP}}


@router.get("/export", response_class=Response, responses={200: {"content": _ZIP}})
@needs("read")
async def export_account(request: Request, identity: CurrentIdentity) -> Response:
    """Everything of yours in this programme as one .zip: a manifest, one file of JSON lines a kind, and your files."""
    parts = parts_of(request)
    name = f"weeklog-{identity.today(parts.settings.clock)}.zip"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    chunks = await started(pack(parts.store, parts.blobs, identity))
    return StreamingResponse(chunks, headers=headers, media_type="application/zip")


@router.post("/import", openapi_extra=_RAW)
@needs("write", changes_programme=False)
async def import_account(
    request: Request,
    identity: CurrentIdentity,
    settings: CurrentSettings,
    merge: Annotated[
        bool, Query(description="add what is missing to what is there, which stays as it is")
    ] = False,
) -> AccountReport:
    """The body is an archive as `GET /v1/account/export` answers it. All of it comes into your account, or nothing.

    It goes to the programme of yours with the same calendar; where there is none, one is made, which you lead.
    """
    parts = parts_of(request)
    most = settings.account_bytes
    check_length(request.headers.get("content-length"), most)
    rooms = service.Parts(
        parts.store, parts.system_store, parts.blobs, settings.artifact_bytes, settings.quota
    )
    async with (
        import_turn(parts.store, identity.person_id, settings.quota),
        _on_disk(body_of(request), most) as path,
        parts.archive_imports,
    ):
        with open_archive(path, settings.artifact_bytes, most) as archive:
            report = await service.import_archive(rooms, identity, archive, settings.clock(), merge=merge)
    if report.programme.made:
        parts.identities.forget("")
    return report


@asynccontextmanager
async def _on_disk(body: AsyncIterator[bytes], most: int) -> AsyncGenerator[Path]:
    """A .zip begins at its end, so it is put down before it is read."""
    with tempfile.TemporaryDirectory(prefix="weeklog-import-") as folder:
        path, read = Path(folder) / "account.zip", 0
        with path.open("wb") as file:
            async for chunk in body:
                read += len(chunk)
                if read > most:
                    raise too_large(most)
                await asyncio.to_thread(file.write, chunk)
        yield path
