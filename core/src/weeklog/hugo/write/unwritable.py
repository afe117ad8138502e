"""What a wanted content holds that the page has no column for: the writer leaves it out, so the caller can say so."""

from collections.abc import Iterator

from weeklog.hugo.model import Page, Table
from weeklog.hugo.read.content import Content, ContentRow
from weeklog.hugo.read.dates import find_dates
from weeklog.hugo.read.status_words import carrier_of
from weeklog.hugo.read.statuses import status_of
from weeklog.hugo.write.cell_changes import has_date_columns


def unwritable(page: Page, content: Content) -> tuple[str, ...]:
    """One sentence per row and field that `write_page` cannot put on this page."""
    return tuple(
        message for number, row in enumerate(content.rows, start=1) for message in _lost(page, number, row)
    )


def _lost(page: Page, number: int, row: ContentRow) -> Iterator[str]:
    table = _table_of(page, row)
    if table is None:
        return
    have = page.rows[row.origin] if row.origin is not None and row.origin < len(page.rows) else None
    roles = {column.role for column in table.columns}
    names = {column.name for column in table.columns}
    if (row.start, row.end) != ((have.start, have.end) if have else (None, None)) and not _takes_dates(table):
        yield f"Row {number}: the table has no column for dates."
    if "resource" not in roles and row.resources and not (have and have.resources == row.resources):
        yield f"Row {number}: the table has no column for resources."
    beside = carrier_of(table.columns) is not None or "\n" not in row.text
    if row.status and status_of(row.status) != "done" and not beside:
        yield f"Row {number}: the table has no column for a status."
    for name in row.extra:
        if name not in names and not name.startswith("#"):
            yield f"Row {number}: the table has no column `{name}`."


def _table_of(page: Page, row: ContentRow) -> Table | None:
    tables = page.layout.tables
    seen = 0
    for table in tables:
        seen += len(table.rows)
        if row.origin is not None and row.origin < seen:
            return table
    return tables[0] if tables else None


def _takes_dates(table: Table) -> bool:
    labels = [
        cell.raw
        for row in table.rows
        for cell, column in zip(row.cells, table.columns, strict=False)
        if column.role == "day"
    ]
    return has_date_columns(table) or any(find_dates(label) for label in labels)
