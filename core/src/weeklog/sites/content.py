"""What a week's page should say now: the page as it was stored, with what has changed since. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from weeklog.calendar import Week
from weeklog.hugo import Content, ContentItem, ContentRow, Item, Language, Page
from weeklog.hugo.read.content import match_items
from weeklog.hugo.write.day_groups import in_day_order
from weeklog.sites.rows import KnownEntry, RowValues, edited_row, is_entry, row_of, storable, values_of


@dataclass(frozen=True, slots=True)
class Line:
    """An objective (`done` is its box) or an achievement, as the week has it."""

    text: str
    done: bool | None = None


@dataclass(frozen=True, slots=True)
class WeekContent:
    week: Week
    entries: Sequence[KnownEntry]
    objectives: Sequence[Line]
    achievements: Sequence[Line]


def page_content(page: Page, now: WeekContent) -> Content:
    """For the page that holds the week's rows. When nothing has changed, writing it gives the same bytes."""
    rows = [
        row_of(entry.values, page, page.language)
        if entry.page_row is None or entry.page_row >= len(page.rows)
        else edited_row(entry.page_row, page, now.week, entry.values)
        for entry in now.entries
    ]
    return Content(
        objectives=_items(page.objectives, now.objectives),
        rows=tuple(_with_rows_that_are_no_entries(page, rows)),
        achievements=_items(page.achievements, now.achievements),
    )


def as_shown(page: Page, entries: Sequence[KnownEntry]) -> list[KnownEntry]:
    """In the order in which the page has them, or will have them."""
    return [
        entries[at] for at in in_day_order(page, [(one.page_row, one.values.start_on) for one in entries])
    ]


def translation_content(twin: Page, primary: Page, now: WeekContent) -> Content | None:
    """For the same week in another language: dates and links follow, words stay as their translator wrote them.

    None when its rows do not correspond one to one with the owner's: then nobody can tell which is which.
    """
    if len(twin.rows) != len(primary.rows):
        return None
    rows = [
        row_of(entry.values, twin, twin.language)
        if entry.page_row is None or entry.page_row >= len(primary.rows)
        else edited_row(entry.page_row, twin, now.week, _carried(primary, twin, now.week, entry))
        for entry in now.entries
    ]
    return Content(
        objectives=_items(twin.objectives, _lines(twin.objectives)),
        rows=tuple(_with_rows_that_are_no_entries(twin, rows)),
        achievements=_items(twin.achievements, _lines(twin.achievements)),
    )


def fresh_content(now: WeekContent, language: Language) -> Content:
    """For a week that has no page yet."""
    return Content(
        objectives=tuple(ContentItem(line.text, line.done) for line in now.objectives),
        rows=tuple(row_of(entry.values, None, language) for entry in now.entries),
        achievements=tuple(ContentItem(line.text, line.done) for line in now.achievements),
    )


def is_line(item: Item) -> bool:
    return bool(item.text.strip())


def line_of(item: Item) -> Line:
    return Line(storable(item.text), item.done)


def _lines(items: Sequence[Item]) -> list[Line]:
    return [line_of(item) for item in items if is_line(item)]


def _carried(primary: Page, twin: Page, week: Week, entry: KnownEntry) -> RowValues:
    """The twin's own values, but for what has changed since the owner was stored and needs no translation."""
    assert entry.page_row is not None
    was, own, now = (
        values_of(primary, entry.page_row, week),
        values_of(twin, entry.page_row, week),
        entry.values,
    )
    return replace(
        own,
        start_on=own.start_on if now.start_on == was.start_on else now.start_on,
        end_on=own.end_on if now.end_on == was.end_on else now.end_on,
        resources=own.resources if now.resources == was.resources else now.resources,
        status=own.status if now.status == was.status else now.status,
        hours=own.hours if now.hours == was.hours else now.hours,
    )


def _with_rows_that_are_no_entries(page: Page, rows: list[ContentRow]) -> list[ContentRow]:
    """Each behind the nearest row above it that is still there."""
    for index, row in enumerate(page.rows):
        if is_entry(row):
            continue
        above = [at for at, known in enumerate(rows) if known.origin is not None and known.origin < index]
        at = max(above, key=lambda at: rows[at].origin or 0) + 1 if above else 0
        rows.insert(
            at,
            ContentRow(
                row.text,
                row.day_label,
                row.start,
                row.end,
                row.resources,
                row.status,
                row.extra,
                index,
                row.hours,
            ),
        )
    return rows


_NEW = 10**9  # an origin that no page has: the writer makes a new line


def _items(have: Sequence[Item], lines: Sequence[Line]) -> tuple[ContentItem, ...]:
    """The page's own items where the text or the place tells that they are the same; blank ones stay where they
    are."""
    own = [index for index, item in enumerate(have) if is_line(item)]
    items = [have[index] for index in own]
    wanted = [ContentItem(line.text, line.done) for line in lines]
    known = [replace(item, text=storable(item.text)) for item in items]
    placed: list[ContentItem] = []
    for line, match in zip(lines, match_items(known, wanted), strict=True):
        if match is None:
            placed.append(ContentItem(line.text, line.done, 0, _NEW))
            continue
        item = items[match]
        text = item.text if storable(item.text) == line.text else line.text
        placed.append(ContentItem(text, line.done, item.level, own[match]))
    for index, item in enumerate(have):
        if not is_line(item):
            at = next((at for at, one in enumerate(placed) if index < (one.origin or 0) < _NEW), len(placed))
            placed.insert(at, ContentItem(item.text, item.done, item.level, index))
    return tuple(placed)
