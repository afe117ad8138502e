"""A programme's calendar, read off the dates of a whole site: a proposal, for a person to confirm."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from types import MappingProxyType

from weeklog.hugo.model import Page
from weeklog.hugo.read.days import ENGLISH

_WEEK = timedelta(days=7)
_LONGEST_GAP = 4
"""Weeks. A longer jump is a mistyped month more often than a pause."""
_COST_OF_GAP = 0.6
"""In weeks: a single stray week at the rim is left out rather than explained by two pauses."""


@dataclass(frozen=True, slots=True)
class CalendarGap:
    """Days between two weeks that belong to neither: a holiday, or a pause."""

    first: date
    last: date
    evidence: str


@dataclass(frozen=True, slots=True)
class CalendarGuess:
    """`start_weekday` is 0 for Monday; `weeks` maps a week number to its first and last day."""

    start: date | None
    start_weekday: int | None
    weeks: Mapping[int, tuple[date, date]]
    gaps: tuple[CalendarGap, ...]
    evidence: tuple[str, ...]
    confidence: float


def infer_calendar(pages: Sequence[Page]) -> CalendarGuess:
    """From the first day of each numbered week. Weeks that contradict their neighbours are left out, and named."""
    firsts = _first_days(pages)
    if not firsts:
        return CalendarGuess(
            None, None, MappingProxyType({}), (), ("no page has both a week number and dates",), 0.0
        )
    weekday, share = _usual_weekday(firsts)
    opened = {week: _back_to(day, weekday) for week, day in firsts.items()}
    kept = _longest_run(opened)
    base = min(kept)
    start = kept[base] - (base - 1) * _WEEK
    evidence = [f"{share} of {len(firsts)} weeks begin on a {ENGLISH[weekday]}"]
    if base > 1:
        evidence.append(f"counted back from week {base}, which begins on {kept[base]}")
    evidence.extend(
        f"week {week} is left out: it begins on {day}" for week, day in opened.items() if week not in kept
    )
    return CalendarGuess(
        start=start,
        start_weekday=weekday,
        weeks=MappingProxyType({week: (day, day + timedelta(days=6)) for week, day in kept.items()}),
        gaps=_gaps(kept),
        evidence=tuple(evidence),
        confidence=round(len(kept) / len(opened) * (0.5 + 0.5 * share / len(firsts)), 2),
    )


def _first_days(pages: Sequence[Page]) -> dict[int, date]:
    """Each week's earliest start; where twins or copies differ, the one that most of them have."""
    seen: dict[int, Counter[date]] = {}
    for page in pages:
        starts = [row.start for row in page.rows if row.start]
        if page.week is not None and starts:
            seen.setdefault(page.week, Counter())[_earliest(starts)] += 1
    return {week: min(days, key=lambda day: (-days[day], day)) for week, days in sorted(seen.items())}


def _earliest(starts: Sequence[date]) -> date:
    """Of the days near the middle one, so that one mistyped date does not move the week."""
    middle = sorted(starts)[len(starts) // 2]
    return min(day for day in starts if abs(day - middle) <= _WEEK)


def _usual_weekday(firsts: Mapping[int, date]) -> tuple[int, int]:
    counts = Counter(day.weekday() for day in firsts.values())
    weekday = max(sorted(counts), key=lambda found: counts[found])
    return weekday, counts[weekday]


def _back_to(day: date, weekday: int) -> date:
    return day - timedelta(days=(day.weekday() - weekday) % 7)


def _longest_run(opened: Mapping[int, date]) -> dict[int, date]:
    """The most weeks that follow each other: later numbers later, with gaps no longer than `_LONGEST_GAP` weeks."""
    runs: list[_Run] = []
    for week, day in opened.items():
        before = [found for run in runs if (found := run.followed_by(week, day, opened[run.weeks[-1]]))]
        runs.append(max(before, key=lambda run: run.worth, default=_Run((week,), 1.0)))
    return {week: opened[week] for week in max(runs, key=lambda run: run.worth).weeks}


@dataclass(frozen=True, slots=True)
class _Run:
    weeks: tuple[int, ...]
    worth: float

    def followed_by(self, week: int, day: date, last: date) -> "_Run | None":
        spare = (day - last) // _WEEK - (week - self.weeks[-1])
        if not 0 <= spare <= _LONGEST_GAP:
            return None
        return _Run((*self.weeks, week), self.worth + 1 - (_COST_OF_GAP if spare else 0))


def _gaps(kept: Mapping[int, date]) -> tuple[CalendarGap, ...]:
    found: list[CalendarGap] = []
    for (before, day), (after, later) in pairwise(kept.items()):
        free = (later - day) // _WEEK - (after - before)
        if free > 0:
            last = later - timedelta(days=1)
            evidence = f"week {before} begins on {day}, week {after} on {later}"
            found.append(CalendarGap(later - free * _WEEK, last, evidence))
    return tuple(found)
