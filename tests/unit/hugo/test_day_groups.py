"""Pages that name a day and then what was done on it: every entry stands below its own day."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import permutations, product

import pytest

from tests.support.growth import calls_of
from tests.unit.hugo.test_task_lists import read
from weeklog.hugo import ContentRow, Page, content_of, write_page

MONDAY = date(2026, 10, 12)
OPENERS = (
    "### {:%A %d/%m}",
    "## {:%d/%m/%Y}",
    "**{:%a, %d/%m}**",
    "### {:%A}",
    "#### {:%Y-%m-%d}",
    "- **{:%a %d/%m}**",
)
ITEMS = ("- {}", "* [x] {}", "1. {}")


def day(number: int) -> date:
    return MONDAY + timedelta(number)


def page_of(opener: str, item: str, days: tuple[int, ...], *, blank: bool) -> Page:
    lines = ["## Week 2"]
    inner = "  " if opener.startswith("-") else ""
    for number in days:
        lines += (
            [""] * blank
            + [opener.format(day(number))]
            + [""] * blank
            + [inner + item.format(f"task {number}")]
        )
    return read(*lines, "", "## Achievements", "- a fence")


def days_of(page: Page) -> list[tuple[str, date | None]]:
    return [(row.text, row.start) for row in page.rows]


@pytest.mark.parametrize("opener", OPENERS)
@pytest.mark.parametrize("item", ITEMS)
@pytest.mark.parametrize("blank", [False, True])
def test_entries_stand_below_their_day_in_any_form_and_order(opener: str, item: str, *, blank: bool) -> None:
    for days, order in product(((0, 2, 4), (4, 2, 0)), permutations((0, 3, 6))):
        page = page_of(opener, item, days, blank=blank or opener.startswith("**"))
        content = content_of(page)
        assert write_page(page, content) == page.raw
        new = tuple(ContentRow(f"new {n}", start=day(n), end=day(n), status="done") for n in order)

        raw = write_page(page, replace(content, rows=(*content.rows, *new))).decode()

        again = read(*raw.splitlines())
        assert dict(days_of(again)) == {f"task {n}": day(n) for n in days} | {
            f"new {n}": day(n) for n in order
        }, raw
        starts = [start for _, start in days_of(again) if start]
        assert starts == sorted(starts, reverse=days[0] > days[-1]), raw
        assert [one.text for one in again.achievements] == ["a fence"]
        assert set(page.raw.decode().splitlines()) <= set(raw.splitlines())


@pytest.mark.parametrize("to", range(7))
def test_an_entry_of_another_day_goes_below_that_day(to: int) -> None:
    for opener, blank in product(OPENERS, (True, False)):
        page = page_of(opener, "- {}", (0, 2, 4), blank=blank or opener.startswith("**"))
        for moved in range(3):
            content = content_of(page)
            rows = [
                replace(r, start=day(to), end=day(to)) if n == moved else r
                for n, r in enumerate(content.rows)
            ]
            again = read(*write_page(page, replace(content, rows=tuple(rows))).decode().splitlines())
            wanted = {row.text: row.start for row in rows}
            assert dict(days_of(again)) == wanted


def test_what_stands_in_no_group_stays_where_it_is() -> None:
    page = read("## Tasks", "- first", "### Monday 12/10", "- a", "## More tasks", "- last")
    assert write_page(page, content_of(page)) == page.raw
    rows = (*content_of(page).rows, ContentRow("b", start=day(1), end=day(1)))
    written = write_page(page, replace(content_of(page), rows=rows)).decode().splitlines()
    assert written == [
        "## Tasks", "- first", "### Monday 12/10", "- a", "", "### Tuesday 13/10", "- b", "## More tasks", "- last",
    ]  # fmt: skip


def test_a_day_of_prose_takes_a_paragraph() -> None:
    page = read("### Monday 12/10", "Sick.", "", "### Tuesday 13/10", "- a")
    rows = (*content_of(page).rows, ContentRow("slept", start=day(0), end=day(0)))
    written = write_page(page, replace(content_of(page), rows=rows)).decode().splitlines()
    assert written[:4] == ["### Monday 12/10", "Sick.", "", "slept"]


def test_a_heading_without_tasks_is_used() -> None:
    page = read("### Monday 12/10", "", "- a", "", "### Tuesday 13/10", "", "### Wednesday 14/10", "", "- c")
    rows = (*content_of(page).rows, ContentRow("b", start=day(1), end=day(1)))
    written = write_page(page, replace(content_of(page), rows=rows)).decode().splitlines()
    assert written[4:7] == ["### Tuesday 13/10", "", "- b"]


def test_many_days_are_written_in_linear_time() -> None:
    def calls(count: int) -> int:
        page = page_of(OPENERS[1], ITEMS[0], tuple(number % 400 for number in range(count)), blank=True)
        content = content_of(page)
        moved = tuple(replace(row, start=day(500), end=day(500)) for row in content.rows[::3])
        stays = tuple(row for at, row in enumerate(content.rows) if at % 3)
        new = ContentRow("new", start=day(2), end=day(2))
        return calls_of(lambda: write_page(page, replace(content, rows=(*stays, *moved, new))))

    assert calls(1600) < 6 * calls(400)
