"""Items that say their day themselves, written with other days and read again."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest

from tests.unit.hugo.test_own_days import BOXES, MARKS
from tests.unit.hugo.test_task_lists import read
from weeklog.hugo import ContentRow, Page, content_of, write_page

MONDAY = date(2026, 10, 12)
DATES = (
    "{:%d/%m}",
    "{:%d/%m/%Y}",
    "{:%Y-%m-%d}",
    "{:%d.%m.%Y}",
    "{:%a %d/%m}",
    "{:%A}",
    "{:%d %B}",
    "{:%b %d}",
)


def rows_of(page: Page) -> list[tuple[str, date | None, date | None]]:
    return [(row.text, row.start, row.end or row.start) for row in page.rows]


@pytest.mark.parametrize("box", BOXES)
def test_new_and_moved_items_have_their_day_in_the_form_of_the_others(box: str) -> None:
    for day, mark in product(DATES, MARKS):
        lines = [f"- {box}{mark.format(day.format(MONDAY + timedelta(late)))}paint {late}" for late in (0, 3)]
        page = read("## Tasks", *lines, "- 20 people came")
        content = content_of(page)
        to = MONDAY + timedelta(4)
        new = ContentRow("sand", start=to, end=to, status="done")
        moved = replace(content.rows[1], start=to, end=to)

        raw = write_page(page, replace(content, rows=(content.rows[0], moved, content.rows[2], new)))

        again = read(*raw.decode().splitlines())
        assert rows_of(again) == [
            ("paint 0", MONDAY, MONDAY),
            ("paint 3", to, to),
            rows_of(page)[2],
            ("sand", to, to),
        ]
        assert raw.decode().splitlines()[2] == f"- {box.lower()}{mark.format(day.format(to))}paint 3"


def test_several_days_are_written_where_the_form_can_say_them() -> None:
    until = MONDAY + timedelta(2)
    for mark in MARKS:
        page = read("## Tasks", f"- {mark.format('13/10')}paint")
        rows = (*content_of(page).rows, ContentRow("sand", start=MONDAY, end=until))
        again = read(*write_page(page, replace(content_of(page), rows=rows)).decode().splitlines())
        assert rows_of(again)[1] == ("sand", MONDAY, until), mark


def test_a_form_that_can_say_one_day_says_the_first() -> None:
    page = read("## Tasks", "- 13.10.2026 paint")
    rows = (*content_of(page).rows, ContentRow("sand", start=MONDAY, end=MONDAY + timedelta(2)))
    again = read(*write_page(page, replace(content_of(page), rows=rows)).decode().splitlines())
    assert rows_of(again)[1] == ("sand", MONDAY, MONDAY)


def test_a_new_item_has_no_day_where_most_have_none() -> None:
    page = read("## Tasks", "- 13/10: paint", "- sand", "- polish", "- varnish")
    rows = (*content_of(page).rows, ContentRow("rest", start=MONDAY, end=MONDAY))
    assert write_page(page, replace(content_of(page), rows=rows)).decode().splitlines()[-1] == "- rest"
