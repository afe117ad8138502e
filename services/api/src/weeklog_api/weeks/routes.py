from fastapi import APIRouter

from weeklog_api.dependencies import CurrentIdentity, CurrentSettings, Work
from weeklog_api.schemas import Items
from weeklog_api.weeks import service
from weeklog_api.weeks.schemas import (
    Achievement,
    AchievementsNew,
    Objective,
    ObjectivesNew,
    WeekState,
    WeekSummary,
)

router = APIRouter(prefix="/v1/weeks", tags=["weeks"])


@router.get("")
async def list_weeks(identity: CurrentIdentity, work: Work, settings: CurrentSettings) -> Items[WeekSummary]:
    """Every week of your programme."""
    return await service.list_weeks(work, identity, identity.today(settings.clock))


@router.get("/{number}")
async def read_week(number: int, identity: CurrentIdentity, work: Work) -> WeekState:
    return await service.read_week(work, identity, number)


@router.put("/{number}/objectives")
async def put_objectives(
    number: int, new: ObjectivesNew, identity: CurrentIdentity, work: Work
) -> Items[Objective]:
    """The whole list, in order: what is not in it is removed."""
    return Items(items=await service.put_objectives(work, identity, number, new.items))


@router.put("/{number}/achievements")
async def put_achievements(
    number: int, new: AchievementsNew, identity: CurrentIdentity, work: Work
) -> Items[Achievement]:
    """The whole list, in order: what is not in it is removed. `evidence` names your entries that prove it."""
    return Items(items=await service.put_achievements(work, identity, number, new.items))
