"""What a row of an export may tell, and in which form. Pure."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final, TypeAlias

Row: TypeAlias = Mapping[str, Any]  # an entry as it is stored, and `person`, its owner's name
Cell: TypeAlias = str | int | float | date | datetime | None

COLUMNS: Final = (
    "id", "person", "week", "day", "start_on", "end_on", "text", "status", "tags", "resources", "weeks_open",
    "hours", "blocked_since", "carried_from", "carried_to", "created_at", "updated_at",
)  # fmt: skip
USUAL: Final = ("week", "day", "start_on", "end_on", "text", "status", "tags", "resources", "weeks_open")


def cell(row: Row, column: str) -> Cell:
    """For a sheet: lists become text."""
    value = row[column]
    match column:
        case "tags":
            return ", ".join(value)
        case "resources":
            return "\n".join(_resource(one) for one in value)
        case "id" | "carried_from" | "carried_to":
            return None if value is None else str(value)
        case _:
            return value


def _resource(resource: Mapping[str, str | None]) -> str:
    title, url = resource["title"] or "", resource["url"] or ""
    return title or url if url in ("", title) else f"{title} <{url}>"
