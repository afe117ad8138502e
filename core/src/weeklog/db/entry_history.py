"""What entries were before each change. A trigger writes it; a deleted entry is the last row of its own history."""

from sqlalchemy import BigInteger, Column, Identity, Index, Integer, Table, Text, Uuid, text
from sqlalchemy.dialects.postgresql import JSONB

from weeklog.db.base import metadata, moment_column, person_column

DAYS_IN_BIN = 30

entry_history = Table(
    "entry_history",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("entry_id", Uuid, nullable=False),
    person_column(),
    Column("programme_id", Uuid, nullable=False),
    Column("version", Integer, nullable=False),  # the one that ended with this change
    Column("change", Text, nullable=False),
    Column("row", JSONB, nullable=False),  # the whole entry as it was
    Column("by", Uuid),
    moment_column("at", default=True),
    Index("ix_entry_history_entry_id", "entry_id", "id"),
    Index("ix_entry_history_deleted", "person_id", "at", postgresql_where=text("change = 'deleted'")),
)
