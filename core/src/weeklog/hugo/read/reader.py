"""`read_page`: bytes to a `Page`. It never raises on content; what is odd becomes a warning or an ambiguity."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from weeklog.hugo.check.row_conflicts import settle_reversed, settle_weekday
from weeklog.hugo.model import (
    DayGroup,
    FrontMatter,
    Hints,
    Layout,
    Page,
    Place,
    Row,
    Section,
    Table,
    TableRow,
)
from weeklog.hugo.read import rows as row_reading
from weeklog.hugo.read.calendar_days import DayReader, center_of
from weeklog.hugo.read.front_matter import read_front_matter
from weeklog.hugo.read.hours import hours_beside
from weeklog.hugo.read.notes import Notes
from weeklog.hugo.read.order import DatedRow, decide_order, decide_year
from weeklog.hugo.read.outline import Block, Outline, read_outline
from weeklog.hugo.read.page_guesses import note_order, note_year, read_day_digits, read_state
from weeklog.hugo.read.page_warnings import TOO_LARGE, TOP, page_warnings
from weeklog.hugo.read.sections import find_sections, items_of
from weeklog.hugo.read.signs import state_of
from weeklog.hugo.read.source import count_lines, is_too_large, read_source
from weeklog.hugo.read.table import read_tables
from weeklog.hugo.read.task_lists import (
    ListedTask,
    dated_label,
    dated_tasks,
    find_day_groups,
    find_listed_tasks,
    weekdays_within,
)
from weeklog.hugo.read.task_sections import (
    ask_for_section,
    with_dated_lists,
    with_day_section,
    with_named_section,
    with_week_section,
)
from weeklog.hugo.read.task_tables import lone_tables, task_tables
from weeklog.hugo.read.week_number import week_from_path, week_from_text
from weeklog.hugo.read.words import is_vietnamese, language_of_path
from weeklog.vocabulary import Language

_YEAR = re.compile(r"(?<!\d)(20[2-4]\d)(?!\d)")
_TELLING = 10
"""Fewer characters do not tell a language."""
_NO_HINTS = Hints()


def read_page(raw: bytes, path: str = "", *, hints: Hints = _NO_HINTS) -> Page:
    if is_too_large(raw):
        return _unread(raw, path, hints)
    source = read_source(raw)
    front_matter = read_front_matter(source.lines)
    outline = read_outline(source.lines, count_lines(front_matter.raw))
    notes = Notes(hints.settlements)
    sections = with_named_section(find_sections(outline.blocks, len(source.lines)), notes)
    all_tables = read_tables(source.lines, outline.tables)
    tables = task_tables(all_tables, sections, notes)
    listed = () if tables else find_listed_tasks(outline.blocks, sections, source.lines)
    if not tables and not listed:
        tables = lone_tables(all_tables, sections)
    if not tables and not listed:
        around = with_day_section(sections, outline.blocks) if hints.day else with_week_section(sections)
        listed = find_listed_tasks(outline.blocks, around, source.lines)
    if not tables and not listed:
        listed = find_listed_tasks(outline.blocks, with_dated_lists(sections, outline.blocks), source.lines)
    if not tables and not listed and not notes.ambiguities:
        ask_for_section(sections, outline.blocks, all_tables, notes)
    language = hints.language or _language(outline.blocks, tables, path)
    dated = [row_reading.dated_row(table, row, index) for index, (table, row) in enumerate(_all_rows(tables))]
    dated += dated_tasks(listed, outline.blocks)
    year, why_year = decide_year(dated, hints, _years(front_matter, outline.blocks))
    decision = decide_order(dated, hints, year)
    days = DayReader(decision, year, center_of(dated, decision, year), notes, hints.span)
    places = _places(tables, listed)
    note_order(notes, decision, dated, places)
    note_year(notes, dated, places, year, why_year)
    rows = _listed_rows(listed, dated, days) if listed else _rows(tables, dated, days, outline)
    day_digits = read_day_digits(notes, dated, [row.start for row in rows], places)
    return Page(
        raw=raw,
        path=path,
        language=language,
        week=_week(path, front_matter, sections, hints),
        front_matter=front_matter,
        objectives=items_of("objectives", sections, outline.blocks, source.lines),
        achievements=items_of("achievements", sections, outline.blocks, source.lines),
        rows=rows,
        sections=sections,
        ambiguities=notes.ambiguities,
        warnings=(*page_warnings(source, front_matter, tables, listed=bool(listed)), *notes.told),
        day_month=decision,
        day=hints.day,
        layout=Layout(
            source.lines,
            source.newline,
            source.bom,
            tables,
            tuple(task.item for task in listed),
            _day_groups(outline.blocks, sections, source.lines, days, hints) if listed else (),
            day_digits,
        ),
    )


def _places(tables: Sequence[Table], listed: Sequence[ListedTask]) -> list[Place]:
    """Of the rows, in their order."""
    if listed:
        return [replace(task.item.place, row=index) for index, task in enumerate(listed)]
    return [row_reading.row_place(row, index) for index, (_, row) in enumerate(_all_rows(tables))]


def _unread(raw: bytes, path: str, hints: Hints) -> Page:
    language = hints.language or language_of_path(path) or "en"
    return Page(raw, path, language, week_from_path(path), FrontMatter(), warnings=(TOO_LARGE,))


def _language(blocks: Sequence[Block], tables: Sequence[Table], path: str) -> Language:
    """The page's own words first: pages in Vietnamese without the suffix exist, and the reverse."""
    headings = " ".join(block.text for block in blocks if block.kind in {"heading", "bold"})
    names = " ".join(column.name for table in tables for column in table.columns)
    words = f"{headings} {names}"
    if len(words) < _TELLING:
        words = " ".join(block.text for block in blocks)
    if len(words) < _TELLING:
        return language_of_path(path) or "en"
    return "vi" if is_vietnamese(words) else "en"


