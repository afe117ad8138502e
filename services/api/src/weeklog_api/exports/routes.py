from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import Response, StreamingResponse

from weeklog_api.dependencies import CurrentIdentity, Owner, SystemStore
from weeklog_api.exports import service, sheet
from weeklog_api.exports.schemas import ExportWanted
from weeklog_api.parts import parts_of
from weeklog_api.rights import needs

router = APIRouter(prefix="/v1/export", tags=["exports"])

_TYPES = ("text/csv", sheet.MEDIA_TYPE, "application/json", "text/markdown")
_CONTENT: dict[str, Any] = {name: {"schema": {"type": "string", "format": "binary"}} for name in _TYPES}
_CONTENT["application/json"] = {"schema": {"type": "array", "items": {"type": "object"}}}
_FILES: dict[int | str, dict[str, Any]] = {200: {"content": _CONTENT}}


@router.get("", response_class=Response, responses=_FILES)
@needs("read")
async def export_entries(
    wanted: Annotated[ExportWanted, Query()],
    request: Request,
    identity: CurrentIdentity,
    person_id: Owner,
    system_store: SystemStore,
) -> Response:
    """Entries, one a row, with the columns chosen in the order chosen: as CSV, as an Excel workbook, as JSON, or as a
    Markdown table. In the order of their weeks' pages; of several people, by name.
    """
    async with system_store.begin(identity.person_id) as system_work:
        of = await service.owners(system_work, identity, person_id, everyone=wanted.everyone)
        await service.note_export(system_work, identity, person_id, everyone=wanted.everyone)
    pages = service.pages(parts_of(request).store, identity, of, wanted)
    found, columns = await service.started(pages), wanted.wanted_columns
    if wanted.format == "xlsx":
        chunks, media_type = service.as_sheet(columns, identity, found), sheet.MEDIA_TYPE
    else:
        form = service.FORMS[wanted.format](columns)
        chunks, media_type = service.as_text(form, found), form.media_type
    headers = {"Content-Disposition": f'attachment; filename="worklog.{wanted.format}"'}
    return StreamingResponse(await service.started(chunks), headers=headers, media_type=media_type)
