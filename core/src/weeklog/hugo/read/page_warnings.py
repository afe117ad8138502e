"""What is odd about a page but needs no decision."""

from collections.abc import Iterator, Sequence

from weeklog.hugo.model import FrontMatter, PageWarning, Place, Table
from weeklog.hugo.read.rows import row_place, row_warnings
from weeklog.hugo.read.source import MAX_BYTES, MAX_LINES, Source

TOP = Place(1, 1)
TOO_LARGE = PageWarning(
    "too_large",
    TOP,
    f"The page is larger than {MAX_BYTES:,} bytes or {MAX_LINES:,} lines; it is kept, but not read.",
)


def page_warnings(
    source: Source, front_matter: FrontMatter, tables: Sequence[Table], *, listed: bool
) -> Iterator[PageWarning]:
    if not source.is_utf8:
        yield PageWarning("not_utf8", TOP, "Some bytes are not UTF-8; they are kept as they are.")
    if front_matter.format == "none" and source.lines and source.lines[0].strip() in {"---", "+++"}:
        yield PageWarning("broken_front_matter", TOP, "The front matter is never closed.")
    elif front_matter.format == "none":
        yield PageWarning("no_front_matter", TOP, "The page has no front matter.")
    if not tables and not listed:
        yield PageWarning("no_table", TOP, "No task was found on the page; it is kept as it is.")
    for table in tables[1:]:
        place = Place(table.header + 1, table.end)
        yield PageWarning("second_table", place, "A further task table; its rows are read too.")
    rows = ((table, row) for table in tables for row in table.rows)
    for index, (table, row) in enumerate(rows):
        yield from row_warnings(table, row, row_place(row, index))
