"""Rows as CSV, JSON and Markdown, written as they come. Pure."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Final, Protocol

import orjson

from weeklog_api.exports.columns import Cell, Row, cell

# Excel takes a file without it for the machine's own code page, and Vietnamese for nonsense.
_MARK: Final = "\ufeff"
# How a formula begins, for one program or another; a tab or a line break may stand before it.
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


class Form(Protocol):
    media_type: str

    def head(self) -> str: ...
    def rows(self, rows: Iterable[Row]) -> str: ...
    def end(self) -> str: ...


class Csv:
    """RFC 4180. A text that a spreadsheet would compute gets an apostrophe before it."""

    media_type = "text/csv"

    def __init__(self, columns: Sequence[str]) -> None:
        self._columns = columns

    def head(self) -> str:
        return _MARK + _lines([self._columns])

    def rows(self, rows: Iterable[Row]) -> str:
        return _lines([harmless(shown(cell(row, column))) for column in self._columns] for row in rows)

    def end(self) -> str:
        return ""


class Json:
    """An array of objects. Nothing is changed: lists are lists, and no text is guarded."""

    media_type = "application/json"

    def __init__(self, columns: Sequence[str]) -> None:
        self._columns, self._any = columns, False

    def head(self) -> str:
        return "["

    def rows(self, rows: Iterable[Row]) -> str:
        written = [
            orjson.dumps({column: row[column] for column in self._columns}, default=str).decode()
            for row in rows
        ]
        if not written:
            return ""
        before, self._any = (",\n" if self._any else "\n"), True
        return before + ",\n".join(written)

    def end(self) -> str:
        return "\n]\n"


class Markdown:
    """One table. What would break a cell is escaped, and a line break is a `<br>`."""

    media_type = "text/markdown"

    def __init__(self, columns: Sequence[str]) -> None:
        self._columns = columns

    def head(self) -> str:
        return f"{_table_row(self._columns)}{_table_row('---' for _ in self._columns)}"

    def rows(self, rows: Iterable[Row]) -> str:
        return "".join(_table_row(shown(cell(row, column)) for column in self._columns) for row in rows)

    def end(self) -> str:
        return ""


def shown(value: Cell) -> str:
    match value:
        case None:
            return ""
        case datetime():
            return value.isoformat(timespec="seconds")
        case date():
            return value.isoformat()
        case _:
            return str(value)


def harmless(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text


def _lines(rows: Iterable[Sequence[str]]) -> str:
    written = io.StringIO(newline="")
    csv.writer(written).writerows(rows)
    return written.getvalue()


def _table_row(cells: Iterable[str]) -> str:
    escaped = (one.strip().replace("\\", "\\\\").replace("|", "\\|") for one in cells)
    return "| " + " | ".join("<br>".join(one.splitlines()) for one in escaped) + " |\n"
