"""A new task row in the style of the rows around it, and a table in the template's form where a page has none."""

from collections.abc import Sequence

from weeklog.pages.cell_changes import changed_cells, has_date_columns
from weeklog.pages.dates import find_dates
from weeklog.pages.days import relabel, write_day
from weeklog.pages.edits import LineEdit
from weeklog.pages.model import Column, ContentRow, Language, Page, Place, Row, Table
from weeklog.pages.row_style import RowStyle, row_style
from weeklog.pages.rows import is_blank
from weeklog.pages.source import bare
from weeklog.pages.table import cut_cells

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


def write_new_row(page: Page, table: Table, row: ContentRow, after: int | None = None) -> str:
    """`after` is the index of the row above it, whose padding and outer pipes are taken over."""
    style = row_style(page, table)
    fresh = changed_cells(table, (), _EMPTY, row, style)
    for number, column in enumerate(table.columns):
        if column.role == "day" and not row.day_label and row.start:
            fresh[number] = _label(page, table, row, style)
    texts = [fresh.get(number, "") for number in range(len(table.columns))]
    return _like(_model_line(page, table, after), bare(page.layout.lines[table.header]), texts)


def _label(page: Page, table: Table, row: ContentRow, style: RowStyle) -> str:
    assert row.start
    model = style.labels[-1] if style.labels else ""
    written = model
    for raw in reversed(find_dates(model)):
        written = written[: raw.start] + style.dates.write(row.start) + written[raw.start + len(raw.text) :]
    if written != model or not has_date_columns(table):
        return relabel(written, row.start.weekday()) or style.dates.write(row.start)
    return write_day(row.start.weekday(), style.labels, page.language, page.layout.day_digits)


def _model_line(page: Page, table: Table, after: int | None) -> str:
    owned = [row for each in page.layout.tables for row in each.rows]
    near = [owned[after]] if after is not None else []
    for row in (*near, *reversed(table.rows)):
        if row in table.rows and row.end - row.line == 1 and not is_blank(row):
            return bare(page.layout.lines[row.line])
    return bare(page.layout.lines[table.header])


def _like(model: str, header: str, texts: Sequence[str]) -> str:
    cells, names = cut_cells(model), cut_cells(header)
    written: list[str] = []
    for number, text in enumerate(texts):
        known = cells[number].raw if number < len(cells) else ""
        pad = " " if not known.strip() or known[0].isspace() else ""
        aligned = number < len(names) and len(known) == len(names[number].raw) and known.endswith("  ")
        written.append(f"{pad}{text}".ljust(len(known) - 1) + " " if aligned else f"{pad}{text}{pad}")
    margin = model[: cells[0].start].rstrip("|") if cells else ""
    opens = model.lstrip(" >").startswith("|")
    closes = model.rstrip().endswith("|") or opens
    return margin + ("|" if opens else "") + "|".join(written) + ("|" if closes else "")


def new_table(page: Page, row: ContentRow) -> LineEdit:
    """A task section in the template's form: under its heading if there is one, else before the achievements."""
    columns = tuple(
        Column(role, name) for role, name in zip(_TEMPLATE_ROLES, COLUMNS[page.language], strict=True)
    )
    table = Table(-1, -1, columns, ())
    style = row_style(page, table)
    fresh = changed_cells(table, (), _EMPTY, row, style)
    if not row.day_label and row.start:
        fresh[0] = write_day(row.start.weekday(), (), page.language)
    written = [
        *table_head(page.language),
        "|" + "|".join(f" {fresh.get(n, '')} " for n in range(len(columns))) + "|",
    ]
    lines = page.layout.lines
    section = next((s for s in page.sections if s.role == "tasks"), None)
    if section:
        at = section.place.line
    else:
        written = [TASKS_HEADING[page.language], *written]
        later = next((s for s in page.sections if s.role == "achievements"), None)
        at = later.place.line - 1 if later else len(lines)
    before = [""] if at and bare(lines[at - 1]).strip() and not section else []
    after = [""] if at < len(lines) and bare(lines[at]).strip() else []
    return LineEdit(at, at, (*before, *written, *after))


def table_head(language: Language) -> tuple[str, str]:
    names = COLUMNS[language]
    return f"| {' | '.join(names)} |", f"| {' | '.join('---' for _ in names)} |"
