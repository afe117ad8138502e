from datetime import date

import pytest

from tests.unit.hugo.builders import ENGLISH, PATH, VI_PATH, VIETNAMESE, read, read_rows, table
from weeklog.hugo import Hints, Page, Resource, content_of, read_page, split_weeks, write_page
from weeklog.hugo.read.source import MAX_BYTES


def kinds(page: Page) -> list[str]:
    return [warning.kind for warning in page.warnings]


def test_the_template_page_reads_as_data() -> None:
    page = read(ENGLISH)

    assert (page.language, page.week, page.warnings) == ("en", 3, ())
    assert [item.text for item in page.objectives] == ["Learn how queues work", "Write a first test"]
    assert [item.text for item in page.achievements] == ["Wrote one"]
    first, second = page.rows
    assert (first.day_label, first.text, first.start, first.end) == (
        "2",
        "Read about queues",
        date(2025, 9, 22),
        date(2025, 9, 22),
    )
    assert first.resources == (
        Resource("https://queues.dev/", "https://queues.dev/", "<https://queues.dev/>"),
    )
    assert (second.text, second.end) == ("- Write\n- Run", date(2025, 9, 24))
    assert [section.role for section in page.sections] == ["objectives", "tasks", "achievements"]


def test_a_vietnamese_page_is_known_by_its_words_whatever_its_name() -> None:
    assert read(VIETNAMESE, PATH).language == "vi"
    assert read(ENGLISH, VI_PATH).language == "en"
    assert read("", VI_PATH).language == "vi"
    assert read("", "week1.en.md").language == "en"
    assert read("Xin chào, đây là tuần đầu tiên", PATH).language == "vi"


def test_places_count_lines_from_one_and_rows_from_zero() -> None:
    page = read(ENGLISH)

    lines = ENGLISH.split("\n")
    assert lines[page.objectives[0].place.line - 1] == "* Learn how queues work"
    assert page.objectives[0].place.column == 3
    assert lines[page.rows[1].place.line - 1].startswith("| 3 |")
    assert page.rows[1].place.row == 1


@pytest.mark.parametrize(
    ("raw", "format_", "title"),
    [
        ("---\ntitle : Week 1\n---\nbody", "yaml", "Week 1"),
        ("+++\ntitle = 'Week 1'\n+++\nbody", "toml", "Week 1"),
        ('--- \ntitle: "`r Sys.Date()`"\n---\n', "yaml", "`r Sys.Date()`"),
        ("body", "none", None),
        ("---\ntitle: never closed\n", "none", None),
    ],
)
def test_front_matter_is_kept_as_typed(raw: str, format_: str, title: str | None) -> None:
    front_matter = read(raw).front_matter

    assert (front_matter.format, front_matter.title) == (format_, title)
    assert raw.startswith(front_matter.raw)


def test_front_matter_that_is_missing_or_broken_is_warned_about() -> None:
    assert "no_front_matter" in kinds(read("body"))
    assert "broken_front_matter" in kinds(read("---\ntitle: never closed\n"))


def test_a_byte_order_mark_and_carriage_returns_do_not_hide_the_front_matter() -> None:
    page = read("\ufeff" + ENGLISH.replace("\n", "\r\n"))

    assert page.front_matter.title == "Week 3 Worklog"
    assert len(page.rows) == 2
    old = read(ENGLISH.replace("\n", "\r"))
    assert (old.rows[0].start, len(old.sections)) == (date(2025, 9, 22), 3)


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("## Learning Objectives", "objectives"),
        ("#### Mục tiêu chính của Tuần 4:", "objectives"),
        ("**Weekly results achieved:**", "achievements"),
        ("### 🏆 Thành tựu", "achievements"),
        ("Assessment of Week 2 Results\n---", "achievements"),
        ("### Nhiệm vụ cần thực hiện", "tasks"),
        ("### Plan for next week:", "next_week"),
        ("### Kế hoạch tuần tới", "next_week"),
        ("### Khó khăn & Giải pháp", "challenges"),
        ("### Lessons learned", "lessons"),
        ("### Self-assessment", "assessment"),
        ("### Tài liệu tham khảo", "references"),
        ("### Tóm tắt", "summary"),
        ("### Weather", "unknown"),
    ],
)
def test_sections_are_known_by_synonym_at_any_level(heading: str, role: str) -> None:
    assert [section.role for section in read(f"{heading}\n\n* item\n").sections] == [role]


def test_a_bold_line_is_no_section_where_a_heading_has_the_role_or_nothing_is_known() -> None:
    page = read("### Results\n\n**Results of the lab:**\n\n* a\n\n**Overall:**\n\n* b\n")

    assert [section.heading for section in page.sections] == ["Results"]
    assert [item.text for item in page.achievements] == ["a", "b"]


