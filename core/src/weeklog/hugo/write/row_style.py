"""What new cells of a table are made to look like: learnt from the cells it has."""

from dataclasses import dataclass

from weeklog.hugo.model import DayDigits, DayMonth, Page, Table
from weeklog.hugo.read.dates import RawDate
from weeklog.hugo.read.rows import cell_of, dated_row
from weeklog.hugo.sign import Sign
from weeklog.hugo.write.cell_writer import ListStyle, list_style
from weeklog.hugo.write.date_style import TEMPLATE, DateStyle, style_of


@dataclass(frozen=True, slots=True)
class RowStyle:
    """What new cells of this table are made to look like."""

    order: DayMonth
    dates: DateStyle
    lists: ListStyle
    labels: tuple[str, ...]
    resources: tuple[str, ...]
    day_digits: DayDigits
    signs: tuple[Sign, ...] = ()
    hours: tuple[str, ...] = ()
    has_status: bool = False  # in a column of its own


def order_of(page: Page) -> DayMonth:
    """How its dates are written; as its language does where they do not tell."""
    if page.day_month.order in {"DM", "MD"}:
        return "MD" if page.day_month.order == "MD" else "DM"
    return "MD" if page.language == "en" else "DM"


def row_style(page: Page, table: Table) -> RowStyle:
    order = order_of(page)
    raws: list[RawDate] = [raw for n, row in enumerate(table.rows) for raw in dated_row(table, row, n).dates]
    tasks = tuple(cell_of(table, row, "task") for row in table.rows)
    return RowStyle(
        order=order,
        dates=style_of(raws, order) or TEMPLATE[page.language],
        lists=list_style(tasks),
        labels=tuple(text for row in table.rows if (text := cell_of(table, row, "day").strip())),
        resources=tuple(cell_of(table, row, "resource") for row in table.rows),
        day_digits=page.layout.day_digits,
        signs=tuple(row.sign for row in page.rows if row.sign),
        hours=tuple(text for row in table.rows if (text := cell_of(table, row, "hours").strip())),
        has_status=any(column.role == "status" for column in table.columns),
    )
