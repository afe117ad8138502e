from collections.abc import Mapping
from typing import Any

from weeklog.db.engine import Record
from weeklog.events.catalogue import EntryState


def entry_state(row: Record | Mapping[str, Any]) -> EntryState:
    """A row that holds `weeklog.entries.tables.state`, and perhaps more."""
    return EntryState.model_validate({name: row[name] for name in EntryState.model_fields})
