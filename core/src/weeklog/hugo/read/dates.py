"""Dates as they are typed in cells, before anyone has decided what `08/09` means."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from weeklog.hugo.model import DayMonth
from weeklog.hugo.read.languages import any_word, numbered
from weeklog.language.characters import composed

_LAST_MONTH = 12
_LAST_DAY = 31
_SHORT_YEAR, _FULL_YEAR, _LONG_YEAR = 2, 4, 5
_LONG_DAY = 3
_FIRST_UNSURE_DAY = 29
"""Some months have no such day."""

_MONTHS = numbered("months", 1)
_MONTH_NAME = any_word(tuple(_MONTHS))
_DATE = re.compile(
    r"(?<![\d/.])(?P<iso>(?P<iy>\d{4})(?P<is>[-/.])(?P<im>\d{1,2})(?P=is)(?P<id>\d{1,2}))(?!\d)"
    r"|(?<![\d/.])(?P<full>(?P<a>\d{1,3})[ \t]?(?P<s>[-/.])[ \t]?(?P<b>\d{1,3})[ \t]?(?P=s)[ \t]?(?P<y>\d{2,5}))(?!\d"
    r"|\.\d)"
    r"|(?<!\d)(?P<compact>(?P<cy>20\d\d)(?P<cm>0[1-9]|1[0-2])(?P<cd>[0-2]\d|3[01]))(?!\d)"
    r"|(?P<han>(?:(?P<hy>\d{4})\s?年\s?)?(?P<hm>\d{1,2})\s?月\s?(?P<hd>\d{1,2})\s?[日号號])"
    rf"|(?<!\d)(?P<dashed>(?P<hd1>\d{{1,2}})-(?P<hm1>{_MONTH_NAME})-(?P<hy1>\d{{4}}|\d{{2}}))(?!\d)"
    r"|(?<![\d/.])(?P<short>(?P<sa>\d{1,2})/(?P<sb>\d{1,2}))(?![\d/])"
    rf"|\b(?P<named>(?P<nm>{_MONTH_NAME})\.?\s+(?P<nd>\d{{1,2}})(?:st|nd|rd|th)?(?!\d)(?:,?\s+(?P<ny>\d{{4}}))?)"
    rf"|\b(?P<dated>(?P<dd>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:de\s+)?(?P<dm>{_MONTH_NAME})\b\.?(?:,?\s+(?:del?\s+)?(?P<dy>\d{{4}}))?)"
    r"|\b(?P<viet>(?:ngày\s+)?(?P<vd>\d{1,2})\s+tháng\s+(?P<vm>\d{1,2})(?:,?\s+(?:năm\s+)?(?P<vy>\d{4}))?)",
    re.IGNORECASE,
)


_RANGE = re.compile(r"\s{0,3}(?:[-–—~]|to|until|đến|al?|sampai|s/d)\s{0,3}", re.IGNORECASE)
_LONGEST_SLIP = 24
_SLIP = re.compile(r"\d\s{0,3}[-/.,\\:;]{1,3}\s{0,3}[\dOoIl]{1,2}\s{0,3}[-/.,\\:;]{1,3}\s{0,3}\d")
_TAKEN_FOR_DIGITS = str.maketrans("OoIl", "0011")


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
    text = composed(cell)
    found = [_raw_date(match) for match in _DATE.finditer(text)]
    return tuple(
        _with_year_of_range(one, after, text) for one, after in zip(found, [*found[1:], None], strict=False)
    )


def _with_year_of_range(one: RawDate, after: RawDate | None, text: str) -> RawDate:
    """`19 October - 25 October 2026` names its year once; `29 December - 4 January 2027` begins in the year before."""
    if one.year or after is None or not after.year or "named" not in (one.form, after.form):
        return one
    if not _RANGE.fullmatch(text[one.start + len(one.text) : after.start]):
        return one
    return replace(one, year=after.year - (one.b > after.b))


def find_slip(cell: str) -> tuple[RawDate, ...]:
    """A cell that was meant as a date and cannot be read as one: `19/10//2026`, `19/1O/2026`."""
    text = cell.strip()
    if len(text) > _LONGEST_SLIP or find_dates(text) or not _SLIP.search(text):
        return ()
    return (RawDate(text, "numeric", 0, 0, None, cell.find(text), typo=True),)


_PARTS: Mapping[str, tuple[str, str, str]] = {
    "iso": ("id", "im", "iy"),
    "compact": ("cd", "cm", "cy"),
    "short": ("sa", "sb", ""),
    "named": ("nd", "nm", "ny"),
    "dated": ("dd", "dm", "dy"),
    "dashed": ("hd1", "hm1", "hy1"),
    "han": ("hd", "hm", "hy"),
    "viet": ("vd", "vm", "vy"),
}
"""Which groups of `_DATE` hold the day, the month and the year of a form."""
_FORMS: Mapping[str, Literal["numeric", "iso"]] = {"iso": "iso", "compact": "iso", "short": "numeric"}


def _raw_date(match: re.Match[str]) -> RawDate:
    text, at, form = match[0], match.start(), match.lastgroup or ""
    if form == "full":
        a, b, year = match["a"], match["b"], match["y"]
        typo = max(len(a), len(b)) >= _LONG_DAY or len(year) not in {_SHORT_YEAR, _FULL_YEAR}
        return RawDate(text, "numeric", int(a), int(b), _year(year), at, typo)
    day, month, year_group = _PARTS[form]
    year = match[year_group] if year_group else None
    return RawDate(
        text, _FORMS.get(form, "named"), int(match[day]), _month(match[month]), _year(year or ""), at
    )


def repairs(raw: RawDate, order: DayMonth | None, year: int | None) -> tuple[date, ...]:
    """What a mistyped date may have meant: one digit dropped from a part that is too long, or the last day of a month
    for a day that the month has not."""
    found: set[date] = set()
    parts = re.findall(r"\d+", raw.text.translate(_TAKEN_FOR_DIGITS)) if raw.form == "numeric" else []
    if raw.typo:
        found.update(_days_of("/".join(parts), order, year))
    for index, part in enumerate(parts):
        for drop in _droppable(part):
            shorter = [*parts[:index], part[:drop] + part[drop + 1 :], *parts[index + 1 :]]
            found.update(_days_of("/".join(shorter), order, year))
    if not found and not raw.typo:
        found.update(_clamped(raw, order, year))
    return tuple(sorted(found))


def _days_of(text: str, order: DayMonth | None, year: int | None) -> set[date]:
    read = [raw for raw in find_dates(text) if not raw.typo]
    days = [raw.on(order if raw.is_open else raw.proves or order, year) for raw in read]
    return {day for day in days if day is not None}


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


def _month(name: str) -> int:
    return int(name) if name.isdigit() else _MONTHS[name.casefold()]
