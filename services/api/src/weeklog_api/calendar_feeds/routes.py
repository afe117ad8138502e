from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from weeklog.calendar_feeds.ics import CONTENT_TYPE
from weeklog_api.calendar_feeds import service
from weeklog_api.calendar_feeds.schemas import CalendarFeed, CalendarFeedMade
from weeklog_api.dependencies import CurrentSettings, SystemDatabase, Work
from weeklog_api.idempotency import idempotent
from weeklog_api.origins import public_address
from weeklog_api.rights import needs, public

router = APIRouter(prefix="/v1", tags=["calendar"])

_CALENDAR: dict[int | str, dict[str, Any]] = {
    200: {"content": {"text/calendar": {"schema": {"type": "string"}}}}
}


@router.get("/me/calendar-feed")
@needs("read")
async def read_calendar_feed(work: Work) -> CalendarFeed:
    """Whether there is an address at which calendar programs read when your reviews are due."""
    return await service.read(work)


@router.post("/me/calendar-feed", status_code=201)
@needs("write", changes_programme=False, tells=("url", "created_at"))
@idempotent(secret=True)
async def make_calendar_feed(request: Request, work: Work) -> CalendarFeedMade:
    """Makes the address, and shows it this once: whoever has it reads your due dates. The one before leads
    nowhere from then on."""
    return await service.make(work, public_address(request))


@router.delete("/me/calendar-feed", status_code=204)
@needs("write", changes_programme=False)
async def drop_calendar_feed(work: Work) -> None:
    """The address leads nowhere any more."""
    await service.remove(work)


@router.get("/calendars/{secret}.ics", response_class=Response, responses=_CALENDAR)
@public
async def read_calendar(
    secret: str, request: Request, database: SystemDatabase, settings: CurrentSettings
) -> Response:
    """When the reviews of whom the address belongs to are due, as iCalendar (RFC 5545): in every programme
    that they are in, on their own clock, without weeks that they are away."""
    text = await service.calendar(database, secret, public_address(request), settings.clock())
    return Response(text, media_type=CONTENT_TYPE)
