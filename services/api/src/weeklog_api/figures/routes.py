from fastapi import APIRouter
from starlette.responses import Response

from weeklog.figures.model import PersonFigures, ProgrammeFigures, WeekFigures
from weeklog_api.dependencies import CurrentIdentity, Owner
from weeklog_api.figures import service
from weeklog_api.parts import CurrentParts
from weeklog_api.rights import needs

router = APIRouter(prefix="/v1/figures", tags=["figures"])


@router.get("/weeks/{number}", response_model=WeekFigures)
@needs("read")
async def read_week_figures(
    number: int, identity: CurrentIdentity, owner: Owner, parts: CurrentParts
) -> Response:
    """One week of yours, or of somebody whom you mentor or lead, in figures."""
    today = identity.today(parts.settings.clock)
    return _json(await service.of_week(parts, identity, owner, number, today))


@router.get("/person", response_model=PersonFigures)
@needs("read")
async def read_person_figures(identity: CurrentIdentity, owner: Owner, parts: CurrentParts) -> Response:
    """All your weeks of the programme, or those of somebody whom you mentor or lead, in figures."""
    return _json(await service.of_person(parts, identity, owner, identity.today(parts.settings.clock)))


@router.get("/programme", response_model=ProgrammeFigures)
@needs("read", action="run programme")
async def read_programme_figures(identity: CurrentIdentity, parts: CurrentParts) -> Response:
    """The whole programme in figures, for its lead. People are listed by name; averages are of five people or more."""
    return _json(await service.of_programme(parts, identity, identity.today(parts.settings.clock)))


def _json(answer: bytes) -> Response:
    return Response(answer, media_type="application/json")
