"""Which week a page is of, where it does not say so itself: its days and the programme's calendar tell, or its person
is asked. Pure."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from typing import Final

from weeklog.calendar import Week, week_of, working_days
from weeklog.hugo import (
    Ambiguity,
    Choice,
    Page,
    Place,
    day_number,
    days_from_path,
    find_dates,
    week_from_path,
)
from weeklog.hugo.read.notes import long_day
from weeklog.hugo.read.order import ORDERS

WEEK_KEY: Final = "week"
_WEEKEND: Final = (5, 6)


@dataclass(frozen=True)
class Placed:
    """`number` is the week's; None: nobody can tell, for the reasons in `evidence`. `day` is that of a file that is
    named after one."""

    number: int | None
    day: date | None = None
    evidence: tuple[str, ...] = ()


def place_page(path: str, page: Page, weeks: Sequence[Week]) -> Placed:
    """What says the week in words is believed first (the path, the front matter, a heading), then the days: those of
    the file's name, of its tasks, of its front matter."""
    named = _by_name(path, page, weeks)
    if week_from_path(path) is not None or (page.week is not None and named.number in {None, page.week}):
        return Placed(page.week, _day_in(page.week, path, weeks))
    if page.week is not None:
        return Placed(None, evidence=(f"its text says week {page.week}", *named.evidence))
    if named.evidence:
        return named
    for placed in (_by_tasks(page, weeks), _by_front_matter(path, page, weeks), _by_day_number(path, weeks)):
        if placed.evidence:
            return placed
    return Placed(None, evidence=("neither its path nor its text names a week or a day",))


def ask_for_week(placed: Placed, weeks: Sequence[Week]) -> Ambiguity:
    return Ambiguity(
        kind="week_number",
        key=WEEK_KEY,
        place=Place(1, 1),
        question="Which week is this page of?",
        evidence=placed.evidence,
        choices=tuple(Choice(str(week.number), _said(week)) for week in weeks),
        chosen=None,
        confidence=0.0,
        scopes=("page",),
    )


def weeks_of_days(days: Sequence[str], weeks: Sequence[Week]) -> list[int | None]:
    """The week of each text that is a day, by the one order of day and month that puts all of them into the
    programme; None for the others, and for all where both orders do, or none does."""
    read: list[list[int | None]] = []
    for order in ORDERS:
        found = [_weeks(_in_order(text, order, weeks), weeks) for text in days]
        if all(len(one) == 1 for text, one in zip(days, found, strict=True) if text):
            read.append([next(iter(one), None) for one in found])
    nobody: list[int | None] = [None] * len(days)
    return read[0] if read and all(one == read[0] for one in read) else nobody


def _in_order(text: str, order: str, weeks: Sequence[Week]) -> set[date]:
    raw = next(iter(find_dates(text)), None)
    if raw is None:
        return set()
    known = "DM" if order == "DM" else "MD"
    years = (raw.year,) if raw.year else _years(weeks)
    return {day for year in years if (day := raw.on(raw.proves or known, year)) is not None}


def _by_name(path: str, page: Page, weeks: Sequence[Week]) -> Placed:
    """Of two ways to read the name, the one that the tasks or the front matter agree with."""
    named = days_from_path(path, _years(weeks))
    if not named:
        return Placed(None)
    found = {week for days in named for week in _weeks(days, weeks)}
    if len(found) > 1:
        found &= {_by_tasks(page, weeks).number, _by_front_matter(path, page, weeks).number}
    inside = [{day for day in days if _weeks({day}, weeks) & found} for days in named]
    if len(found) == 1 and all(inside):
        day = next(iter(inside[0])) if len(inside) == len(inside[0]) == 1 else None
        return Placed(found.pop(), day, ("its name is a day",))
    return Placed(
        None,
        evidence=tuple(f"its name may be {long_day(day)}: {_where(day, weeks)}" for day in _first(named)),
    )


def _first(named: Sequence[AbstractSet[date]]) -> list[date]:
    return list(islice(sorted({day for days in named for day in days}), 4))


def _day_in(number: int | None, path: str, weeks: Sequence[Week]) -> date | None:
    """The day that a file is named after, by the week that is known; one that has a single reading lies where it
    lies."""
    named = days_from_path(path, _years(weeks))
    if len(named) != 1:
        return None
    inside = {day for day in named[0] if _weeks({day}, weeks) == {number}} or named[0]
    return next(iter(inside)) if len(inside) == 1 else None


def _by_tasks(page: Page, weeks: Sequence[Week]) -> Placed:
    days = sorted({day for row in page.rows if (day := row.start or row.end) is not None})
    found = _weeks(days, weeks)
    if len(found) == 1 and all(week_of(weeks, day) for day in days):
        return Placed(found.pop(), None, ("its tasks are of that week",))
    return Placed(
        None, evidence=tuple(f"a task is of {long_day(day)}: {_where(day, weeks)}" for day in days[:4])
    )


def _is_section(path: str) -> bool:
    """Hugo's page of a folder: it lists other pages, and its date is that of the folder."""
    return path.replace("\\", "/").rpartition("/")[2].partition(".")[0].casefold() == "_index"


def _by_front_matter(path: str, page: Page, weeks: Sequence[Week]) -> Placed:
    if _is_section(path):
        return Placed(None)
    raw = next(iter(find_dates(page.front_matter.date or "")), None)
    days = {day for order in ORDERS if raw and (day := raw.on(order)) is not None}
    found = _weeks(days, weeks)
    if len(found) != 1:
        return Placed(None)  # the date of a template tells nothing
    day = next(iter(days)) if len(days) == 1 else None
    return Placed(found.pop(), day, ("the date in its front matter",))


def _by_day_number(path: str, weeks: Sequence[Week]) -> Placed:
    """People count the days of the calendar, or those on which they work: where the two differ, one is asked."""
    number = day_number(path)
    if number is None or not weeks or number < 1:
        return Placed(None)
    worked = islice((day for week in weeks for day in working_days(week, _WEEKEND, ())), number - 1, number)
    days = {weeks[0].first + timedelta(days=number - 1), *worked}
    found = _weeks(days, weeks)
    if len(found) == 1 and all(week_of(weeks, day) for day in days):
        return Placed(found.pop(), next(iter(days)) if len(days) == 1 else None, (f"day {number}",))
    return Placed(
        None,
        evidence=tuple(f"day {number} may be {long_day(day)}: {_where(day, weeks)}" for day in sorted(days)),
    )


def _weeks(days: AbstractSet[date] | Sequence[date], weeks: Sequence[Week]) -> set[int]:
    return {week.number for day in days if (week := week_of(weeks, day)) is not None}


def _years(weeks: Sequence[Week]) -> tuple[int, ...]:
    return tuple(range(weeks[0].first.year, weeks[-1].last.year + 1)) if weeks else ()


def _where(day: date, weeks: Sequence[Week]) -> str:
    week = week_of(weeks, day)
    return "in no week of the programme" if week is None else f"in week {week.number}"


def _said(week: Week) -> str:
    return f"week {week.number}: {long_day(week.first)} to {long_day(week.last)}"
