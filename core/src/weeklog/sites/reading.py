"""How a page is read: what its person answered, and what is known from outside. Stored beside the page, so that it
reads the same tomorrow and only what changed since is written on it. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from typing import Any, TypeAlias

from weeklog.hugo import Ambiguity, DayMonth, Hints, Language, Page, read_page

SiteAnswers: TypeAlias = Mapping[tuple[str, str], str]
"""By language and key. An answer for the whole site holds for the pages in the language of the page that it was
given on."""

_Settled: TypeAlias = tuple[tuple[str, str], ...]
_Outside: TypeAlias = tuple[
    tuple[date, date] | None, DayMonth | None, Language | None, int | None, date | None
]
_REMEMBERED_BYTES = 32 * 1024  # the largest page known is as large
_DAYS = frozenset({"date_typo", "unreadable_date", "weekday_clash"})
_YEAR = re.compile(r"20\d\d")


@dataclass(frozen=True, slots=True)
class Reading:
    own: Mapping[str, str] = field(default_factory=dict[str, str])  # answered on this page, by key
    site: Mapping[str, str] = field(
        default_factory=dict[str, str]
    )  # answered for the site, and asked here too
    span: tuple[date, date] | None = None
    day_month: DayMonth | None = None
    language: Language | None = None  # only where the words would give it the language of its twin
    week: int | None = None  # only where neither the path nor the words name it
    day: date | None = None  # of a file that is named after one
    # One of several pages that hold the week's rows together. Of a week with one page, and of a translation: False.
    part: bool = False

    def read(self, raw: bytes, path: str) -> Page:
        settled = tuple(sorted({**self.site, **self.own}.items()))
        outside = (self.span, self.day_month, self.language, self.week, self.day)
        if len(raw) > _REMEMBERED_BYTES:
            return _read(raw, path, settled, outside)
        return _remembered(raw, path, settled, outside)

    def without(self, key: str) -> "Reading":
        own, site = ({k: v for k, v in said.items() if k != key} for said in (self.own, self.site))
        return replace(self, own=own, site=site)


def _read(raw: bytes, path: str, settled: _Settled, outside: _Outside) -> Page:
    span, day_month, language, week, day = outside
    hints = Hints(dict(settled), span, language=language, day_month=day_month, week=week, day=day)
    return read_page(raw, path, hints=hints)


# A page takes 3 ms to read, and each look at a site reads all of it. Remembered, it takes some 25 KB.
_remembered = lru_cache(maxsize=1000)(_read)


def reading_to_store(reading: Reading) -> dict[str, Any]:
    return {
        "settled": dict(reading.own),
        "site": dict(reading.site),
        "span": reading.span and [day.isoformat() for day in reading.span],
        "day_month": reading.day_month,
        "language": reading.language,
        "week": reading.week,
        "day": reading.day and reading.day.isoformat(),
        "part": reading.part,
    }


def stored_reading(stored: Mapping[str, Any]) -> Reading:
    span: list[str] | None = stored.get("span")
    return Reading(
        own=stored.get("settled") or {},
        site=stored.get("site") or {},
        span=(date.fromisoformat(span[0]), date.fromisoformat(span[1])) if span else None,
        day_month=stored.get("day_month"),
        language=stored.get("language"),
        week=stored.get("week"),
        day=date.fromisoformat(day) if (day := stored.get("day")) else None,
        part=bool(stored.get("part")),
    )


def read_with_answers(raw: bytes, path: str, reading: Reading, answers: SiteAnswers) -> tuple[Reading, Page]:
    """An answer for the site settles a page only where the page asks the same and offers that answer: what a page
    proves by itself is never overruled from outside."""
    alone = replace(reading, site={})
    page = alone.read(raw, path)
    site = {
        asked.key: value
        for asked in page.ambiguities
        if (value := answers.get((page.language, asked.key))) is not None and offers(asked, value)
    }
    if not site:
        return alone, page
    settled = replace(alone, site=site)
    return settled, settled.read(raw, path)


def question(raw: bytes, path: str, reading: Reading, key: str) -> Ambiguity | None:
    """What the page asks under this key, also when it has been answered."""
    page = reading.without(key).read(raw, path)
    return next((asked for asked in page.ambiguities if asked.key == key), None)


def accepts(asked: Ambiguity, value: str) -> bool:
    """A day or a year that was not offered is an answer too: a page may have been typed in a way that no guess
    gets right."""
    if offers(asked, value):
        return True
    if asked.kind == "missing_year":
        return _YEAR.fullmatch(value) is not None
    if asked.kind == "reversed_dates":
        days = value.split("/")
        return len(days) == len(("start", "end")) and all(_is_day(day) for day in days)
    return asked.kind in _DAYS and _is_day(value)


def offers(asked: Ambiguity, value: str) -> bool:
    return any(choice.value == value for choice in asked.choices)


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
