from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.unit.hugo.builders import ENGLISH, HEADS, VIETNAMESE, read, read_rows, table
from weeklog.hugo import Content, ContentItem, ContentRow, Page, Resource, content_of, write_page
from weeklog.hugo.read.source import MAX_BYTES

MONDAY = date(2025, 9, 29)


def written(page: Page, content: Content) -> str:
    return write_page(page, content).decode("utf-8", "surrogateescape")


def change_row(page: Page, number: int, **changes: Any) -> str:
    content = content_of(page)
    rows = list(content.rows)
    rows[number] = replace(rows[number], **changes)
    return written(page, replace(content, rows=tuple(rows)))


def with_row(page: Page, row: ContentRow, at: int | None = None) -> str:
    content = content_of(page)
    at = len(content.rows) if at is None else at
    return written(page, replace(content, rows=(*content.rows[:at], row, *content.rows[at:])))


def with_objectives(page: Page, *items: ContentItem) -> str:
    return written(page, replace(content_of(page), objectives=items))


def new_lines(before: str, after: str) -> list[str]:
    known = before.split("\n")
    return [line for line in after.split("\n") if line not in known]


@pytest.mark.parametrize(
    "text", [ENGLISH, VIETNAMESE, "", "\ufeff", "no end", ENGLISH.replace("\n", "\r\n"), "a\rb\r\n\udcff"]
)
def test_an_unedited_page_is_written_byte_for_byte(text: str) -> None:
    page = read(text)

    assert written(page, content_of(page)) == text


def test_a_new_row_follows_the_last_one_in_the_pages_own_dates() -> None:
    row = ContentRow(
        "- One\n  - deeper\n- a | b", start=MONDAY, end=MONDAY, resources=(Resource("Docs", "https://a.dev"),)
    )

    assert new_lines(ENGLISH, with_row(read(ENGLISH), row)) == [
        "| 2 | - One<br>&emsp;+ deeper<br>- a \\| b | 09/29/2025 | 09/29/2025 | [Docs](https://a.dev) |"
    ]
    assert new_lines(VIETNAMESE, with_row(read(VIETNAMESE), ContentRow("Đọc", start=MONDAY))) == [
        "| 2 | Đọc | 29/09/2025 |  |  |"
    ]


def test_a_new_row_takes_over_padding_breaks_and_bullets() -> None:
    cell, name, fresh = (text.ljust(24) for text in ("• Read <br> • Write", "Task", "• Read <br> • Run"))
    text = table(f"| Mon  | {cell} | 2025-09-22 |", head=f"| Day  | {name} | Start      |")
    row = ContentRow("- Read\n- Run", start=date(2025, 9, 23))

    assert new_lines(text, with_row(read(text), row)) == [f"| Tue  | {fresh} | 2025-09-23 |"]


@pytest.mark.parametrize(
    ("row", "label"),
    [
        ("| **Thứ 2** | a | 22/09/2025 |", "**Thứ 3**"),
        ("| Monday | a | 22/09/2025 |", "Tuesday"),
        ("| T2 | a | 22/09/2025 |", "T3"),
        ("| 1 | a | 22/09/2025 |", "2"),
        ("| Mon (22/09) | a | 22/09/2025 |", "Tue (23/09)"),
        ("|  | a | 22/09/2025 |", "3"),
    ],
)
def test_a_new_row_gets_a_day_label_in_the_authors_style(row: str, label: str) -> None:
    text = table(row, head="| Day | Task | Start |")

    assert new_lines(text, with_row(read(text), ContentRow("b", start=date(2025, 9, 23)))) == [
        f"| {label} | b | 23/09/2025 |"
    ]


def test_day_numbers_that_count_rows_are_counted_on() -> None:
    text = table("| 1 | a | 23/09/2025 |", "| 2 | a | 26/09/2025 |", head="| No. | Task | Start |")

    assert new_lines(text, with_row(read(text), ContentRow("b", start=date(2025, 9, 23)))) == [
        "| 3 | b | 23/09/2025 |"
    ]


