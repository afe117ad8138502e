"""When somebody is reminded, and of what. Pure: the caller brings the calendar, what is there, and now.

Nobody is reminded in quiet hours, on a day off, on a holiday or while they are away, nor of anything that is not
missing.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from weeklog.calendar import DAY_TO_SUBMIT, ReviewMoment, Week, local_instant, review_due_at
from weeklog.programmes.clocks import ClockRow

WEEK_ENDS_AT = time(16)  # on its last working day: there is time left to write
OPEN = timedelta(hours=24)  # for so long what the week lacks may still be told, after a standstill
STILL_OPEN = timedelta(days=7)  # and that a draft was not submitted
WAITED = 3  # working days
LONGEST_PAUSE = 60  # days off in a row: beyond it nobody is reminded at all

Missing = dict[str, Any]  # as JSON


@dataclass(frozen=True)
class Hours:
    """When somebody may be reminded, on the clocks of their own zone."""

    zone: ZoneInfo
    days_off: frozenset[int]  # 0 = Monday
    holidays: frozenset[date]
    quiet_from: time
    quiet_until: time
    away: frozenset[date] = frozenset()  # whole days of their absence

    def works_on(self, day: date) -> bool:
        return day.weekday() not in self.days_off and day not in self.holidays and day not in self.away

    def day_of(self, instant: datetime) -> date:
        return instant.astimezone(self.zone).date()

    def loud(self, day: date) -> Iterator[tuple[datetime, datetime]]:
        """The spans of a day that are not quiet."""
        first, last = (local_instant(one, time(), self.zone) for one in (day, day + timedelta(days=1)))
        begins, ends = (local_instant(day, at, self.zone) for at in (self.quiet_from, self.quiet_until))
        if self.quiet_from == self.quiet_until:
            yield first, last
        elif self.quiet_from > self.quiet_until:  # over midnight
            yield ends, begins
        else:
            yield first, begins
            yield ends, last


def hours_of(row: ClockRow, away: frozenset[date]) -> Hours:
    return Hours(
        ZoneInfo(row.zone),
        frozenset(row.days_off),
        frozenset(row.holidays),
        row.quiet_from,
        row.quiet_until,
        away,
    )


def first_allowed(instant: datetime, hours: Hours) -> datetime | None:
    """The first moment from then on at which somebody may be reminded."""
    today = hours.day_of(instant)
    for day in (today + timedelta(days=ahead) for ahead in range(LONGEST_PAUSE)):
        if hours.works_on(day):
            for begins, ends in hours.loud(day):
                if instant < ends:
                    return max(instant, begins).astimezone(UTC)
    return None


def is_open(moment: datetime, hours: Hours, now: datetime, window: timedelta) -> bool:
    """Whether what is due at `moment` is to be told now."""
    begins = first_allowed(moment, hours)
    return begins is not None and begins <= now < begins + window and first_allowed(now, hours) == now


def working_days(week: Week, hours: Hours) -> list[date]:
    days = (week.first + timedelta(days=ahead) for ahead in range((week.last - week.first).days + 1))
    return [day for day in days if hours.works_on(day)]


def week_ends_at(week: Week, hours: Hours) -> datetime | None:
    """None for a week in which nobody works."""
    days = working_days(week, hours)
    return local_instant(days[-1], WEEK_ENDS_AT, hours.zone) if days else None


def submission_expected_at(
    week: Week, moment: ReviewMoment, due_at: datetime | None, drafted_at: datetime
) -> datetime:
    """A day after the draft was due, or was there when it came later."""
    return max(due_at or review_due_at(week, moment), drafted_at) + DAY_TO_SUBMIT


def patience_ends_at(since: datetime, hours: Hours, days: int = WAITED) -> datetime:
    """The same time of day, so many working days later."""
    local = since.astimezone(hours.zone)
    day, left = local.date(), days
    for _ in range(LONGEST_PAUSE):
        day += timedelta(days=1)
        left -= hours.works_on(day)
        if left == 0:
            break
    return local_instant(day, local.time(), hours.zone)


def missing_of_week(
    week: Week,
    hours: Hours,
    joined_on: date,
    logged: Sequence[tuple[date, date]],
    *,
    objectives: bool,
    achievements: bool,
) -> Missing:
    """Empty when nothing is. `logged` are the first and last days of entries."""
    days = [
        day
        for day in working_days(week, hours)
        if day >= joined_on and not any(first <= day <= last for first, last in logged)
    ]
    missing: Missing = {"days": [day.isoformat() for day in days]} if days else {}
    if not objectives:
        missing["objectives"] = True
    if not achievements:
        missing["achievements"] = True
    return missing


@dataclass(frozen=True)
class Waiting:
    person_id: str  # whose it is
    name: str
    week: int | None
    since: datetime


def overdue(waiting: Iterable[Waiting], hours: Hours, now: datetime) -> list[Waiting]:
    """What has waited for longer than three working days, the oldest first."""
    late = (one for one in waiting if now > patience_ends_at(one.since, hours))
    return sorted(late, key=lambda one: one.since)
