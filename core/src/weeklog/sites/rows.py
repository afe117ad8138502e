"""A page's row as an entry's values, and back. Pure.

What an entry cannot hold (the author's columns, the wording of a date) stays on the page; so a field of a row is
only ever rewritten when the entry's value differs from what the row itself says.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, TypeAlias
from uuid import UUID

from weeklog.calendar import Week
from weeklog.hugo import ContentRow, Language, Page, Resource, Row
from weeklog.hugo.read.own_days import own_day
from weeklog.hugo.read.signs import around
from weeklog.hugo.read.status_words import status_word
from weeklog.language.characters import composed
from weeklog.vocabulary import Status

Link: TypeAlias = "tuple[str, str | None]"  # title, address
REACHABLE: Final = ("http://", "https://", "mailto:")


@dataclass(frozen=True, slots=True)
class RowValues:
    """What a page and an entry both hold."""

    text: str
    day: str
    start_on: date
    end_on: date
    resources: tuple[Link, ...]
    status: Status
    hours: float | None = None


@dataclass(frozen=True, slots=True)
class KnownEntry:
    """An entry of the week, in the order of its position; `page_row` when it stands on a page that holds rows."""

    id: UUID
    position: int
    page_row: int | None
    values: RowValues
    page_id: UUID | None = None  # of the page that shows it
    tags: tuple[str, ...] = ()


def is_entry(row: Row) -> bool:
    """A row without a task is kept on its page, and is no entry."""
    return bool(row.text.strip())


def values_of(page: Page, index: int, week: Week) -> RowValues:
    """A row without a date that can be read takes the page's day, or else the week's first."""
    row = page.rows[index]
    start = row.start or row.end or page.day or week.first
    end = row.end or start
    return RowValues(
        text=storable(row.text),
        day=storable(row.day_label),
        start_on=min(start, end),
        end_on=max(start, end),
        resources=tuple(link_of(resource) for resource in row.resources),
        status=_status(row, page),
        hours=row.hours,
    )


def link_of(resource: Resource) -> Link:
    """Only addresses that a reader may be sent to: a page is not to be trusted."""
    url = resource.url if resource.url and resource.url.lower().startswith(REACHABLE) else None
    return storable(resource.title or resource.url or resource.raw), url and storable(url)


def storable(text: str) -> str:
    """As an entry holds it: composed, and question marks for bytes that are no UTF-8. The page keeps its own form."""
    return composed(text.encode("utf-8", "replace").decode())


def _status(row: Row, page: Page) -> Status:
    """What the row says; where it says nothing, and its author gives rows their last day, one without it goes on."""
    if row.state is not None:
        return row.state
    if row.start is None or row.end is not None or not row.is_open:
        return "done"
    dated = [other for other in page.rows if other.start is not None]
    return "doing" if sum(not other.is_open for other in dated) * 2 > len(dated) else "done"


def row_of(values: RowValues, page: Page | None, language: Language) -> ContentRow:
    """A row that no page holds yet."""
    return ContentRow(
        text=values.text,
        day_label=values.day,
        start=values.start_on,
        end=values.end_on,
        resources=_written(values.resources),
        status=_status_word(values.status, page.rows if page else (), language),
        hours=values.hours,
    )


def edited_row(origin: int, page: Page, week: Week, values: RowValues) -> ContentRow:
    """The page's own row, with the author's words wherever the entry says the same."""
    row = page.rows[origin]
    said = values_of(page, origin, week)
    values = _without_marks(values, row, said)
    same_end = values.end_on == said.end_on and (row.status is not None or values.status == said.status)
    return ContentRow(
        text=row.text if values.text == said.text else values.text,
        day_label=row.day_label if values.day in ("", said.day) else values.day,  # none given = as it stands
        start=row.start if values.start_on == said.start_on else values.start_on,
        end=row.end if same_end else values.end_on,
        resources=row.resources if values.resources == said.resources else _written(values.resources),
        status=row.status
        if values.status == said.status
        else _status_word(values.status, page.rows, page.language),
        extra=row.extra,
        origin=origin,
        hours=values.hours or row.hours,  # none counted = as it stands
    )


def as_on_page(values: RowValues, page: Page, origin: int, week: Week) -> RowValues:
    """What the row says where it and the entry mean the same."""
    said = values_of(page, origin, week)
    known = _without_marks(values, page.rows[origin], said)
    return replace(known, hours=values.hours or said.hours)


def _without_marks(values: RowValues, row: Row, said: RowValues) -> RowValues:
    """An entry that was imported when the day or the status of its line was a part of its text does not say it
    twice."""
    own = own_day(values.text)
    if own.head and own.label == row.day_label:
        values = replace(values, text=values.text[len(own.head) :])
    first, ends, more = said.text.partition("\n")
    if row.sign and values.text == around(first, row.sign) + ends + more:
        return replace(values, text=said.text, status=said.status)
    return values


def _written(links: Iterable[Link]) -> tuple[Resource, ...]:
    return tuple(Resource(title, url) for title, url in links)


def _status_word(status: Status, rows: Sequence[Row], language: Language) -> str:
    """The word that the author uses for it, else ours. To strike through is no word."""
    used = (row.status for row in rows if row.status and row.state == status and row.status.strip("~"))
    return next(used, status_word(status, language))