def _week(path: str, front_matter: FrontMatter, sections: Sequence[Section], hints: Hints) -> int | None:
    settled = hints.settlements.get("week", "")
    if settled.isdigit():
        return int(settled)
    if hints.week is not None:
        return hints.week
    found = week_from_path(path)
    if found is None and (front_matter.week or "").isdigit():
        found = int(front_matter.week or "")
    if found is None:
        headings = (section.heading for section in sections if section.role != "next_week")
        found = week_from_text((front_matter.title or "", *headings))
    return found


def _years(front_matter: FrontMatter, blocks: Sequence[Block]) -> list[int]:
    text = " ".join([front_matter.date or "", *(block.text for block in blocks)])
    return [int(year) for year in _YEAR.findall(text)]


def _all_rows(tables: Sequence[Table]) -> list[tuple[Table, TableRow]]:
    return [(table, row) for table in tables for row in table.rows]


def _rows(
    tables: Sequence[Table], dated: Sequence[DatedRow], days: DayReader, outline: Outline
) -> tuple[Row, ...]:
    return tuple(
        _row(table, row, when, days, outline)
        for (table, row), when in zip(_all_rows(tables), dated, strict=True)
    )


def _listed_rows(listed: Sequence[ListedTask], dated: Sequence[DatedRow], days: DayReader) -> tuple[Row, ...]:
    return tuple(_listed_row(task, when, days) for task, when in zip(listed, dated, strict=True))


def _day_groups(
    blocks: Sequence[Block], sections: Sequence[Section], lines: Sequence[str], days: DayReader, hints: Hints
) -> tuple[DayGroup, ...]:
    """A group without tasks asks nobody about its day."""
    silent = replace(days, notes=Notes(hints.settlements))
    found = (
        replace(group, day=_days_of(dated_label(group.label, 0), TOP, silent)[0])
        for group in find_day_groups(blocks, sections, lines)
    )
    return tuple(group for group in found if group.day)


def _days_of(when: DatedRow, place: Place, days: DayReader) -> tuple[date | None, date | None]:
    written = days.read(when, place)
    start, end = settle_weekday(when, settle_reversed(when, written, place, days.notes), place, days.notes)
    if start is None and days.span and when.label.weekdays:
        start, end = weekdays_within(days.span, when.label.weekdays)
    return start, end


def _listed_row(task: ListedTask, when: DatedRow, days: DayReader) -> Row:
    place = replace(task.item.place, row=when.index)
    start, end = _days_of(when, place, days)
    item, sign = task.item, task.item.sign
    state = None if item.done is None else "done" if item.done else "planned"
    return Row(
        place=place,
        day_label=task.day,
        text=item.text,
        start=start,
        end=end,
        status=sign.word if sign else None,
        state=state_of(sign) if sign else state,
        sign=sign,
        hours=hours_beside(item.text),
    )


def _row(table: Table, row: TableRow, when: DatedRow, days: DayReader, outline: Outline) -> Row:
    place = row_reading.row_place(row, when.index)
    start, end = _days_of(when, place, days)
    text, sign = row_reading.task_text(table, row)
    status = (sign.word if sign else None) or row_reading.status(table, row)
    return Row(
        place=place,
        day_label=row_reading.day_label(table, row),
        text=text,
        start=start,
        end=end,
        resources=row_reading.resources(table, row, outline.references),
        status=status,
        extra=row_reading.extra_cells(table, row),
        notes=tuple(warning.message for warning in row_reading.row_warnings(table, row, place)),
        state=state_of(sign) if sign else read_state(status, place, days.notes),
        is_open=row_reading.is_open(table, row),
        sign=sign,
        hours=row_reading.hours(table, row),
    )
