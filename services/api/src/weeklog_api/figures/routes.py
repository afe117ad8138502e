from fastapi import APIRouter

from weeklog.figures.model import PersonFigures, ProgrammeFigures, WeekFigures
from weeklog_api.dependencies import CurrentIdentity, CurrentSettings, Owner, SystemDatabase, Work
from weeklog_api.figures import service
from weeklog_api.rights import needs

router = APIRouter(prefix="/v1/figures", tags=["figures"])


@router.get("/weeks/{number}")
@needs("read")
async def read_week_figures(
    number: int, identity: CurrentIdentity, owner: Owner, work: Work, settings: CurrentSettings
) -> WeekFigures:
    """One week of yours, or of somebody whom you mentor or lead, in figures."""
    return await service.of_week(work, identity, owner, number, identity.today(settings.clock))


@router.get("/person")
@needs("read")
async def read_person_figures(
    identity: CurrentIdentity, owner: Owner, work: Work, settings: CurrentSettings
) -> PersonFigures:
    """All your weeks of the programme, or those of somebody whom you mentor or lead, in figures."""
    return await service.of_person(work, identity, owner, identity.today(settings.clock))


@router.get("/programme")
@needs("read", action="run programme")
async def read_programme_figures(
    identity: CurrentIdentity, work: Work, system: SystemDatabase, settings: CurrentSettings
) -> ProgrammeFigures:
    """The whole programme in figures, for its lead. People are listed by name; averages are of five people or more."""
    return await service.of_programme(work, system, identity, identity.today(settings.clock))
