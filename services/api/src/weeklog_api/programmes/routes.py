from fastapi import APIRouter, Request

from weeklog_api.dependencies import CurrentIdentity, SystemStore
from weeklog_api.programmes import service
from weeklog_api.programmes.schemas import ProgrammeState, WeeksNew

router = APIRouter(prefix="/v1/programme", tags=["programme"])


@router.get("")
async def read_programme(identity: CurrentIdentity) -> ProgrammeState:
    """Your programme and its calendar."""
    return service.read_programme(identity)


@router.put("/weeks")
async def put_weeks(
    request: Request, new: WeeksNew, identity: CurrentIdentity, system_store: SystemStore
) -> ProgrammeState:
    """The whole calendar, for the programme's lead: an import reports one that can be confirmed as it is.

    Refused when weeks overlap, and when something that was logged would no longer have a week.
    """
    async with system_store.begin(identity.person_id) as work:
        programme = await service.put_weeks(work, identity, new.weeks)
    request.app.state.identities.forget("")  # others hear of it in a moment; who asked knows it at once
    return programme
