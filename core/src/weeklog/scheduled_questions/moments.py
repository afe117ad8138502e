"""When a scheduled question is due, on the clock of whoever asks it. Pure: the caller brings the clock."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final, Literal
from zoneinfo import ZoneInfo

from weeklog.calendar import local_instant

LATE: Final = timedelta(hours=24)  # for so long a missed moment is made up for
_WEEK: Final = 7  # days


@dataclass(frozen=True)
class Schedule:
    weekdays: Collection[int]  # 0 = Monday
    at: time
    zone: ZoneInfo


@dataclass(frozen=True)
class Moment:
    day: date  # local
    at: datetime


@dataclass(frozen=True)
class Due:
    moment: Moment
    outcome: Literal["waiting", "missed"]


def last_moment(schedule: Schedule, now: datetime) -> Moment | None:
    """The latest one up to now; None where no weekday is chosen."""
    today = now.astimezone(schedule.zone).date()
    moments = (_moment(schedule, today - timedelta(days=back)) for back in range(_WEEK + 1))
    return next((one for one in moments if one and one.at <= now), None)


def next_moment(schedule: Schedule, now: datetime, asked_on: date | None = None) -> Moment | None:
    """The first one after now, on a day later than `asked_on`."""
    today = now.astimezone(schedule.zone).date()
    moments = (_moment(schedule, today + timedelta(days=ahead)) for ahead in range(2 * _WEEK + 1))
    return next(
        (one for one in moments if one and one.at > now and (asked_on is None or one.day > asked_on)), None
    )


def due(schedule: Schedule, effective_from: datetime, asked_on: date | None, now: datetime) -> Due | None:
    """What is to be done now.

    `effective_from` is when the question was scheduled, rescheduled or resumed: earlier moments do not count.
    `asked_on` is the local day of the latest run: a day has one run, also where the asker moves to another
    time zone.
    """
    moment = last_moment(schedule, now)
    if moment is None or moment.at < effective_from or (asked_on is not None and moment.day <= asked_on):
        return None
    return Due(moment, "missed" if now - moment.at > LATE else "waiting")


def _moment(schedule: Schedule, day: date) -> Moment | None:
    if day.weekday() not in schedule.weekdays:
        return None
    return Moment(day, local_instant(day, schedule.at, schedule.zone))