@pytest.mark.parametrize(
    ("sample", "fresh"),
    [
        ("2025-09-22", "2025-10-01"),
        ("22-9-2025", "01-10-2025"),
        ("22/09/25", "01/10/25"),
        ("22/09", "01/10"),
        ("Sep 22, 2025", "Oct 1, 2025"),
        ("22nd September 2025", "1 October 2025"),
        ("22 tháng 9 năm 2025", "1 tháng 10 năm 2025"),
    ],
)
def test_new_dates_look_like_the_others(sample: str, fresh: str) -> None:
    text = "---\ndate: 2025-09-22\n---\n" + table(f"| Mon | a | {sample} |", head="| Day | Task | Start |")
    after = with_row(read(text), ContentRow("b", start=date(2025, 10, 1)))

    assert after.split("\n")[-2].endswith(f"| {fresh} |")


def test_a_row_can_be_put_first_removed_and_moved() -> None:
    page = read(ENGLISH)
    first, second = content_of(page).rows
    rows = ENGLISH.split("\n")[16:18]

    assert with_row(page, ContentRow("b", "6"), at=0).split("\n")[16] == "| 6 | b |  |  |  |"
    assert written(page, replace(content_of(page), rows=(second,))) == ENGLISH.replace(rows[0] + "\n", "")
    assert written(page, replace(content_of(page), rows=(second, first))).split("\n")[16:18] == rows[::-1]


def test_a_row_that_is_copied_keeps_its_original_and_gains_a_new_one() -> None:
    page = read(ENGLISH)
    first, second = content_of(page).rows

    after = written(page, replace(content_of(page), rows=(first, second, first)))
    assert (
        after.split("\n")[18] == "| 2 | Read about queues | 09/22/2025 | 09/22/2025 | <https://queues.dev/> |"
    )


def test_a_changed_cell_leaves_the_rest_of_its_row_alone() -> None:
    page = read_rows("|2|  a  | 22/09/2025 20:00 <br> |", head="| Day | Task | Start |")

    assert "|2|  b | 22/09/2025 20:00 <br> |" in change_row(page, 0, text="b")
    assert "|3|  a  | 23/09/2025 20:00 <br> |" in change_row(page, 0, start=date(2025, 9, 23))
    assert "|2|  a  |  |" in change_row(page, 0, start=None)
    assert "|CN|  a  |" in change_row(page, 0, day_label="CN")


def test_a_changed_cell_keeps_the_width_of_its_column() -> None:
    page = read_rows("| 2   | Read        |", head="| Day | Task        |")

    assert "| 2   | Write       |" in change_row(page, 0, text="Write")


def test_a_changed_list_keeps_the_lines_that_stay() -> None:
    page = read_rows("| 2 | 1. a <br>&emsp;&emsp;◦ b <br>• c | | | |")

    assert "| 2 | 1. a <br>• new <br>• c | | | |" in change_row(page, 0, text="- a\n- new\n- c")


def test_a_cell_that_a_short_row_lacks_is_added() -> None:
    page = read_rows("| 2 | a", "| 3 | b |")

    assert "| 2 | a |  | 22/09/2025 |\n" in change_row(page, 0, end=date(2025, 9, 22)).replace(
        "09/22/2025", "22/09/2025"
    )


def test_a_row_that_is_broken_over_lines_is_joined_when_it_is_edited() -> None:
    page = read_rows("| 2 | a | 22/09/2025 | 22/09/2025 | b", " |", "| 3 | c | | | |")

    assert "\n| 2 | d | 22/09/2025 | 22/09/2025 | b |\n| 3 | c | | | |\n" in change_row(page, 0, text="d")


def test_resources_that_stay_keep_their_form_and_new_ones_take_it() -> None:
    page = read_rows(
        "| 2 | a | | | - [A](a/) <br> - <https://b.dev> |",
        "| 3 | a | | | https://c.dev |",
        "| 4 | a | | | https://c.dev |",
    )
    old = content_of(page).rows[0].resources

    kept = Resource(old[1].title, old[1].url)
    assert "| - <https://b.dev> <br> - https://d.dev |" in change_row(
        page, 0, resources=(kept, Resource("", "https://d.dev"))
    )
    assert "| https://c.dev <br> [E](e/) <br> Book |" in change_row(
        page, 1, resources=(*content_of(page).rows[1].resources, Resource("E", "e/"), Resource("Book"))
    )
    assert write_resource_in_template(Resource("https://e.dev", "https://e.dev")) == "<https://e.dev>"


