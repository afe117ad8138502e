from uuid import UUID

from fastapi import APIRouter

from weeklog_api.calendars import service
from weeklog_api.calendars.schemas import CalendarNew, SubscribedCalendar, SubscribedCalendarList
from weeklog_api.dependencies import CurrentIdentity, CurrentSettings, Work
from weeklog_api.idempotency import idempotent
from weeklog_api.rights import needs

router = APIRouter(prefix="/v1/calendars", tags=["suggestions"])


@router.get("")
@needs("read")
async def list_calendars(identity: CurrentIdentity, work: Work) -> SubscribedCalendarList:
    """The calendars that you subscribed, and what came of each when it was last read. Of an address the host is
    shown."""
    return await service.listed(work, identity)


@router.post("", status_code=201)
@needs("write")
@idempotent()
async def add_calendar(
    new: CalendarNew, identity: CurrentIdentity, work: Work, settings: CurrentSettings
) -> SubscribedCalendar:
    """Subscribes a calendar: it is read at once and then every hour. Its events are suggested to you once they are
    over, each once."""
    return await service.add(work, identity, new, settings)


@router.delete("/{calendar_id}", status_code=204)
@needs("write")
async def remove_calendar(calendar_id: UUID, identity: CurrentIdentity, work: Work) -> None:
    """With its address. What it suggested stays."""
    await service.remove(work, identity, calendar_id)


@router.post("/{calendar_id}/refresh", status_code=202)
@needs("write")
async def refresh_calendar(calendar_id: UUID, identity: CurrentIdentity, work: Work) -> SubscribedCalendar:
    """Reads it now, also one that is stopped. What came of it is in the list within seconds. One that was read less
    than ten seconds ago is not read again."""
    return await service.refresh(work, identity, calendar_id)
