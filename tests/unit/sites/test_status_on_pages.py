"""A page says the status of each row, and import reads it back: nothing becomes done on its way."""

from datetime import date
from typing import get_args

import pytest

from weeklog.calendar import Week
from weeklog.hugo import Content, Language, WeekInfo, new_page, read_page, write_page
from weeklog.hugo.read.content import content_of
from weeklog.sites.rows import RowValues, edited_row, row_of, values_of
from weeklog.vocabulary import Status

WEEK = Week(1, date(2026, 10, 19), date(2026, 10, 25))
STATUSES: tuple[Status, ...] = get_args(Status)
PATH = "content/week1/_index.md"


def entry(status: Status, text: str = "wrote it", end: date = date(2026, 10, 20)) -> RowValues:
    return RowValues(text, "", date(2026, 10, 19), end, (), status)


def with_table(*lines: str) -> bytes:
    return ("---\ntitle: Week 1\n---\n### Tasks\n\n" + "\n".join(lines) + "\n").encode()


@pytest.mark.parametrize("language", ["en", "vi"])
@pytest.mark.parametrize("status", STATUSES)
def test_a_new_page_says_every_status(status: Status, language: Language) -> None:
    rows = (row_of(entry(status), None, language), row_of(entry("done", "other"), None, language))
    raw = new_page(Content(rows=rows), WeekInfo(1, WEEK.first, WEEK.last), language=language)
    page = read_page(raw, PATH)
    assert [values_of(page, index, WEEK).status for index in range(2)] == [status, "done"]
    assert values_of(page, 0, WEEK).end_on == date(2026, 10, 20)
    assert write_page(page, content_of(page)) == raw


TABLES = {
    "status": ("| Day | Task | Start | End | Status |", "| 19/10/2026 | 20/10/2026 | Done |"),
    "end": ("| Day | Task | Start | End |", "| 19/10/2026 | 20/10/2026 |"),
    "date": ("| Day | Task | Date |", "| 19/10/2026 - 20/10/2026 |"),
    "start": ("| Day | Task | Start |", "| 19/10/2026 - 20/10/2026 |"),
}


@pytest.mark.parametrize("kind", TABLES)
@pytest.mark.parametrize("before", STATUSES)
@pytest.mark.parametrize("after", STATUSES)
def test_a_changed_status_is_read_back_on_every_kind_of_table(
    kind: str, before: Status, after: Status
) -> None:
    head, cells = TABLES[kind]
    rule = "|" + " --- |" * (head.count("|") - 1)
    page = read_page(with_table(head, rule, f"| Mon | wrote it {cells}", f"| Mon | other {cells}"), PATH)
    for status in (before, after):
        content = content_of(page)
        first = edited_row(0, page, WEEK, entry(status))
        page = read_page(write_page(page, Content(rows=(first, content.rows[1]))), PATH)
        assert [values_of(page, index, WEEK).status for index in range(2)] == [status, "done"]
        assert values_of(page, 0, WEEK).end_on == date(2026, 10, 20)


@pytest.mark.parametrize("after", STATUSES)
def test_a_row_that_goes_on_for_want_of_an_end_can_become_anything(after: Status) -> None:
    head, cells = TABLES["end"]
    rule = "|" + " --- |" * 4
    open_row = "| Mon | wrote it | 19/10/2026 | |"
    page = read_page(with_table(head, rule, open_row, f"| Mon | b {cells}", f"| Mon | c {cells}"), PATH)
    assert values_of(page, 0, WEEK).status == "doing"
    first = edited_row(0, page, WEEK, entry(after, end=date(2026, 10, 19)))
    now = read_page(write_page(page, Content(rows=(first, *content_of(page).rows[1:]))), PATH)
    assert values_of(now, 0, WEEK).status == after
