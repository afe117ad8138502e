"""Task rows: a changed row keeps its line but for the cells that changed; a new row follows the row above it."""

from collections.abc import Mapping, Sequence

from weeklog.pages.cell_changes import changed_cells
from weeklog.pages.content import match_rows
from weeklog.pages.edits import LineEdit, kept_in_order
from weeklog.pages.model import Cell, ContentRow, Page, Row, Table, TableRow
from weeklog.pages.new_row import new_table, write_new_row
from weeklog.pages.row_style import row_style
from weeklog.pages.table import row_text

Owned = Sequence[tuple[Table, TableRow]]


def row_edits(page: Page, wanted: Sequence[ContentRow]) -> list[LineEdit]:
    tables = page.layout.tables
    owned = [(table, row) for table in tables for row in table.rows]
    matches = match_rows(len(owned), wanted)
    kept = kept_in_order(matches)
    edits = [LineEdit(row.line, row.end, ()) for index, (_, row) in enumerate(owned) if index not in kept]
    last: int | None = None
    for item, match in zip(wanted, matches, strict=True):
        if match is not None and match in kept:
            last = match
            edits.extend(_change(page, *owned[match], page.rows[match], item))
        else:
            edits.append(_insertion(page, owned, last, item, match))
    return _merged(edits)


def _merged(edits: Sequence[LineEdit]) -> list[LineEdit]:
    """Insertions at one place become one, in the order they were asked for."""
    places: dict[tuple[int, int], LineEdit] = {}
    for edit in edits:
        known = places.get((edit.start, edit.end))
        if known and edit.start == edit.end:
            edit = LineEdit(edit.start, edit.end, known.lines + edit.lines)  # noqa: PLW2901
        places[edit.start, edit.end] = edit
    return list(places.values())


def _change(page: Page, table: Table, row: TableRow, have: Row, wanted: ContentRow) -> list[LineEdit]:
    fresh = changed_cells(table, row.cells, have, wanted, row_style(page, table))
    return [LineEdit(row.line, row.end, (_changed_line(page, row, fresh),))] if fresh else []


def _changed_line(page: Page, row: TableRow, fresh: Mapping[int, str]) -> str:
    return _replace_cells(row_text(page.layout.lines, row.line, row.end), row, fresh)


def _insertion(page: Page, owned: Owned, last: int | None, wanted: ContentRow, moved: int | None) -> LineEdit:
    """Behind the row `last`; a moved row takes its own line along."""
    if not owned and not page.layout.tables:
        return new_table(page, wanted)
    table = owned[last][0] if last is not None else page.layout.tables[0]
    at = owned[last][1].end if last is not None else table.header + 2
    if moved is None:
        return LineEdit(at, at, (write_new_row(page, table, wanted, last),))
    source, row = owned[moved]
    fresh = changed_cells(source, row.cells, page.rows[moved], wanted, row_style(page, source))
    return LineEdit(at, at, (_changed_line(page, row, fresh),))


def _replace_cells(line: str, row: TableRow, fresh: Mapping[int, str]) -> str:
    for number in sorted(fresh, reverse=True):
        if number < len(row.cells):
            cell = row.cells[number]
            line = line[: cell.start] + _padded(fresh[number], cell) + line[cell.end :]
    missing = [number for number in fresh if number >= len(row.cells)]
    if missing:
        cells = [f" {fresh.get(number, '')} " for number in range(len(row.cells), max(missing) + 1)]
        line = line.rstrip() + ("" if line.rstrip().endswith("|") else " |") + "|".join(cells) + "|"
    return line


def _padded(text: str, cell: Cell) -> str:
    """The cell keeps its width where the author lined the columns up."""
    lead = cell.raw[: len(cell.raw) - len(cell.raw.lstrip())] if cell.raw.strip() else cell.raw[:1]
    tail = cell.raw[len(cell.raw.rstrip()) :] if cell.raw.strip() else cell.raw[-1:]
    return (lead + text).ljust(len(cell.raw) - min(len(tail), 1)) + tail[:1]
