"""The same bytes, understood differently: a question was settled, or the calendar changed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from weeklog.hugo import Page
from weeklog.sites.files import StoredPage
from weeklog.sites.reading import Reading
from weeklog.sites.rows import KnownEntry, RowValues, values_of
from weeklog.sites.week_pages import WeekData
from weeklog.sites.week_rows import rewrite_entries, save_page
from weeklog.unit_of_work import UnitOfWork
from weeklog.weeks.owner import Owner


@dataclass(frozen=True)
class Reread:
    stored: StoredPage
    reading: Reading
    page: Page


async def save_reread(work: UnitOfWork, owner: Owner, data: WeekData, one: Reread) -> bool:
    """Whether an entry changed. Only the page that holds the week's rows has entries."""
    stored, week = one.stored, data.content.week
    await save_page(work, owner, week, path=stored.path, page=one.page, reading=one.reading, stored=stored)
    if data.primary is None or data.primary.id != stored.id:
        return False
    changed = reread_rows(data, stored, one.page)
    await rewrite_entries(work, changed)
    return bool(changed)


def reread_rows(data: WeekData, stored: StoredPage, page: Page) -> Sequence[tuple[KnownEntry, RowValues]]:
    """The entries that follow. What was edited here since stays as it was edited. Pure."""
    changed: list[tuple[KnownEntry, RowValues]] = []
    for entry in data.content.entries:
        if entry.page_row is None or entry.page_row >= len(page.rows):
            continue
        before = values_of(stored.page, entry.page_row, stored.week)
        after = values_of(page, entry.page_row, data.content.week)
        values = _followed(entry.values, before, after)
        if values != entry.values:
            changed.append((entry, values))
    return changed


def _followed(now: RowValues, before: RowValues, after: RowValues) -> RowValues:
    fields = {
        name: getattr(after, name)
        for name in RowValues.__dataclass_fields__
        if getattr(after, name) != getattr(before, name) and getattr(now, name) == getattr(before, name)
    }
    followed = replace(now, **fields)
    if followed.end_on < followed.start_on:  # one of the two was edited here, and they no longer go together
        return replace(followed, start_on=now.start_on, end_on=now.end_on)
    return followed
