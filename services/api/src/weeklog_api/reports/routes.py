from typing import Annotated, Any

from fastapi import APIRouter, Query
from starlette.responses import Response

from weeklog.documents.markdown import to_markdown
from weeklog_api.dependencies import CurrentIdentity, CurrentSettings, Owner, SystemDatabase, Work
from weeklog_api.parts import CurrentParts
from weeklog_api.reports import service
from weeklog_api.reports.service import ReportFormat, ReportLanguage
from weeklog_api.rights import needs

router = APIRouter(prefix="/v1", tags=["reports"])

_FILES: dict[int | str, dict[str, Any]] = {200: {"content": {"text/markdown": {}, "application/pdf": {}}}}


@router.get("/report", response_class=Response, responses=_FILES)
@needs("read")
async def read_report(
    identity: CurrentIdentity,
    work: Work,
    system: SystemDatabase,
    person_id: Owner,
    parts: CurrentParts,
    settings: CurrentSettings,
    *,
    format_: Annotated[ReportFormat, Query(alias="format")] = "md",
    language: Annotated[
        ReportLanguage | None, Query(description="left out = yours; both = yours first")
    ] = None,
) -> Response:
    """The final report of all weeks in your programme: objectives over time, tags, hours, each week's review, the
    comments and approvals of supervisors. Of somebody else: the reviews that they have submitted."""
    report = await service.report(work, identity, system, person_id, language)
    headers = {"Content-Disposition": f'attachment; filename="{report.filename}.{format_}"'}
    if format_ == "md":
        text = to_markdown(report.document)
        return Response(text, headers=headers, media_type="text/markdown; charset=utf-8")
    pdf = await parts.typesetter.pdf(report.document, service.day_of(identity, settings.clock()))
    return Response(pdf, headers=headers, media_type="application/pdf")
