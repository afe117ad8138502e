# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false, reportUnknownVariableType=false
# - the writer has no stubs, and tells only some of its types.
"""Rows as an Excel workbook, written row by row into a file: what is in memory is one row."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from weeklog_api.exports.columns import Cell, Row, cell

MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_ROWS: Final = 1_048_575  # that Excel takes, below the header
_MOST_TEXT: Final = 32_767  # characters of a cell
_WIDTHS: Final = {"text": 60, "resources": 40, "day": 14, "id": 38, "person": 22, "tags": 18,
                  "created_at": 18, "updated_at": 18, "carried_from": 38, "carried_to": 38}  # fmt: skip
_USUAL_WIDTH: Final = 12


class Sheet:
    """Times are those of `zone`, since a cell cannot name one."""

    def __init__(self, path: Path, columns: Sequence[str], zone: ZoneInfo) -> None:
        self._columns, self._zone, self._written = columns, zone, 0
        from xlsxwriter import Workbook  # noqa: PLC0415 - a twentieth of the gateway's start, for those who ask for it

        options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self._book = Workbook(str(path), options)
        self._sheet = self._book.add_worksheet("Entries")
        self._day = self._book.add_format({"num_format": "yyyy-mm-dd", "valign": "top"})
        self._moment = self._book.add_format({"num_format": "yyyy-mm-dd hh:mm", "valign": "top"})
        self._plain = self._book.add_format({"text_wrap": True, "valign": "top"})
        head = self._book.add_format({"bold": True})
        self._sheet.freeze_panes(1, 0)
        for place, column in enumerate(columns):
            self._sheet.set_column(place, place, _WIDTHS.get(column, _USUAL_WIDTH))
            self._sheet.write_string(0, place, column, head)

    def write(self, rows: Iterable[Row]) -> None:
        for row in rows:
            if self._written == MOST_ROWS:
                return
            self._written += 1
            for place, column in enumerate(self._columns):
                self._write(place, cell(row, column))

    def close(self) -> None:
        self._sheet.autofilter(0, 0, self._written, len(self._columns) - 1)
        self._book.close()

    def _write(self, place: int, value: Cell) -> None:
        at = (self._written, place)
        match value:
            case None:
                self._sheet.write_blank(*at, None)
            case datetime():
                self._sheet.write_datetime(
                    *at, value.astimezone(self._zone).replace(tzinfo=None), self._moment
                )
            case date():
                self._sheet.write_datetime(*at, datetime.combine(value, time()), self._day)
            case int() | float():
                self._sheet.write_number(*at, value, self._plain)
            case str():
                self._sheet.write_string(*at, value[:_MOST_TEXT], self._plain)