def test_a_main_section_keeps_its_own_chapters_and_ends_at_the_next_main_one() -> None:
    page = read("# Achievements\n* a\n## Lessons\n* b\n## Tasks\n* c\n# Weather\n* d\n")

    assert [item.text for item in page.achievements] == ["a", "b"]
    assert [(section.role, section.place.end_line) for section in page.sections] == [
        ("achievements", 4),
        ("lessons", 4),
        ("tasks", 6),
        ("unknown", 8),
    ]


def test_items_have_levels_and_checkboxes_and_may_go_over_lines() -> None:
    page = read("### Goals\n\n- [ ] open\n- [x] done\n  1. deeper\n- two\n  lines\n\n  and a paragraph\n")

    assert [(item.text, item.done, item.level) for item in page.objectives] == [
        ("open", False, 0),
        ("done", True, 0),
        ("deeper", None, 1),
        ("two\nlines\n\nand a paragraph", None, 0),
    ]


def test_paragraphs_serve_as_items_where_a_section_has_no_list() -> None:
    page = read("### Goals\n\nFirst thing.\n\n[x] Second thing.\n")

    assert [(item.text, item.done) for item in page.objectives] == [
        ("First thing.", None),
        ("[x] Second thing.", None),
    ]


def test_columns_are_known_by_role_and_unknown_ones_are_kept() -> None:
    page = read_rows(
        "| Mon | Read | 22/09/2025 | 23/09/2025 | notes | done | 3h |",
        head="| **Weekday** | Activities | Begin | Deadline | Sources | Status | Points |",
    )

    row = page.rows[0]
    assert (row.day_label, row.text, row.status, dict(row.extra)) == (
        "Mon",
        "Read",
        "done",
        {"Points": "3h"},
    )
    assert row.resources == (Resource("notes", None, "notes"),)
    assert (row.start, row.end) == (date(2025, 9, 22), date(2025, 9, 23))


def test_a_lone_date_column_gives_start_and_end() -> None:
    page = read_rows("| Thứ Hai | Đọc | 22/09/2025 |", head="| Thứ | Công việc | Ngày |")

    assert (page.rows[0].start, page.rows[0].end) == (date(2025, 9, 22), date(2025, 9, 22))


def test_a_date_column_without_a_day_column_is_the_day() -> None:
    page = read_rows("| 22/09/2025 - 24/09/2025 | Read | [a](b) |", head="| Date | Task | Evidence |")

    row = page.rows[0]
    assert (row.day_label, row.start, row.end) == (
        "22/09/2025 - 24/09/2025",
        date(2025, 9, 22),
        date(2025, 9, 24),
    )


def test_tables_without_tasks_are_left_alone() -> None:
    page = read("| Difficulty | Solution |\n|---|---|\n| a | b |\n")

    assert page.rows == ()
    assert "no_table" in kinds(page)


def test_rows_of_a_second_task_table_are_read_too() -> None:
    page = read(table("| 2 | a |", head="| Day | Task |") + "\n" + table("| 3 | b |", head="| Day | Task |"))

    assert [row.text for row in page.rows] == ["a", "b"]
    assert "second_table" in kinds(page)


def test_short_long_and_blank_rows_are_kept_with_a_warning() -> None:
    page = read_rows("| 2 | short |", "| 3 | long | | | | | more |", "| | | | | |")

    assert [row.text for row in page.rows] == ["short", "long", ""]
    assert dict(page.rows[1].extra) == {"#6": "", "#7": "more"}
    assert kinds(page)[-3:] == ["short_row", "long_row", "blank_row"]
    assert page.rows[0].notes == ("The row has 2 of 5 cells; the rest read as empty.",)


def test_a_row_that_is_broken_over_lines_is_read_as_one() -> None:
    page = read_rows(
        "| 2 | Read | 22/09/2025 | 22/09/2025 | https://a.dev", "<br>https://b.dev", " |", "| 3 | Write |"
    )

    assert [row.text for row in page.rows] == ["Read", "Write"]
    assert [resource.url for resource in page.rows[0].resources] == ["https://a.dev", "https://b.dev"]
    assert (page.rows[0].place.line, page.rows[0].place.end_line) == (4, 6)
    assert "split_row" in kinds(page)


def test_a_table_in_a_quotation_is_read() -> None:
    page = read("> | Day | Task |\n> |---|---|\n> | 2 | quoted |\n")

    assert [(row.day_label, row.text) for row in page.rows] == [("2", "quoted")]