def write_resource_in_template(resource: Resource) -> str:
    return (
        with_row(read(ENGLISH), ContentRow("b", "2", resources=(resource,)))
        .split("\n")[18]
        .split(" | ")[-1]
        .removesuffix(" |")
    )


def test_status_and_unknown_columns_are_written() -> None:
    page = read_rows("| 2 | a | open | 3h | | more |", head="| Day | Task | Status | Points | Note |")

    assert "| 2 | a | done | 3h | | more |" in change_row(page, 0, status="done")
    assert "| 2 | a | open | 4h | | less |" in change_row(
        page, 0, extra={"Points": "4h", "Note": "", "#6": "less"}
    )


def test_one_date_column_holds_a_range() -> None:
    page = read_rows("| Mon | a | 22/09/2025 |", head="| Day | Task | Date |")

    assert "| 22/09/2025 - 23/09/2025 |" in change_row(page, 0, end=date(2025, 9, 23))


def test_days_that_stand_in_the_label_are_changed_there() -> None:
    page = read_rows("| 22/09/2025 | a |", head="| Date | Task |")

    assert "| 23/09/2025 | a |" in change_row(page, 0, start=date(2025, 9, 23), end=date(2025, 9, 23))
    assert "| 22/09/2025 - 23/09/2025 | b |" in with_row(
        page, ContentRow("b", start=date(2025, 9, 22), end=date(2025, 9, 23))
    )


def test_rows_on_a_page_without_a_table_get_the_templates() -> None:
    row = ContentRow("b", start=MONDAY)

    bare = with_row(read("### Goals\n* a\n"), row)
    assert bare == (
        "### Goals\n* a\n\n### Tasks to be carried out this week:\n"
        f"{HEADS['en']}\n| --- | --- | --- | --- | --- |\n| 2 | b | 09/29/2025 |  |  |\n"
    )
    headed = with_row(read("### Tasks\n### Results\n* a\n"), row)
    assert headed.startswith(f"### Tasks\n{HEADS['en']}\n")
    assert headed.endswith("|\n\n### Results\n* a\n")
    before = with_row(read("### Mục tiêu\n* a\n\n### Kết quả\n* b\n"), row)
    assert (
        before.index("### Các công việc")
        < before.index("| 2 | b | 29/09/2025 |")
        < before.index("### Kết quả")
    )


def test_a_changed_removed_or_ticked_objective_touches_only_its_line() -> None:
    text = "### Goals\n\n- [ ] one\n  with more\n- [x] two\n  * deeper\n"
    page = read(text)
    one, two, deeper = content_of(page).objectives

    assert with_objectives(page, replace(one, done=True), two, deeper) == text.replace("[ ] one", "[x] one")
    assert with_objectives(page, replace(one, text="1\n2"), two, deeper) == text.replace(
        "one\n  with more", "1\n  2"
    )
    assert with_objectives(page, one, deeper) == text.replace("- [x] two\n", "")
    assert with_objectives(page, one, two, replace(deeper, level=0, done=False)) == text.replace(
        "  * deeper", "* [ ] deeper"
    )


