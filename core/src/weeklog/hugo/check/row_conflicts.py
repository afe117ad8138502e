"""Conflicts inside one row: an end before the start, a weekday that is not the date's."""

from collections.abc import Sequence
from datetime import date, timedelta

from weeklog.hugo.model import Choice, Place
from weeklog.hugo.read.days import ENGLISH
from weeklog.hugo.read.notes import Notes, long_day
from weeklog.hugo.read.order import DatedRow

Span = tuple[date | None, date | None]


def settle_reversed(row: DatedRow, span: Span, place: Place, notes: Notes) -> Span:
    """The row's days stay as written until a person says what was meant."""
    start, end = span
    if start is None or end is None or start <= end:
        return span
    key = f"reversed:{row.dates[0].text}..{row.dates[-1].text}"
    settled = notes.settled_days(key)
    if settled:
        return settled[0], settled[-1]
    readings = {
        "as written": (start, end),
        "swapped": (end, start),
        "one day, the start": (start, start),
        "one day, the end": (end, end),
    }
    notes.add(
        "reversed_dates",
        key,
        place,
        question=f"The task ends on {long_day(end)}, before it starts on {long_day(start)}. Which days are meant?",
        choices=tuple(Choice(f"{a}/{b}", f"{why}: {a} to {b}") for why, (a, b) in readings.items()),
        chosen=f"{start}/{end}",
        confidence=0.3,
    )
    return span


def settle_weekday(row: DatedRow, span: Span, place: Place, notes: Notes) -> Span:
    """A date outranks its label, but a name that disagrees with it is put to a person."""
    start, end = span
    names = row.label.weekdays
    if not names or start is None or _covers(start, end, names):
        return span
    text = row.dates[0].text
    key = f"weekday:{ENGLISH[names[0]]}@{text}"
    if key in notes.settlements:
        return _moved(start, end, notes.settled_days(key))
    nearest = start + timedelta(days=(names[0] - start.weekday() + 3) % 7 - 3)
    notes.add(
        "weekday_clash",
        key,
        place,
        question=f"The row says {ENGLISH[names[0]]}, but `{text}` is {long_day(start)}. Is the date right?",
        evidence=("the label names a weekday",),
        choices=(
            Choice("date", "the date is right"),
            Choice(nearest.isoformat(), f"the weekday is right: {long_day(nearest)}"),
        ),
        chosen="date",
        confidence=0.7,
    )
    return span


def _covers(start: date, end: date | None, names: Sequence[int]) -> bool:
    last = end if end and start <= end else start
    days = range(start.toordinal(), last.toordinal() + 1)[:7]
    return any(date.fromordinal(day).weekday() in names for day in days)


def _moved(start: date, end: date | None, settled: Sequence[date]) -> Span:
    if not settled:
        return start, end
    return settled[0], settled[0] + (end - start) if end else None
