"""Task rows: a changed row keeps its line but for the cells that changed; a new row follows the row above it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from weeklog.hugo.model import Cell, Page, Row, Table, TableRow
from weeklog.hugo.read.content import ContentRow, match_rows
from weeklog.hugo.read.table import row_text
from weeklog.hugo.write.cell_changes import changed_cells, same_row
from weeklog.hugo.write.edits import LineEdit, kept_in_order
from weeklog.hugo.write.new_row import new_table, write_new_row
from weeklog.hugo.write.row_style import RowStyle, row_style
from weeklog.hugo.write.task_list import task_list_edits


def row_edits(page: Page, wanted: Sequence[ContentRow]) -> list[LineEdit]:
    if page.layout.task_items:
        return task_list_edits(page, wanted)
    if not page.layout.tables:
        return [new_table(page, wanted)] if wanted else []
    return _RowWriter(page).edits(wanted)


@dataclass(frozen=True, slots=True)
class _RowWriter:
    """`styles` are learnt once per table, and only when one of its rows changes."""

    page: Page
    styles: dict[int, RowStyle] = field(default_factory=dict[int, RowStyle])

    def edits(self, wanted: Sequence[ContentRow]) -> list[LineEdit]:
        owned = [(table, row) for table in self.page.layout.tables for row in table.rows]
        matches = match_rows(len(owned), wanted)
        kept = kept_in_order(matches)
        edits = [LineEdit(row.line, row.end, ()) for index, (_, row) in enumerate(owned) if index not in kept]
        inserted: dict[int, list[str]] = {}
        table, at = self.page.layout.tables[0], self.page.layout.tables[0].header + 2
        above: TableRow | None = None
        for item, match in zip(wanted, matches, strict=True):
            if match is None:
                style = self._style(table)
                inserted.setdefault(at, []).append(write_new_row(self.page, table, item, style, above))
            elif match not in kept:
                inserted.setdefault(at, []).append(self._line(*owned[match], self.page.rows[match], item))
            else:
                table, above = owned[match]
                at = above.end
                if not same_row(self.page.rows[match], item):
                    edits.append(
                        LineEdit(above.line, at, (self._line(table, above, self.page.rows[match], item),))
                    )
        return [*edits, *(LineEdit(place, place, tuple(lines)) for place, lines in inserted.items())]

    def _style(self, table: Table) -> RowStyle:
        if table.header not in self.styles:
            self.styles[table.header] = row_style(self.page, table)
        return self.styles[table.header]

    def _line(self, table: Table, row: TableRow, have: Row, wanted: ContentRow) -> str:
        line = row_text(self.page.layout.lines, row.line, row.end)
        fresh = (
            {}
            if same_row(have, wanted)
            else changed_cells(table, row.cells, have, wanted, self._style(table))
        )
        return _replace_cells(line, table, row, fresh)


def _replace_cells(line: str, table: Table, row: TableRow, fresh: Mapping[int, str]) -> str:
    for number in sorted(fresh, reverse=True):
        if number < len(row.cells):
            cell = row.cells[number]
            width = table.columns[number].width if number < len(table.columns) else 0
            line = line[: cell.start] + _padded(fresh[number], cell, width) + line[cell.end :]
    missing = [number for number in fresh if number >= len(row.cells)]
    if missing:
        cells = [f" {fresh.get(number, '')} " for number in range(len(row.cells), max(missing) + 1)]
        line = line.rstrip() + ("" if line.rstrip().endswith("|") else " |") + "|".join(cells) + "|"
    return line


def _padded(text: str, cell: Cell, width: int) -> str:
    """The cell keeps its width where it was lined up with the header."""
    body = cell.raw.strip()
    lead = cell.raw[: len(cell.raw) - len(cell.raw.lstrip())] if body else cell.raw[:1]
    tail = cell.raw[len(cell.raw.rstrip()) :] if body else cell.raw[-1:]
    if len(cell.raw) == width and tail:
        return (lead + text).ljust(width - 1) + " "
    was_padded = len(tail) > 1
    return lead + text + (" " if was_padded else tail)
