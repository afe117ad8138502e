"""Whatever a page does not say of its entries is named, and nothing else."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import product
from uuid import uuid4

import pytest

from weeklog.calendar import Week
from weeklog.hugo import Hints, Page, read_page, write_page
from weeklog.sites.content import WeekContent, as_shown, page_content
from weeklog.sites.rows import KnownEntry, RowValues, values_of
from weeklog.sites.unsaid import KIND, unsaid

WEEK = Week(2, date(2026, 10, 12), date(2026, 10, 18))
PAGES = {
    "list": "## Tasks\n- paint\n- sand (2h)\n",
    "boxes": "## Tasks\n- [x] paint\n- [ ] sand\n",
    "days": "## Monday 12/10\n- paint\n## Tuesday 13/10\n- sand\n",
    "own days": "## Tasks\n- 12/10: paint\n- 13/10: sand\n",
    "signs": "## Tasks\n- TODO: paint\n- ~~sand~~\n",
    "bare table": "## Tasks\n\n| Task |\n|---|\n| paint |\n| - sand<br>- polish |\n",
    "dated table": "## Tasks\n\n| Task | Start | End | Hours |\n|---|---|---|---|\n"
    "| paint | 12/10/2026 | 12/10/2026 | 3h |\n"
    "| sand | 13/10/2026 | 14/10/2026 | |\n",
}
EDITS: dict[str, dict[str, object]] = {
    "text": {"text": "TODO: # polish [x]\n\nand *more* | {{< ref >}}"},
    "day": {"start_on": date(2026, 10, 15), "end_on": date(2026, 10, 15)},
    "span": {"start_on": date(2026, 10, 14), "end_on": date(2026, 10, 16)},
    "status": {"status": "blocked"},
    "hours": {"hours": 6.25},
    "links": {"resources": (("docs", "https://docs.example"),)},
}


def read(raw: bytes) -> Page:
    return read_page(raw, "Week2.md", hints=Hints(span=(WEEK.first, WEEK.last)))


def entries_of(page: Page) -> list[KnownEntry]:
    return [KnownEntry(uuid4(), at, at, values_of(page, at, WEEK)) for at in range(len(page.rows))]


def exported(page: Page, entries: Sequence[KnownEntry]) -> tuple[WeekContent, Page]:
    shown = WeekContent(WEEK, as_shown(page, entries), [], [])
    return shown, read(write_page(page, page_content(page, shown)))


@pytest.mark.parametrize("kind", PAGES)
def test_nothing_is_told_of_a_page_that_nobody_changed(kind: str) -> None:
    page = read(PAGES[kind].encode())
    assert unsaid(WeekContent(WEEK, entries_of(page), [], []), page, page) == ()
    shown, again = exported(page, entries_of(page))
    assert (again.raw, unsaid(shown, page, again)) == (page.raw, ())


@pytest.mark.parametrize(("kind", "edit"), list(product(PAGES, EDITS)))
def test_what_is_read_otherwise_is_told_and_only_that(kind: str, edit: str) -> None:
    page = read(PAGES[kind].encode())
    for at, new in product(range(2), (False, True)):
        entries = entries_of(page)
        values = replace(entries[at].values, **EDITS[edit])  # pyright: ignore[reportArgumentType]
        one = (
            KnownEntry(uuid4(), 9, None, replace(values, day=""))
            if new
            else replace(entries[at], values=values)
        )
        entries = (
            [*entries, one] if new else [one if number == at else was for number, was in enumerate(entries)]
        )
        shown, again = exported(page, entries)
        place = [entry.id for entry in shown.entries].index(one.id)
        said: RowValues = values_of(again, place, WEEK)
        wrong = {
            name
            for name in ("text", "start_on", "end_on", "status", "resources", "hours")
            if getattr(said, name) != getattr(one.values, name)
        }
        found = unsaid(shown, page, again)
        lines = {again.rows[place].place.line}
        assert bool(found) == bool(wrong - ({"hours"} if one.values.hours is None else set())), (
            again.raw.decode()
        )
        assert {finding.line for finding in found} <= lines
        assert {finding.kind for finding in found} <= {KIND}


def test_tags_and_hours_without_a_column_are_notes() -> None:
    page = read(PAGES["list"].encode())
    [first, second] = entries_of(page)
    first = replace(first, values=replace(first.values, hours=3), tags=("cost",))
    shown, again = exported(page, [first, second])
    assert [(one.level, one.line) for one in unsaid(shown, page, again)] == [("note", 2), ("note", 2)]


def test_an_entry_that_the_page_lost_is_told_by_its_day() -> None:
    page = read(PAGES["list"].encode())
    shown = WeekContent(WEEK, entries_of(page), [], [])
    [found] = unsaid(shown, page, read(b"## Tasks\n- sand (2h)\n"))
    assert (found.line, "2026-10-12" in found.message) == (0, True)
