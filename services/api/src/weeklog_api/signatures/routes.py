from typing import Any

from fastapi import APIRouter, Request
from starlette.datastructures import UploadFile
from starlette.responses import HTMLResponse

from weeklog_api.dependencies import SystemDatabase, sender_of
from weeklog_api.languages import Spoken
from weeklog_api.parts import parts_of
from weeklog_api.rights import public
from weeklog_api.schemas import Items
from weeklog_api.signatures import service
from weeklog_api.signatures.page import render
from weeklog_api.signatures.schemas import PublicKey, Verification

router = APIRouter(tags=["signatures"])

MOST_BYTES = 4 * 1024 * 1024
API_PATH, PAGE_PATH = "/v1/verify", "/verify"
_FILE: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {"application/json": {"schema": {"type": "string", "format": "binary"}}},
    }
}


@router.get(f"{API_PATH}/keys")
@public
async def list_signing_keys(system: SystemDatabase) -> Items[PublicKey]:
    """The public keys of this instance, the one that signs now first."""
    return Items(items=await service.public_keys(system))


@router.post(API_PATH, openapi_extra=_FILE)
@public
async def verify_file(request: Request, language: Spoken) -> Verification:
    """Whether a signed review is exactly as it was when it was approved here. The body is the file, byte for byte."""
    parts = parts_of(request)
    parts.checks.count(sender_of(request))
    return await service.check(parts.known_keys, await request.body(), language)


@router.get(PAGE_PATH, response_class=HTMLResponse, include_in_schema=False)
@public
async def verify_page(language: Spoken) -> HTMLResponse:
    return HTMLResponse(render(language))


@router.post(PAGE_PATH, response_class=HTMLResponse, include_in_schema=False)
@public
async def verify_on_page(request: Request, language: Spoken) -> HTMLResponse:
    parts = parts_of(request)
    parts.checks.count(sender_of(request))
    data = await _sent(request)
    if not data:
        return HTMLResponse(render(language, empty=True), 422)
    return HTMLResponse(render(language, await service.check(parts.known_keys, data, language)))


async def _sent(request: Request) -> bytes:
    """A file as it is; of pasted text without the spaces around it."""
    async with request.form(max_files=1, max_fields=2, max_part_size=MOST_BYTES) as form:
        file, text = form.get("file"), form.get("text")
        data = await file.read() if isinstance(file, UploadFile) else b""
        return data or (text.strip().encode() if isinstance(text, str) else b"")
