"""Whether a due week is reviewed now, late or not at all, and why. Pure."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from weeklog.calendar import Week, working_days
from weeklog.vocabulary import RunOutcome, RunReason

PROMPT: Final = timedelta(minutes=15)  # from when it is due: until then it is not late

Decision = tuple[RunOutcome, RunReason]


@dataclass(frozen=True)
class DueWeek:
    week: Week
    due: datetime
    joined_at: datetime
    zone: ZoneInfo
    days_off: frozenset[int]
    holidays: frozenset[date]
    away: Collection[date]  # whole days
    has_entries: bool
    skipped: bool  # before, for whatever reason


def decide(one: DueWeek, now: datetime, window: timedelta) -> Decision:
    """`window`: for how long a week that nobody looked at is made up for."""
    if one.due < now - window:
        return "skipped", "too_late"
    if not one.has_entries and (reason := _nothing_expected(one, now)):
        return "skipped", reason
    if now - one.due <= PROMPT:
        return "drafted", "due"
    return "caught_up", _why_late(one, now)


def _nothing_expected(one: DueWeek, now: datetime) -> RunReason | None:
    if ended_before_joining(one, now):
        return "before_joining"
    days = working_days(one.week, one.days_off, one.holidays)
    if not days:
        return "holidays"
    return "away" if all(day in one.away for day in days) else None


def ended_before_joining(one: DueWeek, now: datetime) -> bool:
    """A set clock may stand before the moment that the database noted: then it says nothing."""
    return one.joined_at <= now and one.week.last < one.joined_at.astimezone(one.zone).date()


def _why_late(one: DueWeek, now: datetime) -> RunReason:
    if one.skipped:
        return "changed"
    return "joined_later" if one.due < one.joined_at <= now else "late"
