"""Which column of a table is which, and which tables hold tasks."""

import pytest

from weeklog.hugo import Hints, Page, read_page
from weeklog.hugo.read.words import column_roles, section_role


def read(*lines: str, settlements: dict[str, str] | None = None) -> Page:
    return read_page("\n".join(lines).encode(), "Week2/_index.md", hints=Hints(settlements=settlements or {}))


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("Completed tasks", "task"),
        ("Công việc đã hoàn thành", "task"),
        ("Date of completion", "end"),
        ("Ngày hoàn thành công việc", "end"),
        ("Hạng mục", "unknown"),
        ("Task category", "unknown"),
        ("Actividad realizada", "task"),
        ("Fecha de inicio", "start"),
        ("开始日期", "start"),
        ("Uraian kegiatan", "task"),
    ],
)
def test_a_column_is_what_its_name_says(name: str, role: str) -> None:
    assert column_roles([name]) == (role,)


def test_a_column_that_counts_its_rows_names_no_day() -> None:
    page = read("| STT | Task |", "|---|---|", "| 1 | paint |", "| 2 | sand |", "## Tasks")
    assert column_roles(["STT", "Task"], [["1", "2"], ["paint", "sand"]]) == ("number", "task")
    assert [row.day_label for row in page.rows] == ["", ""]
    assert page.ambiguities == ()


def test_remarks_are_a_status_only_where_each_of_them_is_one() -> None:
    assert column_roles(["Task", "Remarks"], [["a", "b"], ["done", "in progress"]])[1] == "status"
    assert column_roles(["Task", "Remarks"], [["a", "b"], ["done", "two sacks"]])[1] == "unknown"


def test_a_table_below_tasks_without_a_known_column_is_read_and_asked_about() -> None:
    lines = ("## Tasks", "", "| Qui | Quoi |", "|---|---|", "| moi | paint the long fence |")
    (asked,) = read(*lines).ambiguities
    assert (asked.kind, asked.chosen) == ("task_column", "quoi")
    assert [row.text for row in read(*lines).rows] == ["paint the long fence"]
    assert [row.text for row in read(*lines, settlements={"column:task": "qui"}).rows] == ["moi"]


@pytest.mark.parametrize(
    "heading", ["Building with goals in mind for all", "Khởi đầu rõ ràng có mục tiêu", "Retargeting"]
)
def test_a_heading_that_only_holds_the_word_opens_no_objectives(heading: str) -> None:
    assert section_role(heading) != "objectives"


def test_chapters_of_reflections_open_no_objectives() -> None:
    page = read("## Objectives", "- one", "## Reflection", "### Goals", "- not one")
    assert [item.text for item in page.objectives] == ["one"]


def test_a_word_that_is_not_known_is_asked_about_and_never_done() -> None:
    lines = ("| Date | Task | Status |", "|---|---|---|", "| 2026-10-12 | paint | purple |")
    page = read(*lines)
    assert [one.key for one in page.ambiguities] == ["status:purple"]
    assert page.rows[0].state == "doing"
    assert read(*lines, settlements={"status:purple": "dropped"}).rows[0].state == "dropped"


@pytest.mark.parametrize("other", ["Owner", "Hours", "Cost", "Wer"])
def test_the_only_table_with_tasks_is_taken_whatever_else_it_says(other: str) -> None:
    page = read("# Week 2", "", f"| Task | {other} |", "|---|---|", "| paint | x |", "| sand | y |")
    assert [row.text for row in page.rows] == ["paint", "sand"]


def test_a_list_of_tasks_is_preferred_to_a_table_that_only_says_task() -> None:
    page = read("## Tasks", "- paint", "", "## Costs", "", "| Task | Cost |", "|---|---|", "| paint | 5 |")
    assert [row.text for row in page.rows] == ["paint"]


@pytest.mark.parametrize(
    "below", ["- paint\n- sand", "paint\n\nsand", "| Was | Wer |\n|---|---|\n| paint | A |\n| sand | B |"]
)
def test_where_no_task_is_found_a_person_says_which_heading_has_them(below: str) -> None:
    lines = ("# Week 2", "", "### Objectives", "", "- learn", "", "### Diễn biến", "", below)
    page = read(*lines)
    (asked,) = page.ambiguities
    assert (page.rows, asked.kind, asked.chosen) == ((), "task_section", None)
    assert [(one.value, one.label) for one in asked.choices] == [("diễn biến", "Diễn biến")]
    settled = read(*lines, settlements={asked.key: asked.choices[0].value})
    assert [row.text for row in settled.rows] == ["paint", "sand"]
    assert "task_section" not in {one.kind for one in settled.ambiguities}


def test_a_page_without_a_word_that_could_be_a_task_asks_nothing() -> None:
    assert read("# Week 2", "", "### Objectives", "", "- learn").ambiguities == ()
