"""Programme weeks and the moments their reviews fall due. Pure: the caller brings the clock."""

from bisect import bisect_right
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from operator import attrgetter
from zoneinfo import ZoneInfo

# Programmes, and all that is written in them, lie within these days: beyond them clocks of some zone cannot be set.
FIRST_DAY, LAST_DAY = date(1970, 1, 1), date(2199, 12, 31)
SATURDAY = 5  # date.weekday()
DAY_TO_SUBMIT = timedelta(hours=24)  # from the draft on, before it is late


@dataclass(frozen=True, order=True)
class Week:
    """A numbered period of a programme, not an ISO week: it may start on any weekday."""

    number: int
    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True)
class ReviewMoment:
    """When a week's review is made, in the person's own zone."""

    weekday: int  # 0 = Monday ... 4 = Friday
    at: time
    zone: ZoneInfo


def numbered_weeks(starts_on: date, count: int) -> tuple[Week, ...]:
    """`count` weeks of seven days without gaps, numbered from 1."""
    starts = (starts_on + timedelta(days=7 * index) for index in range(count))
    return tuple(Week(number, first, first + timedelta(days=6)) for number, first in enumerate(starts, 1))


def week_of(weeks: Sequence[Week], day: date) -> Week | None:
    """`weeks` are in order and do not overlap."""
    at = bisect_right(weeks, day, key=_first) - 1
    return weeks[at] if at >= 0 and day <= weeks[at].last else None


_first = attrgetter("first")


def last_working_day(week: Week) -> date:
    """The last Monday-to-Friday day of the week; its last day when it has none."""
    days = (week.last - timedelta(days=back) for back in range((week.last - week.first).days + 1))
    return next((day for day in days if day.weekday() < SATURDAY), week.last)


def working_days(week: Week, days_off: Collection[int], holidays: Collection[date]) -> list[date]:
    """`days_off` as `date.weekday()` counts: 0 is Monday."""
    days = (week.first + timedelta(days=ahead) for ahead in range((week.last - week.first).days + 1))
    return [day for day in days if day.weekday() not in days_off and day not in holidays]


def days_covered(spans: Iterable[tuple[date, date]]) -> int:
    """How many days lie in any of them. A span may be centuries long: its days are not looked at one by one."""
    count, end = 0, date.min
    for first, last in sorted(spans):
        count += max(0, (last - max(first - timedelta(days=1), end)).days)
        end = max(end, last)
    return count


def review_due_at(week: Week, moment: ReviewMoment) -> datetime:
    """The first review weekday on or after the week's last working day.

    So a week from Monday is reviewed on its own Friday, and one from Friday to Thursday on the day after it ends.
    """
    day = last_working_day(week)
    day += timedelta(days=(moment.weekday - day.weekday()) % 7)
    return local_instant(day, moment.at, moment.zone)


def local_instant(day: date, at: time, zone: ZoneInfo) -> datetime:
    """The instant, in UTC, at which the zone's clocks show this time.

    Where clocks jump over it: the first valid instant after the gap. Where they show it twice: the first of the two.
    """
    wall = datetime.combine(day, at, tzinfo=zone)
    instant = wall.astimezone(UTC)
    if instant.astimezone(zone).replace(tzinfo=None) == wall.replace(tzinfo=None):
        return instant
    return _end_of_gap(wall, zone)


def _end_of_gap(wall: datetime, zone: ZoneInfo) -> datetime:
    before = wall.replace(fold=1).astimezone(
        UTC
    )  # fold=1 in a gap reads with the later offset: an earlier instant
    after = wall.replace(fold=0).astimezone(UTC)
    while after - before > timedelta(seconds=1):
        middle = before + (after - before) / 2
        if middle.astimezone(zone).utcoffset() == before.astimezone(zone).utcoffset():
            before = middle
        else:
            after = middle
    return after.replace(microsecond=0)
