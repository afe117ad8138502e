from typing import Annotated, Literal
from urllib.parse import quote

from fastapi import APIRouter, File, Form, Request, UploadFile
from starlette.responses import Response

from weeklog.errors import TooLarge
from weeklog_api.dependencies import CurrentIdentity, Work
from weeklog_api.pages import reading, service
from weeklog_api.pages.schemas import ImportReport

router = APIRouter(prefix="/v1", tags=["pages"])

MOST_FILE_BYTES = 10 * 1024 * 1024
IMPORT_PATH = "/v1/pages/import"


@router.post("/pages/import")
async def import_pages(
    request: Request,
    identity: CurrentIdentity,
    files: Annotated[
        list[UploadFile], File(description="Markdown pages; the file name is the path in the site")
    ],
    dry_run: Annotated[bool, Form(description="report only, write nothing")] = False,
) -> ImportReport:
    """Pages that can be read are saved together; those that cannot are refused with the reason, and nothing of them is kept.

    The page of a week that is imported first holds its rows (of two that come together, the English one); a page of the
    same week in another language is kept beside it, and makes no entries.
    """
    pages = [reading.File(file.filename or "", await _read(file)) for file in files]
    return await service.import_pages(request.app.state.store, identity, pages, dry_run=dry_run)


@router.get(
    "/weeks/{number}/page",
    response_class=Response,
    responses={200: {"content": {"text/markdown": {"schema": {"type": "string"}}}}},
)
async def export_page(
    number: int, identity: CurrentIdentity, work: Work, lang: Literal["en", "vi"] | None = None
) -> Response:
    """The week as a page: the imported one with what has changed since, byte for byte where nothing has."""
    path, raw = await service.export_page(work, identity, number, lang)
    name = quote(path.rsplit("/", 1)[-1])
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}", "X-Weeklog-Path": quote(path)}
    return Response(raw, headers=headers, media_type="text/markdown")


async def _read(file: UploadFile) -> bytes:
    if (file.size or 0) > MOST_FILE_BYTES:
        raise TooLarge(f"files: {file.filename!r} is larger than 10 MiB: leave it out, or split it")
    return await file.read()
