"""Other days in the author's words for a day: of a heading, or of the head of an item."""

import re
from collections.abc import Sequence
from datetime import date

from weeklog.hugo.model import DayMonth
from weeklog.hugo.read.dates import find_dates
from weeklog.hugo.read.days import read_day, relabel
from weeklog.hugo.read.own_days import FIRST_OF_RANGE, last_of_range, with_range
from weeklog.hugo.write.date_style import style_of


def redated(words: str, start: date, end: date, order: DayMonth) -> str | None:
    """The words with these days in place of theirs; with the first day alone where they hold no second; None where
    they hold no day that can be written so."""
    ways = (_with_days(words, days, order) for days in ((start, end), (start,)))
    return next((way for way in ways if way is not None), None)


def _with_days(words: str, days: Sequence[date], order: DayMonth) -> str | None:
    fresh = relabel(_with_dates(words, days, order), days[0].weekday())
    return fresh if _reads_as(fresh, days, order) else None


def _with_dates(words: str, days: Sequence[date], order: DayMonth) -> str:
    old = find_dates(words)
    style = style_of(old, order)
    if style is None:
        return words
    opening = FIRST_OF_RANGE.search(words[: old[0].start])
    closing = last_of_range(words, old[-1])
    first = opening.start(1) if opening else old[0].start
    last = closing.end() if closing else old[-1].start + len(old[-1].text)
    return words[:first] + " - ".join(map(style.write, dict.fromkeys(days))) + words[last:]


def _reads_as(words: str, days: Sequence[date], order: DayMonth) -> bool:
    found = with_range(words)
    weekdays = read_day(re.sub(r"[#*_:]", " ", words)).weekdays
    if weekdays not in {(), (days[0].weekday(),)}:
        return False
    if not found:
        return bool(weekdays) and len(set(days)) == 1
    return [found[0].on(order, days[0].year), found[-1].on(order, days[-1].year)] == [days[0], days[-1]]
