"""Days that are names or spans, in headings, cells, items and the titles of tabs."""

from datetime import date
from itertools import product

import pytest

from tests.unit.hugo.test_task_lists import edited, read
from weeklog.hugo import content_of, write_page

DAYS = {
    "Wed": (14, 14), "T4": (14, 14), "Wednesday": (14, 14), "Thứ Tư": (14, 14), "Mon–Wed": (12, 14), "T2-T4": (12, 14),
    "Mon - Wed": (12, 14), "Oct 12–14": (12, 14), "12-14/10": (12, 14), "October 12 - 14": (12, 14),
    "Oct 13": (13, 13),
}  # fmt: skip
FORMS = (
    "## {}\n- x",
    "**{}**\n\n- x",
    "## Tasks\n- {}: x",
    '## Tasks\n{{{{< tab "{}" >}}}}\n- x\n{{{{< /tab >}}}}',
)
CELL = "## Tasks\n\n| Day | Task |\n|---|---|\n| {} | x |"
CONTAINERS = ("tabs", "tab", "details", "accordion", "expand", "notice")


@pytest.mark.parametrize("label", DAYS)
def test_a_day_without_a_date_is_that_of_the_week(label: str) -> None:
    first, last = (date(2026, 10, day) for day in DAYS[label])
    for form in (*FORMS, CELL):
        page = read(form.format(label))
        assert [(row.text, row.start, row.end) for row in page.rows] == [("x", first, last)], form
        assert write_page(page, content_of(page)) == page.raw


def test_a_range_backwards_is_its_first_day() -> None:
    assert [row.start for row in read("## Oct 14-2", "- x").rows] == [date(2026, 10, 14)]


@pytest.mark.parametrize(("name", "sign"), list(product(CONTAINERS, ("<>", "%%"))))
def test_a_shortcode_around_a_list_is_no_text_of_it_and_stays(name: str, sign: str) -> None:
    opens, closes = (f"{{{{{sign[0]} {part} {sign[1]}}}}}" for part in (f'{name} "More"', f"/{name}"))
    page = read("## Tasks", opens, "- x", "- y", closes, "- z")
    assert [row.text for row in page.rows] == ["x", "y", "z"]
    assert edited(page, 1, "w") == ["## Tasks", opens, "- x", "- w", closes, "- z"]


def test_other_shortcodes_stay_in_their_text() -> None:
    assert [row.text for row in read("## Tasks", "- x", '  {{< figure src="a.png" >}}').rows] == [
        'x\n{{< figure src="a.png" >}}'
    ]
