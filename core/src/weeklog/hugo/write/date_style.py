"""How an author writes dates, so that a new one looks like the others."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from weeklog.hugo.model import DayMonth
from weeklog.hugo.read.dates import RawDate


@dataclass(frozen=True, slots=True)
class DateStyle:
    """`pattern` has `{d}`, `{m}`, `{y}` and month names `{M}`/`{B}` where an example had them."""

    pattern: str
    day_width: int = 2
    month_width: int = 2

    def write(self, day: date) -> str:
        return self.pattern.format(
            d=f"{day.day:0{self.day_width}d}",
            m=f"{day.month:0{self.month_width}d}",
            y=f"{day.year:04d}",
            yy=f"{day.year % 100:02d}",
            M=f"{day:%b}",
            B=f"{day:%B}",
        )


ISO = DateStyle("{y}-{m}-{d}")
TEMPLATE = {"en": DateStyle("{m}/{d}/{y}"), "vi": DateStyle("{d}/{m}/{y}")}


def style_of(dates: Iterable[RawDate], order: DayMonth) -> DateStyle | None:
    """The style most of the dates have; None when there are none."""
    known = [raw for raw in dates if not raw.typo]
    patterns = Counter(_pattern(raw, order) for raw in known)
    if not patterns:
        return None
    widths = [_widths(raw, order) for raw in known if raw.form != "iso"]
    return DateStyle(
        patterns.most_common(1)[0][0],
        day_width=min((day for day, _ in widths), default=2),
        month_width=min((month for _, month in widths), default=2),
    )


def _widths(raw: RawDate, order: DayMonth) -> tuple[int, int]:
    """How many digits the day and the month have. Beside a month's name a day is padded only where a zero shows it."""
    first, second, *_ = [*re.findall(r"\d+", raw.text), "00"]
    if raw.form == "named":
        return (2 if first.startswith("0") else 1), (2 if second.startswith("0") else 1)
    day, month = (first, second) if (raw.proves or order) == "DM" else (second, first)
    return len(day), len(month)


def _pattern(raw: RawDate, order: DayMonth) -> str:
    if raw.form == "iso":
        mark = re.sub(r"\d", "", raw.text)[:1]
        return mark.join(("{y}", "{m}", "{d}"))
    if raw.form == "numeric":
        mark = re.sub(r"\d", "", raw.text)[:1]
        parts = ["{d}", "{m}"] if (raw.proves or order) == "DM" else ["{m}", "{d}"]
        if raw.year:
            parts.append("{y}" if re.search(r"\d{4}$", raw.text) else "{yy}")
        return mark.join(parts)
    return _named_pattern(raw)


def _named_pattern(raw: RawDate) -> str:
    if "tháng" in raw.text.casefold():
        marks = iter(("{d}", "{m}", "{y}"))
        return re.sub(r"\d+", lambda _: next(marks), raw.text)
    words = re.sub(r"(?<!\d)\d{1,2}(?:st|nd|rd|th)?(?!\d)", "{d}", re.sub(r"\d{4}", "{y}", raw.text))
    return re.sub(r"(?<![{\w])[A-Za-z]{4,9}", "{B}", re.sub(r"(?<![{\w])[A-Za-z]{3}(?!\w)", "{M}", words))
