"""Times that are left out: "except Mondays", "all weeks but week 3". Pure.

The tools know no such thing, but what remains is made of times: other weekdays, and what is before and after.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

from weeklog.calendar import week_of
from weeklog_chat_worker.models.offline.periods import Known, Period, Unclear

_WEEKDAYS = range(1, 8)
_A_DAY = timedelta(days=1)


def what_remains(asked: Sequence[Period], apart: Sequence[Period], known: Known) -> tuple[Period, ...]:
    """Raises Unclear where nothing remains, or where only the worklog knows the times."""
    if any(one.found for one in (*asked, *apart)):
        raise Unclear("no span")
    # "Except on Mondays in week 2" speaks of week 2.
    within = [replace(one, weekdays=()) for one in apart if one.weekdays and one != _every(one.weekdays)]
    remains = tuple(asked or within or (Period(),))
    for one in apart:
        remains = tuple(piece for time in remains for piece in _without(time, one, known))
    if not remains:
        raise Unclear("no span")
    return remains


def _every(weekdays: tuple[int, ...]) -> Period:
    return Period(weekdays=weekdays)


def _without(time: Period, apart: Period, known: Known) -> Iterator[Period]:
    weekdays = apart.weekdays or _weekday_in(time, apart, known)
    if weekdays:
        rest = tuple(day for day in time.weekdays or _WEEKDAYS if day not in weekdays)
        if rest:
            yield replace(time, weekdays=rest)
    elif apart.week is not None and (time.week is not None or _is_any(time)):
        yield from _other_weeks(time, apart.week, apart.to_week or apart.week, known)
    else:
        yield from _before_and_after(time, apart, known)


def _is_any(time: Period) -> bool:
    return time.first is None and time.last is None


def _weekday_in(time: Period, apart: Period, known: Known) -> tuple[int, ...]:
    """A day of a week is its weekday."""
    if time.week is None or time.to_week is not None or not apart.is_day or apart.first is None:
        return ()
    week = week_of(known.weeks, apart.first)
    return (apart.first.isoweekday(),) if week and week.number == time.week else ()


def _other_weeks(time: Period, low: int, high: int, known: Known) -> Iterator[Period]:
    numbers = [week.number for week in known.weeks]
    first = time.week if time.week is not None else min(numbers)
    last = time.to_week or time.week or max(numbers)
    for start, end in ((first, min(last, low - 1)), (max(first, high + 1), last)):
        if start <= end:
            yield replace(time, week=start, to_week=end if end > start else None)


def _before_and_after(time: Period, apart: Period, known: Known) -> Iterator[Period]:
    first, last = known.first_day(time), known.last_day(time)
    begin, end = known.first_day(apart), known.last_day(apart)
    if (begin and last and begin > last) or (end and first and end < first):
        yield time
        return
    if begin and (first is None or first < begin):
        yield Period(first, begin - _A_DAY, weekdays=time.weekdays, beside=first is None)
    if end and (last is None or last > end):
        yield Period(end + _A_DAY, last, weekdays=time.weekdays, beside=last is None)
