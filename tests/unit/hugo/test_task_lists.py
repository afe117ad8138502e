"""Tasks that stand in no table."""

from dataclasses import replace
from datetime import date

import pytest

from weeklog.hugo import Hints, Page, content_of, read_page, write_page

SPAN = date(2026, 10, 12), date(2026, 10, 18)


def read(*lines: str) -> Page:
    return read_page(("\n".join(lines) + "\n").encode(), "Week2/_index.md", hints=Hints(span=SPAN))


def edited(page: Page, row: int, text: str) -> list[str]:
    content = content_of(page)
    rows = [replace(one, text=text) if at == row else one for at, one in enumerate(content.rows)]
    return write_page(page, replace(content, rows=tuple(rows))).decode().splitlines()


def test_a_list_below_tasks_holds_them_and_an_edit_changes_its_own_line() -> None:
    page = read("## Tasks", "1. paint", "2. sand", "## Results", "- a fence")
    assert [row.text for row in page.rows] == ["paint", "sand"]
    assert [item.text for item in page.achievements] == ["a fence"]
    assert write_page(page, content_of(page)) == page.raw
    assert edited(page, 1, "polish") == ["## Tasks", "1. paint", "2. polish", "## Results", "- a fence"]


def test_boxes_say_how_far_a_task_is() -> None:
    page = read("## Week 2", "- [x] paint", "- [ ] sand")
    assert [(row.text, row.state) for row in page.rows] == [("paint", "done"), ("sand", "planned")]


def test_headings_bold_items_and_heads_that_are_days_date_what_follows() -> None:
    headings = read("## Thứ Ba", "- sơn", "## Miércoles 14/10/2026", "- lijar")
    bullets = read("- **Senin, 12 Oktober 2026**", "  - mengecat", "- **Selasa**", "  - mengampelas")
    heads = read("## Tasks", "- Friday: paint")
    assert [row.start for row in headings.rows] == [date(2026, 10, 13), date(2026, 10, 14)]
    assert [row.start for row in bullets.rows] == [date(2026, 10, 12), date(2026, 10, 13)]
    assert [row.start for row in heads.rows] == [date(2026, 10, 16)]


def test_prose_below_activities_is_one_task_over_the_days_of_the_page() -> None:
    page = read("**Period:** 12-16/10/2026", "", "## Activities", "We painted the fence.")
    (row,) = page.rows
    assert (row.text, row.start, row.end) == ("We painted the fence.", SPAN[0], date(2026, 10, 16))


def test_what_is_nested_belongs_to_its_task() -> None:
    page = read("## Tasks", "- paint", "  - twice", "- sand")
    assert [row.text for row in page.rows] == ["paint\n- twice", "sand"]
    assert edited(page, 1, "polish")[1:3] == ["- paint", "  - twice"]


def test_lists_elsewhere_are_no_tasks() -> None:
    assert read("## Next week", "- [ ] sand", "## Notes", "- blue").rows == ()


def test_a_paragraph_below_what_is_nested_belongs_to_its_task() -> None:
    for bullet in ("- ", "* ", "1. "):
        inner = " " * len(bullet)
        lines = (
            f"{bullet}paint",
            f"{inner}- twice",
            "",
            f"{inner}Also the gate.",
            "",
            f"{bullet}sand",
            "",
            "Blue.",
        )
        page = read("## Tasks", *lines)
        assert [row.text for row in page.rows] == ["paint\n- twice\n\nAlso the gate.", "sand"]
        assert write_page(page, content_of(page)) == page.raw
        assert edited(page, 1, "polish")[1:6] == list(lines[:5])


@pytest.mark.parametrize(
    "above", [(), ("Some words.", ""), ("## Diary", "")], ids=["nothing", "prose", "a heading"]
)
@pytest.mark.parametrize("mark", ["*", "-", "1.", "- [x]", "- [ ]"])
@pytest.mark.parametrize("head", ["{}/10/2026:", "{}/10/2026 –", "({}/10)", "2026-10-{}:"])
def test_a_list_that_says_its_days_holds_tasks_where_nothing_else_does(
    above: tuple[str, ...], mark: str, head: str
) -> None:
    items = [f"{mark} {head.format(day)} dug bed {day}" for day in (13, 14, 15)]
    page = read("---", "title: Week 2", "---", *above, *items, f"{mark} raked")
    assert [row.start and row.start.day for row in page.rows] == [13, 14, 15, None]
    assert [row.text for row in page.rows] == ["dug bed 13", "dug bed 14", "dug bed 15", "raked"]
    assert write_page(page, content_of(page)) == page.raw


def test_a_list_that_hardly_says_a_day_is_asked_about() -> None:
    page = read("## Notes", "- 13/10: rain", "- the river is high", "- so is the pond")
    assert page.rows == ()
    assert [one.kind for one in page.ambiguities] == ["task_section"]
