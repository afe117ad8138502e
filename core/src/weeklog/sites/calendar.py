"""The calendar that a site's pages speak of, complete enough to be confirmed as it is. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from weeklog.calendar import Week
from weeklog.hugo import CalendarGuess, Page, infer_calendar
from weeklog.sites.report import CalendarPause, CalendarProposal, CalendarWeek

_WEEK: Final = timedelta(days=7)
_FITTING: Final = 0.9  # a weekend or a slip is no other calendar


def propose_calendar(pages: Sequence[Page], programme: Sequence[Week]) -> CalendarProposal | None:
    guess = infer_calendar(pages)
    if guess.start is None or guess.start_weekday is None:
        return None
    numbers = {page.week for page in pages if page.week is not None and page.layout.tables}
    weeks = _filled(guess.weeks, numbers)
    filled = sorted(weeks.keys() - guess.weeks.keys())
    evidence = list(guess.evidence)
    if filled:
        evidence.append(
            f"placed between their neighbours: {', '.join(f'week {number}' for number in filled)}"
        )
    return CalendarProposal(
        starts_on=weeks[min(weeks)][0],
        weekday=guess.start_weekday,
        weeks=[
            CalendarWeek(number=number, first_day=first, last_day=last)
            for number, (first, last) in sorted(weeks.items())
        ],
        gaps=[
            CalendarPause(first_day=gap.first, last_day=gap.last, evidence=gap.evidence) for gap in guess.gaps
        ],
        evidence=evidence,
        confidence=guess.confidence,
        fits=_fits(pages, guess, programme),
    )


def _filled(known: Mapping[int, tuple[date, date]], numbers: set[int]) -> dict[int, tuple[date, date]]:
    """From week 1 (or 0, when a page is of it) to the last: a week that was left out, or that no page is of,
    follows the one before it, as all of them follow each other. The guess leaves room for them."""
    weeks = dict(known)
    base = min(known)
    for number in range(base - 1, min({1, *numbers}) - 1, -1):
        first = weeks[number + 1][0] - _WEEK
        weeks[number] = (first, first + _WEEK - timedelta(days=1))
    for number in range(base + 1, max({*known, *numbers}) + 1):
        if number not in weeks:
            first = weeks[number - 1][0] + _WEEK
            weeks[number] = (first, first + _WEEK - timedelta(days=1))
    return weeks


def _fits(pages: Sequence[Page], guess: CalendarGuess, programme: Sequence[Week]) -> bool:
    """Whether the programme's weeks hold the days of the rows about as well as the weeks that were read off them."""
    weeks = {week.number: week for week in programme}
    read_off = {number: Week(number, *days) for number, days in guess.weeks.items()}
    days = list(_dated(pages, guess))
    inside, at_best = (
        sum(number in calendar and day in calendar[number] for number, day in days)
        for calendar in (weeks, read_off)
    )
    return inside >= _FITTING * at_best


def _dated(pages: Sequence[Page], guess: CalendarGuess) -> Iterator[tuple[int, date]]:
    """The days of the weeks that the guess rests on; what lies more than a week off is a slip."""
    for page in pages:
        if page.week is None or page.week not in guess.weeks:
            continue
        first = guess.weeks[page.week][0]
        yield from (
            (page.week, row.start) for row in page.rows if row.start and abs(row.start - first) <= 2 * _WEEK
        )
