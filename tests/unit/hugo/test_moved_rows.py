"""The weekday in the day column of a row whose date changes."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest

from tests.unit.hugo.builders import HEADS, read, table
from weeklog.hugo import content_of, write_page

MONDAY = date(2026, 10, 12)
NAMES = {
    "digits": ("2", "3", "4", "5", "6", "7", "CN"),
    "short": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    "bold": tuple(f"**{name}day**" for name in ("Mon", "Tues", "Wednes", "Thurs", "Fri", "Satur", "Sun")),
    "Vietnamese": ("Thứ 2", "Thứ 3", "Thứ 4", "Thứ 5", "Thứ 6", "Thứ 7", "Chủ Nhật"),
}


@pytest.mark.parametrize("style", NAMES)
def test_the_weekday_of_a_moved_row_follows_its_date(style: str) -> None:
    names = NAMES[style]
    for old, new in product(range(5), range(7)):
        to = MONDAY + timedelta(new)
        lines = [
            f"| {names[n]} | Task {n} | {MONDAY + timedelta(n):%d/%m/%Y} | {MONDAY + timedelta(n):%d/%m/%Y} | |"
            for n in range(5)
        ]
        page = read(table(*lines, head=HEADS["vi"]))
        content = content_of(page)
        rows = [replace(row, start=to, end=to) if n == old else row for n, row in enumerate(content.rows)]

        written = write_page(page, replace(content, rows=tuple(rows))).decode().splitlines()

        assert written[3 + old] == f"| {names[new]} | Task {old} | {to:%d/%m/%Y} | {to:%d/%m/%Y} | |"
        assert [line for n, line in enumerate(written[3:]) if n != old] == lines[:old] + lines[old + 1 :]


def test_a_label_that_says_something_else_stays() -> None:
    for label in ("Day 1", "Monday - Tuesday", "5", "", "morning"):
        page = read(
            table(f"| {label} | Task | 12/10/2026 | 12/10/2026 | |", "| 3 | B | 13/10/2026 | 13/10/2026 | |")
        )
        content = content_of(page)
        moved = replace(content.rows[0], start=date(2026, 10, 15), end=date(2026, 10, 15))
        written = write_page(page, replace(content, rows=(moved, content.rows[1]))).decode().splitlines()
        assert written[3].startswith(f"| {label} | Task | 15/10/2026 |")
