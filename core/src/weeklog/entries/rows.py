from collections.abc import Mapping
from datetime import date
from typing import Any

from weeklog.db.engine import Record
from weeklog.events.catalogue import EntryState
from weeklog.vocabulary import Status


def entry_state(row: Record | Mapping[str, Any]) -> EntryState:
    """A row that holds `weeklog.entries.tables.state`, and perhaps more."""
    return EntryState.model_validate({name: row[name] for name in EntryState.model_fields})


def blocked_since(status: Status | None, said: date | None, start_on: date) -> date | None:
    """Since when an entry is blocked; None for one that is not. Nothing is blocked before it begins."""
    return max(said or start_on, start_on) if status == "blocked" else None
