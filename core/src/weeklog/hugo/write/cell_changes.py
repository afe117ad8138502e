"""Which cells a changed row needs anew, and what they say. A new row is a change from an empty one."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from weeklog.hugo.model import Cell, Column, Resource, Row, Table
from weeklog.hugo.read.cells import cut_breaks
from weeklog.hugo.read.content import ContentRow
from weeklog.hugo.read.dates import find_dates
from weeklog.hugo.read.days import read_day, relabel
from weeklog.hugo.read.signs import around
from weeklog.hugo.read.status_words import carrier_of
from weeklog.hugo.read.statuses import status_of
from weeklog.hugo.sign import Sign
from weeklog.hugo.write.cell_writer import write_resources, write_text
from weeklog.hugo.write.escape import cell_value
from weeklog.hugo.write.hours_style import write_hours
from weeklog.hugo.write.row_style import RowStyle
from weeklog.hugo.write.status_signs import as_words, sign_for

_SUNDAY: Final = 6


def same_row(have: Row, wanted: ContentRow) -> bool:
    return (
        (have.text, have.day_label, have.start, have.end)
        == (wanted.text, wanted.day_label, wanted.start, wanted.end)
        and _links(have.resources) == _links(wanted.resources)
        and (have.status or "") == (wanted.status or "")
        and have.hours == wanted.hours
        and dict(have.extra) == dict(wanted.extra)
    )


def changed_cells(
    table: Table, cells: Sequence[Cell], have: Row, wanted: ContentRow, style: RowStyle
) -> dict[int, str]:
    """The new text of each changed cell, by its number."""
    fresh: dict[int, str] = {}
    for number, column in enumerate(table.columns):
        was = cells[number].raw if number < len(cells) else ""
        text = _cell_change(column, table, was, have=have, wanted=wanted, style=style)
        if text is not None and text != was.strip():
            fresh[number] = text
    for number in range(len(table.columns), len(cells)):
        name = f"#{number + 1}"
        if wanted.extra.get(name) != have.extra.get(name):
            fresh[number] = cell_value(wanted.extra.get(name, ""))
    return fresh


def _cell_change(  # noqa: PLR0911 - one answer per column role
    column: Column, table: Table, was: str, *, have: Row, wanted: ContentRow, style: RowStyle
) -> str | None:
    """None when the cell stays as it is."""
    moved = _has_moved(have, wanted)
    restated = (have.status or "") != (wanted.status or "")
    beside = _says_beside(table, have, wanted, style)
    if column.role == carrier_of(table.columns) and restated and not beside:
        return _with_status(column, table, wanted, style)
    match column.role:
        case "task" if have.text != wanted.text or restated:
            return _task(was, have, wanted, style, beside=beside)
        case "day" if have.day_label != wanted.day_label:
            return cell_value(wanted.day_label)
        case "day" if moved:
            return _with_weekday(was, table, have, wanted, style)
        case "start" | "end" | "date" if moved:
            return _date_change(column, table, was, have=have, wanted=wanted, style=style)
        case "resource" if _links(have.resources) != _links(wanted.resources):
            return write_resources(_as_typed(have, wanted), was, style.resources)
        case "hours" if have.hours != wanted.hours:
            return write_hours(wanted.hours, was, style.hours)
        case "unknown" if have.extra.get(column.name, "") != wanted.extra.get(column.name, ""):
            return write_text(wanted.extra.get(column.name, ""), style.lists, was)
        case _:
            return None


def _has_moved(have: Row, wanted: ContentRow) -> bool:
    return (have.start, have.end) != (wanted.start, wanted.end)


def _date_change(
    column: Column, table: Table, was: str, *, have: Row, wanted: ContentRow, style: RowStyle
) -> str | None:
    match column.role:
        case "start" if have.start != wanted.start or not _has(table, "end"):
            return _swap_dates(was, _days(wanted, alone=not _has(table, "end")), style)
        case "end" if have.end != wanted.end:
            return _swap_dates(was, [wanted.end] if wanted.end else [], style)
        case "date" if not _has(table, "start"):
            return _swap_dates(was, _days(wanted, alone=True), style)
        case _:
            return None


def _with_weekday(was: str, table: Table, have: Row, wanted: ContentRow, style: RowStyle) -> str | None:
    """A label that said the weekday of the old day says that of the new one; so does a date beside it."""
    was, label = was.strip(), read_day(was)
    before, start = have.start, wanted.start
    if start is None:
        return None
    by_name = before is not None and label.weekdays == (before.weekday(),) and start == (wanted.end or start)
    if find_dates(was) or not (has_date_columns(table) or by_name):
        was = _swap_dates(was, [start, wanted.end or start], style)
    if before is None or before.weekday() == start.weekday():
        return was
    if label.weekdays == (before.weekday(),):
        return relabel(was, start.weekday())
    first = {"vi": 2, "iso": 1}.get(style.day_digits)
    if first is None or label.digits != (before.weekday() + first,):
        return was
    sunday = start.weekday() == _SUNDAY and style.day_digits == "vi"
    return re.sub(r"[1-8]", "CN" if sunday else str(start.weekday() + first), was, count=1)


def _with_status(column: Column, table: Table, wanted: ContentRow, style: RowStyle) -> str:
    """A status in a column of its own; else before the dates of its row. What is done has a date alone."""
    status = wanted.status or ""
    if column.role == "status":
        return cell_value(status)
    days = _days(wanted, alone=not _has(table, "end"))
    if column.role == "end":
        days = [wanted.end] if wanted.end else []
    dates = " - ".join(dict.fromkeys(map(style.dates.write, days)))
    if not status or status_of(status) == "done":
        return dates
    return f"{cell_value(status)} ({dates})" if dates else cell_value(status)


def _says_beside(table: Table, have: Row, wanted: ContentRow, style: RowStyle) -> bool:
    """The status stands beside the text where it stood there, where the page says this one so, and where the table
    has no other place for it."""
    if have.sign is not None or (carrier := carrier_of(table.columns)) is None:
        return True
    by_sign = any(sign.word == wanted.status for sign in style.signs)
    return carrier != "status" and by_sign and "\n" not in wanted.text


def _task(was: str, have: Row, wanted: ContentRow, style: RowStyle, *, beside: bool) -> str | None:
    if have.text == wanted.text and not beside:
        return None
    kept = have.text == wanted.text and have.sign is None
    written = was.strip() if kept else write_text(wanted.text, style.lists, was)
    if cut_breaks(written)[1:] or (wanted.status and not beside and style.has_status):
        return written
    return around(as_words(written), _sign(have, wanted, style) if beside else None)


def _sign(have: Row, wanted: ContentRow, style: RowStyle) -> Sign | None:
    word = wanted.status or ""
    if have.sign is None:
        silent = not word or status_of(word) == "done"
        return None if silent else sign_for(word, style.signs)
    return have.sign if word == have.sign.word else sign_for(word or "Done", style.signs)


def _as_typed(have: Row, wanted: ContentRow) -> list[Resource]:
    """A resource that comes back without its Markdown takes that of the same one on the page."""
    typed = {(known.title, known.url): known.raw for known in have.resources}
    return [replace(link, raw=link.raw or typed.get((link.title, link.url), "")) for link in wanted.resources]


def _links(resources: Sequence[Resource]) -> list[tuple[str, str | None]]:
    return [(resource.title, resource.url) for resource in resources]


def _days(row: ContentRow, *, alone: bool) -> list[date]:
    """What the start cell says; without an end column it says the end too."""
    if row.start is None:
        return []
    return [row.start, row.end] if alone and row.end and row.end != row.start else [row.start]


def _swap_dates(was: str, days: Sequence[date], style: RowStyle) -> str:
    """The dates of a cell in place of the old ones, so that a time or a note beside them stays."""
    old = find_dates(was)
    if not days:
        return ""
    if len(old) == len(days) or (len(old) == 1 and len(set(days)) == 1):
        for raw, day in reversed(list(zip(old, days, strict=False))):
            was = was[: raw.start] + style.dates.write(day) + was[raw.start + len(raw.text) :]
        return was.strip()
    return " - ".join(dict.fromkeys(map(style.dates.write, days)))


def _has(table: Table, role: str) -> bool:
    return any(column.role == role for column in table.columns)


def has_date_columns(table: Table) -> bool:
    return any(_has(table, role) for role in ("start", "end", "date"))
