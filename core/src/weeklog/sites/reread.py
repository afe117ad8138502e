"""The same bytes, understood differently: a question was settled, or the calendar changed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from weeklog.hugo import Page
from weeklog.sites.files import StoredPage
from weeklog.sites.merge import Merge, MergedRow
from weeklog.sites.reading import Reading
from weeklog.sites.rows import KnownEntry, RowValues, is_entry, values_of
from weeklog.sites.week_pages import WeekData, read_site
from weeklog.sites.week_rows import order_by_pages, rewrite_entries, save_page, save_rows
from weeklog.unit_of_work import UnitOfWork
from weeklog.weeks.owner import Owner


@dataclass(frozen=True)
class Reread:
    stored: StoredPage
    reading: Reading
    page: Page


async def save_reread(work: UnitOfWork, owner: Owner, data: WeekData, one: Reread) -> bool:
    """Whether an entry changed. Only a page that holds rows of the week has entries."""
    stored, week = one.stored, data.content.week
    await save_page(
        work,
        owner,
        week.number,
        path=stored.path,
        page=one.page,
        reading=one.reading,
        replaces=stored.id,
    )
    if not data.holds(stored.id):
        return False
    if _entry_lines(stored.page) != _entry_lines(one.page):
        changed = await save_rows(work, owner, week, stored.id, reread_lines(data, stored, one.page))
        await order_by_pages(work, (await read_site(work, owner, week.number)).weeks[week.number])
        return changed
    rewritten = reread_rows(data, stored, one.page)
    await rewrite_entries(work, rewritten)
    return bool(rewritten)


def reread_rows(data: WeekData, stored: StoredPage, page: Page) -> Sequence[tuple[KnownEntry, RowValues]]:
    """The entries that follow. What was edited here since stays as it was edited. Pure."""
    changed: list[tuple[KnownEntry, RowValues]] = []
    for entry in data.shown_on(stored).entries:
        if entry.page_row is None or entry.page_row >= len(page.rows):
            continue
        before = values_of(stored.page, entry.page_row, stored.week)
        after = values_of(page, entry.page_row, data.content.week)
        values = _followed(entry.values, before, after)
        if values != entry.values:
            changed.append((entry, values))
    return changed


def reread_lines(data: WeekData, stored: StoredPage, page: Page) -> Merge:
    """The rows where the answer makes lines of the page tasks, or no tasks any more: a row is its line. An entry
    that was deleted here stays deleted. Pure."""
    before, after = _entry_lines(stored.page), _entry_lines(page)
    known = data.shown_on(stored).entries
    entries = {entry.page_row: entry for entry in known if entry.page_row is not None}
    rows: list[MergedRow] = []
    for line, index in after.items():
        entry = entries.get(before[line]) if line in before else None
        values = values_of(page, index, data.content.week)
        if entry is not None:
            said = values_of(stored.page, before[line], stored.week)
            rows.append(MergedRow(entry, index, _followed(entry.values, said, values)))
        elif line not in before:
            rows.append(MergedRow(None, index, values))
    stay = {row.entry.id for row in rows if row.entry}
    gone = [entry for entry in known if entry.id not in stay]
    return Merge(
        tuple(rows),
        removed=tuple(entry for entry in gone if entry.page_row is not None),
        kept=tuple(entry for entry in gone if entry.page_row is None),
    )


def _entry_lines(page: Page) -> dict[int, int]:
    """By the line they stand on, the rows that are entries."""
    return {row.place.line: index for index, row in enumerate(page.rows) if is_entry(row)}


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
