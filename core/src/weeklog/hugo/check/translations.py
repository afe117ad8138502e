"""Twins are two renderings of one week: what they say apart from words must agree."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from typing import Literal

from weeklog.hugo.model import Page, Row


@dataclass(frozen=True, slots=True)
class Drift:
    """One difference between twins. `row` is the index in the first page's rows, where there is one."""

    kind: Literal["week", "rows", "start", "end", "resources", "objectives", "achievements"]
    row: int | None
    first: str
    second: str
    message: str


def compare_translations(a: Page, b: Page) -> tuple[Drift, ...]:
    """Differences in the week, the rows, their days and their resources, side by side."""
    return tuple(_drifts(a, b))


def _drifts(a: Page, b: Page) -> Iterator[Drift]:
    if a.week != b.week:
        yield Drift("week", None, str(a.week), str(b.week), "The twins are of different weeks.")
    if len(a.rows) != len(b.rows):
        message = f"The {a.language} page has {len(a.rows)} rows, the {b.language} page {len(b.rows)}."
        yield Drift("rows", None, str(len(a.rows)), str(len(b.rows)), message)
    for index, first, second in _pairs(a, b):
        if first is None or second is None:
            row = first or second
            assert row
            lacking = b if second is None else a
            message = f"The row has no counterpart on the {lacking.language} page."
            yield Drift("rows", index, first.text if first else "", second.text if second else "", message)
        else:
            yield from _row_drifts(index, first, second)
    yield from _list_drifts(a, b)


def _pairs(a: Page, b: Page) -> Iterator[tuple[int | None, Row | None, Row | None]]:
    """Rows side by side: in order, and where the twins have different numbers of rows, by their days."""
    if len(a.rows) == len(b.rows):
        yield from (
            (index, first, second) for index, (first, second) in enumerate(zip(a.rows, b.rows, strict=True))
        )
        return
    days = [[(row.start, row.end) for row in page.rows] for page in (a, b)]
    for _, first, last, start, end in SequenceMatcher(None, days[0], days[1], autojunk=False).get_opcodes():
        for step in range(max(last - first, end - start)):
            left = first + step if first + step < last else None
            right = start + step if start + step < end else None
            yield left, None if left is None else a.rows[left], None if right is None else b.rows[right]


def _row_drifts(index: int | None, first: Row, second: Row) -> Iterator[Drift]:
    if first.start != second.start:
        yield Drift(
            "start",
            index,
            _day(first.start),
            _day(second.start),
            "The twins start the task on different days.",
        )
    if first.end != second.end:
        yield Drift(
            "end", index, _day(first.end), _day(second.end), "The twins end the task on different days."
        )
    links = [[resource.url for resource in row.resources if resource.url] for row in (first, second)]
    if sorted(links[0]) != sorted(links[1]):
        message = "The twins point to different resources."
        yield Drift("resources", index, "\n".join(links[0]), "\n".join(links[1]), message)


def _list_drifts(a: Page, b: Page) -> Iterator[Drift]:
    if len(a.objectives) != len(b.objectives):
        counts = str(len(a.objectives)), str(len(b.objectives))
        yield Drift("objectives", None, *counts, "The twins do not have the same number of objectives.")
    if len(a.achievements) != len(b.achievements):
        counts = str(len(a.achievements)), str(len(b.achievements))
        yield Drift("achievements", None, *counts, "The twins do not have the same number of achievements.")


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