def test_items_are_matched_by_their_words_when_no_origin_is_given() -> None:
    text = "### Goals\n* a\n* b\n* c\n"
    page = read(text)

    assert with_objectives(page, ContentItem("a"), ContentItem("B"), ContentItem("c")) == text.replace(
        "* b", "* B"
    )
    assert with_objectives(page, ContentItem("a"), ContentItem("c")) == text.replace("* b\n", "")
    assert with_objectives(page, *map(ContentItem, "abxc")) == text.replace("* b\n", "* b\n* x\n")
    assert with_objectives(page, *map(ContentItem, "xabc")) == text.replace("* a", "* x\n* a")


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("### Goals\n*   a\n", "### Goals\n*   a\n*   new\n"),
        ("### Goals\n\n1. a\n2. b\n\nend\n", "### Goals\n\n1. a\n2. b\n3. new\n\nend\n"),
        ("### Goals\n\n* a\n\n* b\n\n### Results\n", "### Goals\n\n* a\n\n* b\n\n* new\n\n### Results\n"),
        (
            "### Goals\n* a\n  * b\n\n    more\n\n\n### Results\n",
            "### Goals\n* a\n  * b\n\n    more\n* new\n\n\n### Results\n",
        ),
        ("### Goals\n* a\n\n  ```\n  b\n  ```\n", "### Goals\n* a\n\n  ```\n  b\n  ```\n* new\n"),
        ("### Goals\n\nIn words.\n", "### Goals\n\nIn words.\n\nnew\n"),
        ("### Goals\n* a", "### Goals\n* a\n* new"),
        ("### Goals\r\n* a\r\n", "### Goals\r\n* a\r\n* new\r\n"),
        ("### Goals\n### Results\n- a\n", "### Goals\n\n- new\n\n### Results\n- a\n"),
        ("### Goals\n\n### Results\n1) a\n", "### Goals\n\n1. new\n\n### Results\n1) a\n"),
        ("### Goals\n", "### Goals\n\n* new\n"),
        ("## Results\nwords\n", "## Week  Objectives:\n\n* new\n\n## Results\nwords\n"),
        ("Only words\n", "Only words\n\n### Week 3 Objectives:\n\n* new\n"),
        ("", "### Week 3 Objectives:\n\n* new\n"),
    ],
)
def test_a_new_objective_is_written_as_the_others_are(text: str, after: str) -> None:
    page = read(text)

    assert with_objectives(page, *content_of(page).objectives, ContentItem("new")) == after.replace(
        "Week  ", "Week 3 "
    )


def test_a_new_objective_can_be_deeper_or_come_first_in_a_loose_list() -> None:
    page = read("### Goals\n\n- a\n\n- b\n")
    a, b = content_of(page).objectives

    assert with_objectives(page, ContentItem("x"), a, b) == "### Goals\n\n- x\n\n- a\n\n- b\n"
    assert "- a\n\n  - x\n" in with_objectives(page, a, ContentItem("x", level=1, origin=None), b)


def test_removing_from_a_loose_list_leaves_no_double_blank() -> None:
    page = read("### Goals\n\n- a\n\n- b\n\n### Results\n")
    a, b = content_of(page).objectives

    assert with_objectives(page, a) == "### Goals\n\n- a\n\n### Results\n"
    assert with_objectives(page, b) == "### Goals\n\n- b\n\n### Results\n"
    assert with_objectives(page) == "### Goals\n\n\n### Results\n"


def test_achievements_without_a_section_follow_the_table() -> None:
    page = read(table("| 2 | a | | | |"))

    after = written(page, replace(content_of(page), achievements=(ContentItem("won"),)))
    assert after.endswith("| 2 | a | | | |\n\n### Week 3 Achievements:\n\n* won\n")


def test_a_page_that_was_too_large_to_read_is_never_changed() -> None:
    page = read("a" * (MAX_BYTES + 1))

    assert write_page(page, Content(rows=(ContentRow("b"),))) == page.raw


def test_several_rows_change_at_once() -> None:
    page = read(ENGLISH)
    first, second = content_of(page).rows

    after = written(
        page, replace(content_of(page), rows=(replace(second, text="b"), replace(first, text="a")))
    )
    assert after.split("\n")[16:18] == [
        "| 3 | b | 09/23/2025 | 09/24/2025 | |",
        "| 2 | a | 09/22/2025 | 09/22/2025 | <https://queues.dev/> |",
    ]
    both = written(
        page, replace(content_of(page), rows=(replace(first, text="a"), replace(second, text="b")))
    )
    assert both.split("\n")[16:18] == after.split("\n")[17:15:-1]


def test_a_blank_row_is_no_model_for_a_new_one() -> None:
    text = table("|2|a|", "| | |", head="| Day | Task |")

    assert with_row(read(text), ContentRow("b", "3")).split("\n")[-2] == "|3|b|"
