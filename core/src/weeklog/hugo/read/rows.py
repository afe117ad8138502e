"""Task rows: the cells of a table's row, by the role of their column."""

from collections.abc import Mapping
from types import MappingProxyType

from weeklog.hugo.model import ColumnRole, PageWarning, Place, Resource, Table, TableRow
from weeklog.hugo.read.cells import cut_breaks, read_cell
from weeklog.hugo.read.dates import RawDate, find_dates, find_slip
from weeklog.hugo.read.days import read_day
from weeklog.hugo.read.hours import hours_beside, read_hours
from weeklog.hugo.read.order import DatedRow
from weeklog.hugo.read.own_days import with_range
from weeklog.hugo.read.resources import read_resources
from weeklog.hugo.read.signs import read_sign
from weeklog.hugo.read.status_words import carrier_of, status_beside_dates
from weeklog.hugo.read.table import cell_text
from weeklog.hugo.sign import Sign


def cell_of(table: Table, row: TableRow, role: ColumnRole) -> str:
    """The cell's raw text; empty when the table has no such column or the row is short."""
    for column, cell in zip(table.columns, row.cells, strict=False):
        if column.role == role:
            return cell.raw
    return ""


def dated_row(table: Table, row: TableRow, index: int) -> DatedRow:
    """Dates come from the start and end columns, else from a date column, else from the day label."""
    label = cell_of(table, row, "day")
    starts = _dates(cell_of(table, row, "start")) or _dates(cell_of(table, row, "date"))
    ends = _dates(cell_of(table, row, "end"))
    if not starts and not ends:
        starts = with_range(label)
    single = _has_one_date_column(table) and len(starts) == 1 and not ends
    return DatedRow(index, read_day(label), starts, starts if single else ends)


def _dates(cell: str) -> tuple[RawDate, ...]:
    return find_dates(cell) or find_slip(cell)


def is_open(table: Table, row: TableRow) -> bool:
    """The table has a column for the last day, and the row says none there."""
    has_end = any(column.role == "end" for column in table.columns)
    return has_end and not any(char.isdigit() for char in cell_of(table, row, "end"))


def _has_one_date_column(table: Table) -> bool:
    roles = {column.role for column in table.columns}
    return "end" not in roles and "start" not in roles


def row_place(row: TableRow, index: int) -> Place:
    return Place(row.line + 1, row.end, row.cells[0].start + 1 if row.cells else 1, index)


def day_label(table: Table, row: TableRow) -> str:
    return cell_text(cell_of(table, row, "day"))


def task_text(table: Table, row: TableRow) -> tuple[str, Sign | None]:
    """A status beside the text counts where nothing else of the row says one, and the cell holds one line."""
    cell = cell_of(table, row, "task").strip()
    sign, text = (None, cell) if cut_breaks(cell)[1:] or status(table, row) else read_sign(cell)
    return read_cell(text), sign


def resources(table: Table, row: TableRow, references: Mapping[str, str]) -> tuple[Resource, ...]:
    return read_resources(cell_of(table, row, "resource"), references)


def status(table: Table, row: TableRow) -> str | None:
    carrier = carrier_of(table.columns)
    if carrier == "status":
        return cell_text(cell_of(table, row, "status"))
    return status_beside_dates(cell_of(table, row, carrier)) if carrier else None


def hours(table: Table, row: TableRow) -> float | None:
    """Of the column for them, else those that the text ends with."""
    counted = read_hours(cell_of(table, row, "hours"), bare=True)
    return counted or hours_beside(read_cell(cell_of(table, row, "task")))


def extra_cells(table: Table, row: TableRow) -> Mapping[str, str]:
    """Cells of unknown columns by their name; cells beyond the header by their number."""
    found = {
        column.name: read_cell(cell.raw)
        for column, cell in zip(table.columns, row.cells, strict=False)
        if column.role == "unknown"
    }
    for number in range(len(table.columns), len(row.cells)):
        found[f"#{number + 1}"] = read_cell(row.cells[number].raw)
    return MappingProxyType(found)


def is_blank(row: TableRow) -> bool:
    return not any(cell.raw.strip() for cell in row.cells)


def row_warnings(table: Table, row: TableRow, place: Place) -> tuple[PageWarning, ...]:
    cells, columns = len(row.cells), len(table.columns)
    found: list[PageWarning] = []
    if is_blank(row):
        return (PageWarning("blank_row", place, "The row is blank; it is kept."),)
    if cells < columns:
        found.append(
            PageWarning(
                "short_row", place, f"The row has {cells} of {columns} cells; the rest read as empty."
            )
        )
    if cells > columns:
        found.append(
            PageWarning(
                "long_row", place, f"The row has {cells} cells for {columns} columns; a page shows {columns}."
            )
        )
    if row.end - row.line > 1:
        found.append(PageWarning("split_row", place, "The row is broken over lines; it is read as one."))
    return tuple(found)
