"""Dates as they are typed in cells, before anyone has decided what `08/09` means."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from weeklog.hugo.model import DayMonth
from weeklog.language.calendar_names import MONTHS
from weeklog.language.characters import composed
from weeklog.language.english import ENGLISH

_LAST_MONTH = 12
_LAST_DAY = 31
_SHORT_YEAR, _FULL_YEAR, _LONG_YEAR = 2, 4, 5
_LONG_DAY = 3
_FIRST_UNSURE_DAY = 29
"""Some months have no such day."""

_MONTH_NAME = "|".join(sorted((name for names in ENGLISH.months for name in names), key=len, reverse=True))
_DATE = re.compile(
    r"(?<![\d/.])(?P<iso>(?P<iy>\d{4})(?P<is>[-/.])(?P<im>\d{1,2})(?P=is)(?P<id>\d{1,2}))(?!\d)"
    r"|(?<![\d/.])(?P<full>(?P<a>\d{1,3})(?P<s>[-/.])(?P<b>\d{1,3})(?P=s)(?P<y>\d{2,5}))(?!\d|\.\d)"
    r"|(?<![\d/.])(?P<short>(?P<sa>\d{1,2})/(?P<sb>\d{1,2}))(?![\d/])"
    rf"|\b(?P<named>(?P<nm>{_MONTH_NAME})\.?\s+(?P<nd>\d{{1,2}})(?:st|nd|rd|th)?(?!\d)(?:,?\s+(?P<ny>\d{{4}}))?)"
    rf"|\b(?P<dated>(?P<dd>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<dm>{_MONTH_NAME})\b\.?(?:,?\s+(?P<dy>\d{{4}}))?)"
    r"|\b(?P<viet>(?:ngày\s+)?(?P<vd>\d{1,2})\s+tháng\s+(?P<vm>\d{1,2})(?:,?\s+(?:năm\s+)?(?P<vy>\d{4}))?)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class RawDate:
    """`a` and `b` in the order they stand; for a form that says which is the month, `a` is the day.

    `start` is the offset in the cell. `typo` says that a part has too many digits to be one.
    """

    text: str
    form: Literal["numeric", "iso", "named"]
    a: int
    b: int
    year: int | None
    start: int
    typo: bool = False

    @property
    def is_open(self) -> bool:
        """Both orders give a day of the calendar, and not the same one."""
        return self.form == "numeric" and self.a != self.b and max(self.a, self.b) <= _LAST_MONTH

    @property
    def proves(self) -> DayMonth | None:
        if self.form != "numeric" or self.typo:
            return None
        if _LAST_MONTH < self.a <= _LAST_DAY and 1 <= self.b <= _LAST_MONTH:
            return "DM"
        return "MD" if _LAST_MONTH < self.b <= _LAST_DAY and 1 <= self.a <= _LAST_MONTH else None

    def on(self, order: DayMonth | None, year: int | None = None) -> date | None:
        """The date in one order; `year` stands in for a missing one. None when it is no day of the calendar."""
        if self.form == "numeric" and order is None and self.is_open:
            return None
        day, month = (self.b, self.a) if self.form == "numeric" and order == "MD" else (self.a, self.b)
        return _day(self.year or year, month, day)


def find_dates(cell: str) -> tuple[RawDate, ...]:
    if not any(char.isdigit() for char in cell):
        return ()
    return tuple(_raw_date(match) for match in _DATE.finditer(composed(cell)))


def _raw_date(match: re.Match[str]) -> RawDate:
    text, at = match[0], match.start()
    match match.lastgroup:
        case "iso":
            return RawDate(text, "iso", int(match["id"]), int(match["im"]), int(match["iy"]), at)
        case "full":
            a, b, year = match["a"], match["b"], match["y"]
            typo = max(len(a), len(b)) >= _LONG_DAY or len(year) not in {_SHORT_YEAR, _FULL_YEAR}
            return RawDate(text, "numeric", int(a), int(b), _year(year), at, typo)
        case "short":
            return RawDate(text, "numeric", int(match["sa"]), int(match["sb"]), None, at)
        case "named":
            return RawDate(text, "named", int(match["nd"]), _month(match["nm"]), _optional(match["ny"]), at)
        case "dated":
            return RawDate(text, "named", int(match["dd"]), _month(match["dm"]), _optional(match["dy"]), at)
        case _:
            return RawDate(text, "named", int(match["vd"]), int(match["vm"]), _optional(match["vy"]), at)


def repairs(raw: RawDate, order: DayMonth | None, year: int | None) -> tuple[date, ...]:
    """What a mistyped date may have meant: one digit dropped from a part that is too long, or the last day of a month
    for a day that the month has not."""
    found: set[date] = set()
    parts = re.split(r"[-/.]", raw.text)
    for index, part in enumerate(parts):
        for drop in _droppable(part):
            shorter = [*parts[:index], part[:drop] + part[drop + 1 :], *parts[index + 1 :]]
            for again in find_dates("/".join(shorter)):
                day = (
                    None if again.typo else again.on(order if again.is_open else again.proves or order, year)
                )
                if day is not None:
                    found.add(day)
    if not found and not raw.typo:
        found.update(_clamped(raw, order, year))
    return tuple(sorted(found))


def _droppable(part: str) -> range:
    """Which digits may be one too many. In `011` it is the zero: people pad numbers that need no padding."""
    if len(part) == _LONG_DAY and part.startswith("0"):
        return range(1)
    return range(len(part) if len(part) in {_LONG_DAY, _LONG_YEAR} else 0)


def _clamped(raw: RawDate, order: DayMonth | None, year: int | None) -> set[date]:
    day, month = (raw.b, raw.a) if raw.form == "numeric" and order == "MD" else (raw.a, raw.b)
    if not (1 <= month <= _LAST_MONTH and _FIRST_UNSURE_DAY <= day <= _LAST_DAY):
        swapped = _day(raw.year or year, day, month)
        return {swapped} if swapped else set()
    last = next(found for d in (30, 29, 28) if (found := _day(raw.year or year or 2024, month, d)))
    return {last, date.fromordinal(last.toordinal() + 1)}


def _day(year: int | None, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year else None
    except ValueError:
        return None


def _year(digits: str) -> int | None:
    return (
        2000 + int(digits)
        if len(digits) == _SHORT_YEAR
        else int(digits)
        if len(digits) == _FULL_YEAR
        else None
    )


def _optional(digits: str | None) -> int | None:
    return int(digits) if digits else None


def _month(name: str) -> int:
    return MONTHS[name.casefold()]
