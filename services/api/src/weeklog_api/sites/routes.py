from typing import Annotated, Any, Literal
from urllib.parse import quote
from uuid import UUID

from fastapi import APIRouter, File, Form, Query, Request, UploadFile
from starlette.responses import Response

from weeklog.quotas.rules import import_turn
from weeklog.vocabulary import Language
from weeklog_api.authorisation import require_read
from weeklog_api.dependencies import CurrentIdentity, Work
from weeklog_api.parts import parts_of
from weeklog_api.rights import needs
from weeklog_api.schemas import Items
from weeklog_api.sites import findings, inbox, service
from weeklog_api.sites.schemas import (
    Answer,
    AnswerName,
    ImportReport,
    ImportState,
    Inbox,
    InboxFilters,
    LintFilters,
    LintFinding,
    PageState,
    Settlement,
    TranslationDrift,
)
from weeklog_api.sites.uploads import read_uploads

router = APIRouter(prefix="/v1", tags=["pages"])

IMPORT_PATH = "/v1/pages/import"
_MARKDOWN: dict[int | str, dict[str, Any]] = {
    200: {"content": {"text/markdown": {"schema": {"type": "string"}}}}
}
_FILES: dict[int | str, dict[str, Any]] = {
    200: {"content": {name: {"schema": {"type": "string", "format": "binary"}} for name in ("application/zip",
        "text/x-diff")}}
}  # fmt: skip

# Answers are serialised once, here: given a Response, FastAPI does not validate them a second time.


@router.post(
    "/pages/import",
    response_model=ImportReport,
    responses={202: {"model": ImportState, "description": "It runs in the background: see Location"}},
)
@needs("write")
async def import_pages(
    request: Request,
    identity: CurrentIdentity,
    files: Annotated[
        list[UploadFile],
        File(description="Markdown pages; the file name is the path in the site. Or one .zip of the site"),
    ],
    dry_run: Annotated[bool, Form(description="report only, write nothing")] = False,
    background: Annotated[
        bool | None, Form(description="answer 202 and go on; when left out, from 61 pages on")
    ] = None,
) -> Response:
    """Pages that can be read are saved together; those that cannot are refused with the reason, and nothing of
    them is kept.

    The page of a week that is imported first holds its rows (of two that come together, the English one); a page
    of the same week in another language is kept beside it, and makes no entries. 429 while as many imports of yours
    run already as `GET /v1/account/quotas` tells.
    """
    if dry_run:
        require_read(identity)
    parts = parts_of(request)
    async with import_turn(parts.store, identity.person_id, parts.settings.quota):
        pages = await read_uploads(files)
        async with parts.store.begin(identity.person_id) as work:
            if background is False or (background is None and len(pages) <= service.MOST_AT_ONCE):
                report = await service.import_pages(work, identity, pages, dry_run=dry_run)
                return _json(report.model_dump_json())
            started = await service.start_import(work, identity, pages, dry_run=dry_run)
    return _json(started.model_dump_json(), 202, {"Location": f"/v1/pages/imports/{started.id}"})


@router.get("/pages/imports/{import_id}", response_model=ImportState)
@needs("read")
async def read_import(import_id: UUID, work: Work) -> Response:
    """The event `import.finished` tells when the report is there."""
    return _json((await service.read_import(work, import_id)).model_dump_json())


@router.get("/pages")
@needs("read")
async def list_pages(identity: CurrentIdentity, work: Work) -> Items[PageState]:
    """In the order of weeks."""
    return Items(items=await findings.list_pages(work, identity))


@router.get("/pages/inbox", response_model=Inbox)
@needs("read")
async def list_questions(
    filters: Annotated[InboxFilters, Query()], identity: CurrentIdentity, work: Work
) -> Response:
    """What the imported pages leave open, each with its evidence and its choices."""
    return _json((await inbox.list_questions(work, identity, filters)).model_dump_json())


@router.post("/pages/inbox/settle")
@needs("write")
async def settle_question(answer: Answer, identity: CurrentIdentity, work: Work) -> Settlement:
    """The pages are read again with this answer, and their entries follow; what was edited here stays."""
    return await inbox.settle(work, identity, answer)


@router.delete("/pages/inbox/settle")
@needs("write")
async def take_answer_back(
    answer: Annotated[AnswerName, Query()], identity: CurrentIdentity, work: Work
) -> Settlement:
    """The question is open again, and the entries follow."""
    return await inbox.take_back(work, identity, answer)


@router.get("/pages/lint")
@needs("read")
async def lint_pages(
    filters: Annotated[LintFilters, Query()], identity: CurrentIdentity, work: Work
) -> Items[LintFinding]:
    """What to look at before the pages become public: as they would be exported now."""
    return Items(items=await findings.lint(work, identity, filters))


@router.get("/pages/export", response_class=Response, responses=_FILES)
@needs("read")
async def export_pages(
    identity: CurrentIdentity,
    work: Work,
    form: Literal["zip", "patch"] = "zip",
    reviews: Annotated[
        bool, Query(description="with each approved review as a page of its own; not in a patch")
    ] = False,
) -> Response:
    """Every page as it is now; or, as a patch for `git apply`, only what has changed since it was imported."""
    if form == "patch":
        return Response(await service.export_patch(work, identity), media_type="text/x-diff")
    headers = {"Content-Disposition": 'attachment; filename="worklog.zip"'}
    return Response(
        await service.export_zip(work, identity, reviews=reviews),
        headers=headers,
        media_type="application/zip",
    )


@router.get("/weeks/{number}/twins")
@needs("read")
async def compare_translations(number: int, identity: CurrentIdentity, work: Work) -> Items[TranslationDrift]:
    """Where the two language renderings of the week say different things."""
    return Items(items=await findings.twins(work, identity, number))


@router.get("/weeks/{number}/page", response_class=Response, responses=_MARKDOWN)
@needs("read")
async def export_page(
    number: int, identity: CurrentIdentity, work: Work, lang: Language | None = None
) -> Response:
    """The week as a page: the imported one with what has changed since, byte for byte where nothing has."""
    path, raw = await service.export_page(work, identity, number, lang)
    name = quote(path.rsplit("/", 1)[-1])
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}", "X-Weeklog-Path": quote(path)}
    return Response(raw, headers=headers, media_type="text/markdown")


def _json(body: str, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    return Response(body, status, headers, media_type="application/json")
