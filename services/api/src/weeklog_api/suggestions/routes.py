from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request

from weeklog_api.dependencies import CurrentIdentity, CurrentSettings, Work
from weeklog_api.parts import parts_of
from weeklog_api.rights import needs
from weeklog_api.suggestions import calendars, service
from weeklog_api.suggestions.schemas import (
    CalendarDays,
    Suggestion,
    SuggestionEdit,
    SuggestionFilters,
    SuggestionList,
    SuggestionsMade,
    SuggestionsNew,
)

CALENDAR_PATH = "/v1/suggestions/calendar"
_CALENDAR: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {"text/calendar": {"schema": {"type": "string", "format": "binary"}}},
    }
}
router = APIRouter(prefix="/v1/suggestions", tags=["suggestions"])


@router.get("")
@needs("read")
async def list_suggestions(
    filters: Annotated[SuggestionFilters, Query()], identity: CurrentIdentity, work: Work
) -> SuggestionList:
    """What programs suggest that you log, the latest first. An open one expires after four weeks."""
    return await service.listed(work, identity, filters)


@router.post("")
@needs("write")
async def suggest_entries(new: SuggestionsNew, identity: CurrentIdentity, work: Work) -> SuggestionsMade:
    """Suggests entries to yourself, for a script or an agent. An item is suggested once, by its `key`: what you
    accepted or dismissed does not come back. A day in no week of the programme is left out, and counted."""
    return await service.suggest_entries(work, identity, new)


@router.post("/calendar", openapi_extra=_CALENDAR)
@needs("write")
async def suggest_from_calendar(
    request: Request, days: Annotated[CalendarDays, Query()], identity: CurrentIdentity
) -> SuggestionsMade:
    """Suggests the events of a calendar to yourself. The body is the file (iCalendar), up to 2 MiB. Each repetition
    of an event is suggested once, also when it was moved meanwhile; what was cancelled, what you declined and what is
    marked as private is left out."""
    return await calendars.suggest_events(parts_of(request), identity, await request.body(), days)


@router.post("/{suggestion_id}/accept")
@needs("write")
async def accept_suggestion(
    suggestion_id: UUID,
    identity: CurrentIdentity,
    work: Work,
    settings: CurrentSettings,
    edit: SuggestionEdit | None = None,
) -> Suggestion:
    """Logs it, as suggested or as edited here. Accepted twice, it is logged once."""
    today = identity.today(settings.clock)
    return await service.accept(work, identity, suggestion_id, edit or SuggestionEdit(), today)


@router.post("/{suggestion_id}/dismiss")
@needs("write")
async def dismiss_suggestion(suggestion_id: UUID, identity: CurrentIdentity, work: Work) -> Suggestion:
    return await service.dismiss(work, identity, suggestion_id)
