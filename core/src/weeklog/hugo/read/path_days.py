"""The days that a file is named after: `2025-09-08.md`, `08-09-2025-notes.md`, `2025/09/08.md`, `2025-W37.md`."""

import re
from collections.abc import Collection, Iterator
from datetime import date, timedelta
from typing import Final

from weeklog.hugo.read.dates import RawDate, find_dates
from weeklog.hugo.read.languages import words_for
from weeklog.hugo.read.order import ORDERS
from weeklog.language.characters import composed

_SUFFIX: Final = re.compile(r"(?:\.(?:vi|en))?\.(?:md|markdown)\Z", re.IGNORECASE)
_SHORT: Final = re.compile(r"(\d\d)[-_](\d\d)(?![-_.]?\d)")  # `1.3` and `2-1` number chapters
_ISO_WEEK: Final = re.compile(r"(?<!\d)(20\d\d)[-_ ]?w(\d{1,2})(?!\d)", re.IGNORECASE)
_DAY_NUMBER: Final = re.compile(
    rf"(?<![^\W\d_])(?:{'|'.join(words_for('day_number'))})[\s_\-]{{0,3}}(\d{{1,4}})(?!\d)", re.IGNORECASE
)
_WORKING_DAYS: Final = 5
_YEAR_MONTH_DAY: Final = 3  # parts of a path


def days_from_path(path: str, years: Collection[int]) -> tuple[frozenset[date], ...]:
    """For each date in the file's name (else in its last folders) every day that it may mean, in one of the `years`
    where it names none. An ISO week is its five working days."""
    parts = _SUFFIX.sub("", composed(path).replace("\\", "/")).split("/")
    for name in (parts[-1], "-".join(parts[-_YEAR_MONTH_DAY:])):
        if found := tuple(days for days in _days(name, years) if days):
            return found
    return ()


def names_a_day(path: str) -> bool:
    """Whether the path alone tells that this is the file of a day, or of a week by its date."""
    return bool(days_from_path(path, (2000,))) or day_number(path) is not None


def day_number(path: str) -> int | None:
    """12 of `day12.md`: the twelfth day, of whatever is counted."""
    found = _DAY_NUMBER.search(_SUFFIX.sub("", composed(path)).rpartition("/")[2])
    return int(found[1]) if found else None


def _days(name: str, years: Collection[int]) -> Iterator[frozenset[date]]:
    if week := _ISO_WEEK.search(name):
        yield from (frozenset({day}) for day in _iso_week(int(week[1]), int(week[2])))
        return
    dashed = re.sub(r"[\s_.]+", "-", name)
    for raw in find_dates(dashed) or find_dates(dashed.replace("-", " ")) or _short(name):
        if not _is_version(raw):
            yield frozenset(_readings(raw, years))


def _iso_week(year: int, week: int) -> list[date]:
    try:
        monday = date.fromisocalendar(year, week, 1)
    except ValueError:
        return []
    return [monday + timedelta(days=ahead) for ahead in range(_WORKING_DAYS)]


def _short(name: str) -> tuple[RawDate, ...]:
    """`09-08` and `09-08-notes`: the name of a file has no slash."""
    found = _SHORT.match(name)
    return (RawDate(found[0], "numeric", int(found[1]), int(found[2]), None, 0),) if found else ()


def _is_version(raw: RawDate) -> bool:
    """`1.2.33` is no day: where the year is short, people write all of a date with two digits."""
    parts = re.findall(r"\d+", raw.text)
    return raw.form == "numeric" and len(parts[-1]) <= len("08") and any(len(part) == 1 for part in parts)


def _readings(raw: RawDate, years: Collection[int]) -> Iterator[date]:
    for year in (raw.year,) if raw.year else years:
        for order in ORDERS:
            if not raw.typo and (day := raw.on(order, year)) is not None:
                yield day
    if raw.form == "numeric" and raw.year and (day := _year_first(raw)) is not None:
        yield day


def _year_first(raw: RawDate) -> date | None:
    """`25-09-08`"""
    parts = re.findall(r"\d+", raw.text)
    try:
        return (
            date(2000 + int(parts[0]), int(parts[1]), int(parts[2])) if len(parts[2]) <= len("08") else None
        )
    except ValueError:
        return None
