from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from weeklog.events.catalogue import NoticeState
from weeklog_api.dependencies import CurrentSettings, Work
from weeklog_api.notices import service
from weeklog_api.notices.schemas import NoticeFilters, NoticeList, Reminders, RemindersPatch
from weeklog_api.rights import needs

router = APIRouter(prefix="/v1", tags=["notices"])


@router.get("/notices")
@needs("read")
async def list_notices(filters: Annotated[NoticeFilters, Query()], work: Work) -> NoticeList:
    """What you were reminded of, the latest first. Each is raised once for its week, and only when something is
    missing."""
    return await service.notices(work, filters)


@router.post("/notices/{notice_id}/read")
@needs("write", changes_programme=False)
async def read_notice(notice_id: UUID, work: Work, settings: CurrentSettings) -> NoticeState:
    """Marks it as read; a second time changes nothing."""
    return await service.mark_read(work, notice_id, settings.clock())


@router.get("/me/reminders")
@needs("read")
async def read_reminders(work: Work) -> Reminders:
    return await service.reminders(work)


@router.patch("/me/reminders")
@needs("write", changes_programme=False)
async def set_reminders(patch: RemindersPatch, work: Work) -> Reminders:
    """Switches kinds of reminders on and off; what is left out stays."""
    return await service.set_reminders(work, patch)
