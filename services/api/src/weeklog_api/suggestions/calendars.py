"""Suggestions from a calendar that a person sends. It is read before a unit of work begins: that may take seconds."""

from datetime import date, timedelta

from weeklog import access
from weeklog.calendars.process import UnreadableCalendar
from weeklog.calendars.whose import Whose
from weeklog.errors import Invalid
from weeklog.suggestions.suggesting import suggest
from weeklog_api.identity import Identity
from weeklog_api.parts import Parts
from weeklog_api.suggestions.schemas import CalendarDays, SuggestionsMade
from weeklog_api.suggestions.service import made_of

MOST_DAYS = 92


async def suggest_events(
    parts: Parts, identity: Identity, file: bytes, days: CalendarDays
) -> SuggestionsMade:
    access.require(identity.standing, "write worklog")
    since, until = _span(identity, days, identity.today(parts.settings.clock))
    whose, now = Whose(identity.email, str(identity.zone)), parts.settings.clock()
    try:
        told = await parts.calendars.events(file, whose, since, until, now)
    except UnreadableCalendar as why:
        raise Invalid.field("file", str(why)) from None
    programme, items = identity.own_programme, [one.item for one in told]
    async with parts.store.begin(identity.person_id) as work:
        return made_of(await suggest(work, programme.id, programme.weeks, "calendar", items))


def _span(identity: Identity, days: CalendarDays, today: date) -> tuple[date, date]:
    week = identity.week_of(today)
    since = days.from_ or (week.first if week else today - timedelta(days=6))
    until = days.to or since + timedelta(days=6)
    if until < since:
        raise Invalid.field("to", f"must not be before from, {since}: exchange the two")
    if (until - since).days >= MOST_DAYS:
        raise Invalid.field("to", f"at most {MOST_DAYS} days are read at once: ask for fewer")
    return since, until
