from collections.abc import Mapping
from datetime import date
from typing import Any

from weeklog.entries.tables import EntryRow
from weeklog.events.catalogue import EntryState
from weeklog.vocabulary import Status


def entry_state(row: EntryRow) -> EntryState:
    return EntryState.model_validate(row, from_attributes=True)


def entry_of(values: Mapping[str, Any]) -> EntryState:
    """Of an entry that is no row: one that is being written, or one of the history. `values` may hold more than it
    tells, and less: what was kept before a field was added does not have it."""
    return EntryState.model_validate(
        {name: values[name] for name in EntryState.model_fields if name in values}
    )


def blocked_since(status: Status | None, said: date | None, start_on: date) -> date | None:
    """Since when an entry is blocked; None for one that is not. Nothing is blocked before it begins."""
    return max(said or start_on, start_on) if status == "blocked" else None
