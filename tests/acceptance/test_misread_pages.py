"""Small pages that readers of worklogs misread, one folder a kind: `../shared/reports/pages` beside the checkout."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from weeklog.hugo import content_of, find_pages, read_page, split_weeks, write_page

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "reports" / "pages"


@dataclass(frozen=True)
class Expected:
    """`days` are days of October 2026, `-` for a row without one; `states` what the author's words mean."""

    days: str
    states: str = ""
    objectives: int = 0
    achievements: int = 0
    asked: tuple[str, ...] = ()


PAGES = {
    "01-work-completed-column/1.3-Week3/_index.md": Expected("- -"),
    "02-hang-muc-taken-as-end/1.3-Week3/_index.vi.md": Expected("- -"),
    "03-no-when-column/1.3-Week3/_index.md": Expected("- - -", "done doing done"),
    "05-list-of-tasks/1.3-Week3/_index.vi.md": Expected("- - -", objectives=1, achievements=1),
    "06-prose-activities/1.3-Week3/_index.md": Expected("19", objectives=1, achievements=2),
    "07-end-date-typo-becomes-doing/1.3-Week3/_index.md": Expected(
        "19 20 21 22 23", asked=("date:19/10//2026", "date:0/10/2026")
    ),
    "08-status-words/1.3-Week3/_index.md": Expected(
        "19 19 20 20 21 21 22 22 23 23 23",
        "planned planned blocked doing doing doing blocked planned planned doing doing",
    ),
    "10-day-file-replaces-day-file/logs/week3/week3-day1.md": Expected("19"),
    "10-day-file-replaces-day-file/logs/week3/week3-day2.md": Expected("20"),
    "10-day-file-replaces-day-file/logs/week3/week3-day3.md": Expected("21"),
    "12-heading-that-contains-muc-tieu/1.3-Week3/_index.vi.md": Expected("19", objectives=1),
    "13-number-column-asks-for-weekday/1.3-Week3/_index.md": Expected("- -", "done done"),
    "16-week-folder-any-file-name/someone/week3/report.md": Expected("19"),
    "20-other-languages/es/1.3-Week3/_index.md": Expected("19", "planned"),
    "20-other-languages/id/1.3-Week3/_index.md": Expected("19", "done"),
    "20-other-languages/zh/1.3-Week3/_index.md": Expected("19", "doing"),
    "20-other-languages/ja/1.3-Week3/_index.md": Expected("19", "done"),
    "23-markdown-suffix/1.3-Week3.markdown": Expected("19"),
}
WEEKS_IN_ONE_FILE = {
    "11-many-weeks-in-one-file/logs/log-week.md": {1: "5", 2: "12", 3: "19"},
    "15-days-as-headings-or-bullets/logs/log.md": {3: "19 20", 4: "26 26"},
}


@pytest.fixture(autouse=True)
def _skip_without_the_folder() -> None:
    if not FOLDER.is_dir():
        pytest.skip(f"there are no such pages at `{FOLDER}`")


def days(raw: bytes, path: str = "") -> str:
    return " ".join(str(row.start.day) if row.start else "-" for row in read_page(raw, path).rows)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_says_what_its_author_meant(path: str) -> None:
    name, expected = path.partition("/")[2], PAGES[path]
    raw = (FOLDER / path).read_bytes()
    page = read_page(raw, name)
    assert [list(week.paths.values()) for week in find_pages([name])] == [[name]]
    assert (page.week, days(raw, name)) == (3, expected.days)
    assert (len(page.objectives), len(page.achievements)) == (expected.objectives, expected.achievements)
    assert tuple(asked.key for asked in page.ambiguities) == expected.asked
    assert " ".join(str(row.state) for row in page.rows if row.state) == expected.states
    assert write_page(page, content_of(page)) == raw


@pytest.mark.parametrize("path", WEEKS_IN_ONE_FILE)
def test_a_file_of_several_weeks_is_a_page_a_week(path: str) -> None:
    raw = (FOLDER / path).read_bytes()
    parts = split_weeks(raw, path.partition("/")[2])
    assert {week: days(part) for week, part in parts} == WEEKS_IN_ONE_FILE[path]
    assert b"".join(part for _, part in parts) == raw


def test_every_page_of_the_folder_is_expected_here() -> None:
    found = {
        path.relative_to(FOLDER).as_posix()
        for path in FOLDER.rglob("*")
        if path.suffix in {".md", ".markdown"}
    }
    assert found == PAGES.keys() | WEEKS_IN_ONE_FILE.keys()
