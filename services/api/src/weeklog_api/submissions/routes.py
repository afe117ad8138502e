from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query

from weeklog_api.dependencies import CurrentIdentity, CurrentSettings, SystemDatabase
from weeklog_api.rights import needs
from weeklog_api.submissions import service
from weeklog_api.submissions.schemas import Submissions

router = APIRouter(prefix="/v1/programme/submissions", tags=["programme"])


@router.get("")
@needs("read", action="see submissions")
async def read_submissions(
    identity: CurrentIdentity,
    system: SystemDatabase,
    settings: CurrentSettings,
    from_: Annotated[
        date | None, Query(alias="from", description="weeks that end on this day or later")
    ] = None,
    to: Annotated[date | None, Query(description="weeks that start on this day or earlier")] = None,
) -> Submissions:
    """Who has submitted, week by week: mentors see their members, a lead everybody. Nothing of what a review or an
    entry says, and of a draft only that there is one."""
    return await service.submissions(system, identity, from_, to, settings.clock())