@pytest.mark.parametrize(
    ("path", "title", "heading", "week"),
    [
        ("content/1-Worklog/1.12-Week12/_index.md", "Week 3", "Week 4 Goals", 12),
        ("1.7-Week7.md", "", "", 7),
        ("week-01.en.md", "", "", 1),
        ("a/tuan-05/index.md", "", "", 5),
        ("page.md", "Worklog Tuần 6", "Week 4 Goals", 6),
        ("page.md", "Log", "Week 4 Goals", 4),
        ("new7/page.md", "Log", "Goals", None),
    ],
)
def test_the_week_comes_from_the_path_then_the_title_then_a_heading(
    path: str, title: str, heading: str, week: int | None
) -> None:
    assert read(f"---\ntitle: {title}\n---\n### {heading}\n", path).week == week


def test_a_person_may_settle_the_week() -> None:
    assert read(ENGLISH, hints=Hints(settlements={"week": "9"})).week == 9


def test_bytes_that_are_not_utf8_are_kept_and_warned_about() -> None:
    page = read_page(b"### Goals\n\n* caf\xe9\n")

    assert "not_utf8" in kinds(page)
    assert page.objectives[0].text == "caf\udce9"


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
def test_a_page_of_very_many_lines_is_kept_but_not_read(end: bytes) -> None:
    page = read_page(end * 200_000, PATH)
    assert (kinds(page), write_page(page, content_of(page))) == (["too_large"], page.raw)
    assert "too_large" not in kinds(read_page(b"- a\n" * 1_000, PATH))
    assert split_weeks(end * 200_000, "log.md") == ()


def test_a_page_that_is_too_large_is_kept_but_not_read() -> None:
    raw = b"* a\n" * (MAX_BYTES // 4 + 1)
    page = read_page(raw, "1.4-Week4.md")

    assert (page.raw, page.week, page.language, kinds(page)) == (raw, 4, "en", ["too_large"])


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("plain", "plain"),
        ("a \\| b", "a | b"),
        ("- a<br>- b", "- a\n- b"),
        ("- a <BR/> - b <br>", "- a\n- b"),
        ("- a <br>&emsp; + deeper<br>- b", "- a\n  - deeper\n- b"),
        ("- a<br>\u2003- deeper", "- a\n  - deeper"),
        ("• a<br>• b", "- a\n- b"),
        ("+ a<br>+ b", "- a\n- b"),
        ("1. a<br>2) b", "- a\n- b"),
        ("Learned:<br>- a<br>and more", "Learned:\n- a\nand more"),
        ("-5 degrees", "-5 degrees"),
        ("", ""),
    ],
)
def test_lists_in_cells_become_lines(cell: str, text: str) -> None:
    assert read_rows(f"| 2 | {cell} | | | |").rows[0].text == text


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("[Docs](https://a.dev/x)", [("Docs", "https://a.dev/x")]),
        ("[Docs](<https://a.dev/x y>)", [("Docs", "https://a.dev/x y")]),
        ("<https://a.dev>", [("https://a.dev", "https://a.dev")]),
        ("https://a.dev/x.", [("https://a.dev/x", "https://a.dev/x")]),
        ("AWS Docs: https://a.dev", [("AWS Docs", "https://a.dev")]),
        ('<a href="https://a.dev">Docs</a>', [("Docs", "https://a.dev")]),
        ("<a href=https://a.dev>open", [("open", "https://a.dev")]),
        ("[Docs][1]", [("Docs", "https://ref.dev")]),
        ("- [A](a/) <br> - [B](b/)", [("A", "a/"), ("B", "b/")]),
        ("-[A](a/)<br>-https://b.dev", [("A", "a/"), ("https://b.dev", "https://b.dev")]),
        (
            "[A](a/), [B](b/) and https://c.dev",
            [("A", "a/"), ("B", "b/"), ("https://c.dev", "https://c.dev")],
        ),
        ("[https://a.dev](https://a.dev)", [("https://a.dev", "https://a.dev")]),
        ("Course notes", [("Course notes", None)]),
        ("<Youtube: a channel>", [("Youtube: a channel", None)]),
        ("[not a link]", [("[not a link]", None)]),
        ("[x](javascript:alert)", [("[x](javascript:alert", None)]),
        ("-", []),
        ("—", []),
        ("", []),
    ],
)
def test_resources_are_read_in_all_their_forms(cell: str, found: list[tuple[str, str | None]]) -> None:
    page = read(table(f"| 2 | a | | | {cell} |") + "\n[1]: https://ref.dev\n")

    assert [(resource.title, resource.url) for resource in page.rows[0].resources] == found
