"""The example pages, moved so that today lies in their fourth week. Pure."""

import re
from datetime import date, timedelta

FIRST_DAY = date(2026, 10, 5)  # the Monday of the first example week, as the pages say it
CURRENT_WEEK = 4
_FRONT_MATTER_DATE = re.compile(r"^date: (\d{4}-\d{2}-\d{2})$", re.MULTILINE)
_CELL_DATE = re.compile(r"\b(\d{2})/(\d{2})/(\d{4})\b")
_FIRST_LAST_DAY = 4  # on Friday a week's achievements are known


def starts_on(today: date) -> date:
    """The Monday on which the demo programme begins, so that today is in its fourth week."""
    return today - timedelta(days=today.weekday(), weeks=CURRENT_WEEK - 1)


def moved_page(text: str, *, today: date, day_first: bool) -> str:
    """The page as its author would have it today: no row of a day that is still to come, nothing finished tomorrow."""
    by = starts_on(today) - FIRST_DAY
    lines = [_moved_line(line, by, today, day_first=day_first) for line in text.splitlines(keepends=True)]
    kept = [line for line in lines if line is not None]
    if (
        _week_day(text, by) == starts_on(today) + timedelta(weeks=CURRENT_WEEK - 1)
        and today.weekday() < _FIRST_LAST_DAY
    ):
        kept = _without_last_list(kept)
    return _FRONT_MATTER_DATE.sub(lambda at: f"date: {date.fromisoformat(at[1]) + by}", "".join(kept))


def _moved_line(line: str, by: timedelta, today: date, *, day_first: bool) -> str | None:
    days = [_read(found, day_first=day_first) + by for found in _CELL_DATE.finditer(line)]
    if days and days[0] > today:
        return None
    moved = iter(days)

    def written(_found: re.Match[str]) -> str:
        day = next(moved)
        return "" if day > today else f"{day:%d/%m/%Y}" if day_first else f"{day:%m/%d/%Y}"

    return _CELL_DATE.sub(written, line)


def _read(found: re.Match[str], *, day_first: bool) -> date:
    first, second, year = (int(part) for part in found.groups())
    return date(year, second, first) if day_first else date(year, first, second)


def _week_day(text: str, by: timedelta) -> date | None:
    found = _FRONT_MATTER_DATE.search(text)
    return date.fromisoformat(found[1]) + by if found else None


def _without_last_list(lines: list[str]) -> list[str]:
    kept = list(lines)
    while kept and not kept[-1].startswith("#"):
        kept.pop()
    return [*kept, "\n"]
