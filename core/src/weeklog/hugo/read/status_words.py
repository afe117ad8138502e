"""What a cell says of a task's state: in a column of its own, else beside the date when it was completed."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from weeklog.hugo.model import Column, ColumnRole
from weeklog.hugo.read.dates import find_dates
from weeklog.hugo.read.statuses import is_phrase
from weeklog.vocabulary import Language, Status

_WRITTEN: Final[Mapping[Language, Mapping[str, str]]] = {
    "en": {"planned": "Planned", "doing": "In progress", "blocked": "Blocked", "dropped": "Dropped", "done": "Done"},
    "vi": {"planned": "Chưa làm", "doing": "Đang làm", "blocked": "Bị chặn", "dropped": "Đã hủy",
        "done": "Hoàn thành"},
}  # fmt: skip
_CARRIERS: Final[tuple[ColumnRole, ...]] = ("status", "end", "date", "start")
_AROUND: Final = " \t\u00a0()[]:;,.-–—_*"


def status_word(status: Status, language: Language) -> str:
    return _WRITTEN[language][status]


def carrier_of(columns: Sequence[Column]) -> ColumnRole | None:
    """The column in which a table says the status of its rows; None when it has no place for it."""
    roles = {column.role for column in columns}
    return next((role for role in _CARRIERS if role in roles), None)


def status_beside_dates(cell: str) -> str | None:
    """`In progress (10/20/2026)` says `In progress`; None when what stands beside the dates names no status."""
    words = cell
    for found in reversed(find_dates(cell)):
        words = words[: found.start] + words[found.start + len(found.text) :]
    words = re.sub(r"<br[ \t]*/?>", " ", words, flags=re.IGNORECASE).strip(_AROUND)
    return words if is_phrase(words) else None
