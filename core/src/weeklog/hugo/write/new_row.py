"""A new task row in the style of the rows around it, and a table in the template's form where a page has none."""

from collections.abc import Sequence
from datetime import date

from weeklog.hugo.model import Column, Page, Place, Row, Table, TableRow
from weeklog.hugo.read.content import ContentRow
from weeklog.hugo.read.dates import find_dates
from weeklog.hugo.read.days import relabel, write_day
from weeklog.hugo.read.rows import is_blank
from weeklog.hugo.read.source import bare
from weeklog.hugo.read.table import cut_cells
from weeklog.hugo.write.cell_changes import changed_cells, has_date_columns
from weeklog.hugo.write.date_style import style_of
from weeklog.hugo.write.edits import LineEdit
from weeklog.hugo.write.row_style import RowStyle, row_style
from weeklog.vocabulary import Language

TASKS_HEADING = {
    "en": "### Tasks to be carried out this week:",
    "vi": "### Các công việc cần triển khai trong tuần này:",
}
COLUMNS = {
    "en": ("Day", "Task", "Start Date", "Completion Date", "Reference Material"),
    "vi": ("Thứ", "Công việc", "Ngày bắt đầu", "Ngày hoàn thành", "Nguồn tài liệu"),
}
_TEMPLATE_ROLES = ("day", "task", "start", "end", "resource")
_EMPTY = Row(Place(0, 0), "", "")


def write_new_row(
    page: Page, table: Table, row: ContentRow, style: RowStyle, above: TableRow | None = None
) -> str:
    """The row `above` it lends its padding and its outer pipes."""
    texts = _texts(page, table, row, style)
    return _like(_model_line(page, table, above), table, texts)


def _texts(page: Page, table: Table, row: ContentRow, style: RowStyle) -> list[str]:
    fresh = changed_cells(table, (), _EMPTY, row, style)
    for number, column in enumerate(table.columns):
        if column.role == "number":
            fresh[number] = str(len(table.rows) + 1)
        elif column.role == "day" and not row.day_label and row.start:
            fresh[number] = _label(page, table, row, row.start, style)
    return [fresh.get(number, "") for number in range(len(table.columns))]


def _label(page: Page, table: Table, row: ContentRow, start: date, style: RowStyle) -> str:
    """A label that held the dates of the row above holds this row's; a weekday is written as the others are."""
    model = style.labels[-1] if style.labels else ""
    old = find_dates(model)
    if not old:
        return write_day(start.weekday(), style.labels, page.language, page.layout.day_digits)
    days = [start] if has_date_columns(table) or row.end is None else list(dict.fromkeys((start, row.end)))
    dates = style_of(old, style.order) or style.dates
    head, tail = model[: old[0].start], model[old[-1].start + len(old[-1].text) :]
    return relabel(head + " - ".join(map(dates.write, days)) + tail, start.weekday())


def _model_line(page: Page, table: Table, above: TableRow | None) -> str:
    near = [above] if above in table.rows else []
    for row in (*near, *reversed(table.rows)):
        if row and row.end - row.line == 1 and not is_blank(row):
            return bare(page.layout.lines[row.line])
    return bare(page.layout.lines[table.header])


def _like(model: str, table: Table, texts: Sequence[str]) -> str:
    cells = cut_cells(model)
    written: list[str] = []
    for number, text in enumerate(texts):
        known = cells[number].raw if number < len(cells) else ""
        pad = " " if not known.strip() or known[0].isspace() else ""
        aligned = len(known) == table.columns[number].width and known.endswith("  ")
        written.append(f"{pad}{text}".ljust(len(known) - 1) + " " if aligned else f"{pad}{text}{pad}")
    margin = model[: cells[0].start].rstrip("|") if cells else ""
    opens = model.lstrip(" >").startswith("|")
    closes = model.rstrip().endswith("|") or opens
    return margin + ("|" if opens else "") + "|".join(written) + ("|" if closes else "")


def new_table(page: Page, rows: Sequence[ContentRow]) -> LineEdit:
    """A task section in the template's form: under its heading if there is one, else before the achievements."""
    columns = tuple(
        Column(role, name) for role, name in zip(_TEMPLATE_ROLES, COLUMNS[page.language], strict=True)
    )
    table = Table(-1, -1, columns, ())
    style = row_style(page, table)
    body = ["| " + " | ".join(_texts(page, table, row, style)) + " |" for row in rows]
    written = [*table_head(page.language), *body]
    section = next((section for section in page.sections if section.role == "tasks"), None)
    later = next((section for section in page.sections if section.role == "achievements"), None)
    lines = page.layout.lines
    at = section.place.line if section else later.place.line - 1 if later else len(lines)
    if not section:
        written.insert(0, TASKS_HEADING[page.language])
        if at and bare(lines[at - 1]).strip():
            written.insert(0, "")
    if at < len(lines) and bare(lines[at]).strip():
        written.append("")
    return LineEdit(at, at, tuple(written))


def table_head(language: Language) -> tuple[str, str]:
    names = COLUMNS[language]
    return f"| {' | '.join(names)} |", f"| {' | '.join('---' for _ in names)} |"
