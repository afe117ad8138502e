"""Days of the calendar: which one is meant when a year or a month is not said. Pure."""

import re
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import TypeAlias

from weeklog.calendar import Week
from weeklog_chat_worker.models.offline.language.vocabulary import Vocabulary
from weeklog_chat_worker.models.offline.periods import Known, Period, Unclear

DECEMBER = 12
RANGE = re.compile(
    r"\d\s*(?:-|–|to|through|until|till|đến|den|tới)\s|\d\s*[-–]|(?:to|through|until|till|đến|den|tới)\s"
)

Groups: TypeAlias = "dict[str, str | None]"
Periods: TypeAlias = tuple[Period, ...]
Reader: TypeAlias = Callable[[Groups, Known, Vocabulary], Periods]


def one_day(day: date) -> Periods:
    return (Period(day, day),)


def count_of(said: str | None, words: Vocabulary, few: int) -> int:
    """ "A few", "a couple of", or a number."""
    if not said or said.startswith("few"):
        return few
    return 2 if said.startswith("couple") else words.number(said)


def between(one: date, other: date) -> Period:
    return Period(min(one, other), max(one, other))


def weekday_in(week: Week, weekday: int) -> date:
    days = (week.first + timedelta(days=index) for index in range((week.last - week.first).days + 1))
    day = next((day for day in days if day.isoweekday() == weekday), None)
    if day is None:
        raise Unclear(
            "no weekday",
            (("week", week.number), ("first", week.first), ("last", week.last), ("weekday", weekday)),
        )
    return day


def shift_month(day: date, step: int) -> date:
    """The first of the month that is `step` months away."""
    months = day.year * 12 + day.month - 1 + step
    return date(months // 12, months % 12 + 1, 1)


def day_in(first: date, number: int) -> date | None:
    try:
        return first.replace(day=number)
    except ValueError:
        return None


def dated(day: int, month: int, year: Iterable[int], said: str, known: Known) -> date:
    for one in year:
        return real_day(one, month, day, said)
    return nearest(lambda year: real_day(year, month, day, said), known)


def nearest(in_year: Callable[[int], date], known: Known, *, whole_month: bool = False) -> date:
    """Without a year: the one that falls into the programme, else the one nearest to it."""
    days: list[date] = []
    problem: Unclear | None = None
    for year in (known.today.year + 1, known.today.year, known.today.year - 1):
        try:
            days.append(in_year(year))
        except Unclear as error:  # 29 February
            problem = error
    if not days:
        assert problem is not None
        raise problem

    def inside(day: date) -> bool:
        last = shift_month(day, 1) - timedelta(days=1) if whole_month else day
        return any(week.first <= last and week.last >= day for week in known.weeks)

    def away(day: date) -> int:
        return min(max((week.first - day).days, (day - week.last).days) for week in known.weeks)

    past = [day for day in days if day <= known.today]
    near = [min(days, key=away)] if known.weeks else []
    return ([day for day in days if inside(day)] or near or past or days)[0]


def real_day(year: int, month: int, day: int, said: str) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise Unclear("no such day", (("said", said),)) from None
