"""Items that say their day themselves, whatever stands before it and behind it."""

from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from tests.unit.hugo.test_task_lists import edited, read
from weeklog.hugo import Content, ContentRow, content_of, write_page
from weeklog.hugo.read.own_days import own_day

DAY = date(2026, 10, 14)
BOXES = {"": None, "[ ] ": "planned", "[x] ": "done", "[X] ": "done"}
DATES = (
    "14/10",
    "14/10/2026",
    "2026-10-14",
    "14.10.2026",
    "14-10-2026",
    "Wed 14/10",
    "14 October",
    "Wednesday",
)
MARKS = (
    "{}: ",
    "{} - ",
    "{} – ",
    "{} — ",
    "{}- ",
    "**{}**: ",
    "**{}:** ",
    "({}) ",
    "({}): ",
    "[{}] ",
    "_{}_ - ",
)
BULLETS = ("- ", "* ", "1. ")


@pytest.mark.parametrize("bullet", BULLETS)
@pytest.mark.parametrize("box", BOXES)
def test_the_day_is_read_behind_any_box_in_any_marks(bullet: str, box: str) -> None:
    for day, mark in product(DATES, MARKS):
        head = mark.format(day)
        page = read("## Tasks", f"{bullet}{box}{head}paint the fence")
        (row,) = page.rows
        assert (row.text, row.start, row.state) == ("paint the fence", DAY, BOXES[box]), head
        assert write_page(page, content_of(page)) == page.raw
        assert edited(page, 0, "sand") == ["## Tasks", f"{bullet}{box.lower()}{head}sand"]


@pytest.mark.parametrize("day", ["06.11.2026", "2026-11-06", "6 November 2026", "06/11/2026"])
def test_a_whole_date_needs_no_mark_behind_it(day: str) -> None:
    assert own_day(f"{day} paint").head == f"{day} "


@pytest.mark.parametrize(
    "line",
    [
        "10:00 - stand-up", "10/12 tests pass", "[Monday](https://x.example) was quiet", "[Monday][1] was quiet",
        "Monday was quiet", "paint: 14/10", "Step 2: paint", "14/10", "(Monday)", "a) paint", "", ":", "- -",
    ],
)  # fmt: skip
def test_other_lines_say_no_day(line: str) -> None:
    assert own_day(line).head == ""


def test_emphasis_around_the_whole_item_stays_with_its_text() -> None:
    page = read("## Tasks", "- **14/10: paint**", "- (14/10: sand)")
    assert [(row.text, row.start) for row in page.rows] == [("**14/10: paint**", DAY), ("(14/10: sand)", DAY)]


def test_words_that_look_like_a_day_are_written_as_words() -> None:
    page = read("## Tasks", "- paint")
    for text in ("14/10: sand", "Friday – sand", "(14/10) sand", "14.10.2026 sand", "Friday", "14/10/2026"):
        rows = (*content_of(page).rows, ContentRow(text))
        raw = write_page(page, Content(rows=rows)).decode()
        again = read(*raw.splitlines())
        assert [(row.text, row.start) for row in again.rows] == [("paint", None), (text, None)], raw


def test_long_lines_cost_no_more_than_their_beginning() -> None:
    for unit in ("14/10 - ", "(", "[", "**", ": ", "– "):
        assert own_day(unit * 200_000).head == own_day(unit * 200).head


def test_an_item_moves_with_what_is_nested_and_keeps_its_day() -> None:
    page = read("## Tasks", "- 14/10: paint", "  - twice", "- 15/10: sand")
    content = content_of(page)
    assert content.rows[0].text == "paint\n- twice"
    swapped = replace(content, rows=content.rows[::-1])
    assert write_page(page, swapped).decode().splitlines()[1:] == [
        "- 15/10: sand",
        "- 14/10: paint",
        "  - twice",
    ]
