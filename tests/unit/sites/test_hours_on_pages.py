"""Hours that a page says are the entry's, and go back in the form that the page has."""

from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from weeklog.calendar import Week
from weeklog.hugo import Content, Page, content_of, read_page, write_page
from weeklog.hugo.read.hours import hours_beside, read_hours
from weeklog.sites.rows import edited_row, row_of, values_of

WEEK = Week(2, date(2026, 10, 12), date(2026, 10, 18))
FORMS = {
    "3h": 3, "4.5": 4.5, "1,5": 1.5, "1h30": 1.5, "1h 30m": 1.5, "90 phút": 1.5, "2 tiếng": 2, "2 tiếng rưỡi": 2.5,
    "2 giờ 15 phút": 2.25, "3 hours": 3, "45 min": 0.75, "45m": 0.75, "1:30": 1.5, "~3h": 3, "**2h**": 2, "8 horas": 8,
    "2 jam": 2, "3 小时": 3,
}  # fmt: skip
HEADS = ("Hours", "Time spent", "Số giờ", "h", "Số tiếng", "Hours (h)")
WITH_UNIT = ("Duration", "Thời lượng", "Durasi")


def read(*cells: str, head: str = "Hours") -> Page:
    rows = (f"| {number} | {cell} |" for number, cell in enumerate(cells))
    return read_page(
        "\n".join(("## Tasks", "", f"| Task | {head} |", "|---|---|", *rows, "")).encode(), "Week2.md"
    )


def hours_of(page: Page) -> list[float | None]:
    return [values_of(page, at, WEEK).hours for at in range(len(page.rows))]


@pytest.mark.parametrize("head", HEADS)
def test_a_column_of_hours_is_read_in_every_form(head: str) -> None:
    page = read(*FORMS, "", head=head)
    assert hours_of(page) == [*FORMS.values(), None]
    assert write_page(page, content_of(page)) == page.raw


@pytest.mark.parametrize("head", WITH_UNIT)
def test_numbers_alone_may_be_days_below_a_duration(head: str) -> None:
    assert hours_of(read("3h", "90 phút", head=head)) == [3, 1.5]
    page = read("3", "1.5", head=head)
    assert (hours_of(page), page.rows[0].extra) == ([None, None], {head: "3"})


@pytest.mark.parametrize("cell", ["2 days", "all day", "0h", "1 tuần", "h", "1001h", "-3h", "3h or so"])
def test_other_words_are_no_hours(cell: str) -> None:
    assert read_hours(cell, bare=True) is None
    assert read("3h", cell).rows[0].extra == {"Hours": "3h"}


def test_hours_that_changed_are_read_back_in_the_columns_form() -> None:
    for form, hours in product(FORMS, (0.25, 1, 1.5, 2.75, 7.33, 40)):
        page = read(form, form)
        values = [values_of(page, 0, WEEK), replace(values_of(page, 1, WEEK), hours=hours)]
        rows = tuple(edited_row(at, page, WEEK, one) for at, one in enumerate(values))
        new = row_of(replace(values[0], hours=hours), page, "en")
        again = read_page(write_page(page, Content(rows=(*rows, new))), "Week2.md")
        assert hours_of(again) == [FORMS[form], hours, hours]


@pytest.mark.parametrize(
    ("form", "hours", "written"),
    [
        ("3h", 1.5, "1.5h"),
        ("1,5", 2.5, "2,5"),
        ("1h30", 2.25, "2h15"),
        ("2 tiếng", 4, "4 tiếng"),
        ("90 phút", 0.5, "30 phút"),
    ],
)
def test_a_new_row_has_its_hours_as_the_others(form: str, hours: float, written: str) -> None:
    page = read(form)
    rows = (*content_of(page).rows, row_of(replace(values_of(page, 0, WEEK), hours=hours), page, "en"))
    assert f"| {written} |" in write_page(page, Content(rows=rows)).decode()


def test_an_entry_without_hours_leaves_the_cell() -> None:
    page = read("3h")
    row = edited_row(0, page, WEEK, replace(values_of(page, 0, WEEK), hours=None))
    assert write_page(page, Content(rows=(row,))) == page.raw


def test_hours_at_the_end_of_an_item_count_and_stay_in_its_text() -> None:
    page = read_page(
        "## Tasks\n- paint (3h)\n- sand – 90 phút\n  - twice (2h)\n- call (9h)\n- x (3)\n".encode(),
        "Week2.md",
    )
    assert hours_of(page) == [3, 1.5, None, None]
    assert page.rows[0].text == "paint (3h)"
    assert hours_beside("rest (2h, then home)") is None
