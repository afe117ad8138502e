"""Who is away around now, of everybody."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from weeklog.absences.days import Absence, Whom, absences_by_person, days_away
from weeklog.absences.tables import list_all_absences
from weeklog.calendar import Week
from weeklog.db.engine import Database
from weeklog_scheduler.reminders import LONGEST_PAUSE

Away = Mapping[Whom, Sequence[Absence]]
DaysAway = Mapping[Whom, frozenset[date]]


async def read_absences(database: Database, now: datetime, behind: timedelta) -> Away:
    """Those that touch the time from `behind` before now until the end of the longest pause."""
    span = _span(now, behind)
    return absences_by_person(await database.all(list_all_absences, since=span.first, until=span.last))


async def read_days_away(database: Database, now: datetime, behind: timedelta) -> DaysAway:
    """The whole days of these absences."""
    found = await read_absences(database, now, behind)
    return {whom: whole_days(absences, now, behind) for whom, absences in found.items()}


def whole_days(absences: Sequence[Absence], now: datetime, behind: timedelta) -> frozenset[date]:
    """Within the time that `read_absences` looks at."""
    return frozenset(days_away(absences, _span(now, behind)))


def _span(now: datetime, behind: timedelta) -> Week:
    return Week(0, (now - behind).date(), (now + timedelta(days=LONGEST_PAUSE)).date())
