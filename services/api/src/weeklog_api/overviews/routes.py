from typing import Annotated

from fastapi import APIRouter, Query

from weeklog_api.dependencies import CurrentIdentity, CurrentSettings, SystemDatabase, Work
from weeklog_api.overviews import service
from weeklog_api.overviews.schemas import Overview
from weeklog_api.rights import needs
from weeklog_api.schemas import LAST_WEEK

router = APIRouter(prefix="/v1/programme/overview", tags=["programme"])


@router.get("")
@needs("read", action="see submissions")
async def read_overview(
    identity: CurrentIdentity,
    work: Work,
    system: SystemDatabase,
    settings: CurrentSettings,
    week: Annotated[int | None, Query(ge=0, le=LAST_WEEK, description="left out = the one of today")] = None,
) -> Overview:
    """Where the reviews of a week stand: who has submitted, what waits and how long, which blockers come back
    in several weeks or with several people, and how much waits for each mentor. Mentors see their members, a
    lead everybody."""
    return await service.overview(work, system, identity, week, settings.clock())
