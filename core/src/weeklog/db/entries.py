from sqlalchemy import (
    ARRAY,
    CheckConstraint,
    Column,
    Date,
    ForeignKeyConstraint,
    Index,
    Integer,
    Table,
    Text,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from weeklog.db.base import id_column, metadata, moment_column, person_column

entries = Table(
    "entries",
    metadata,
    id_column(),
    person_column(),
    Column("programme_id", Uuid, nullable=False),
    Column("week", Integer, nullable=False),
    Column("position", Integer, nullable=False, server_default="0"),  # order within the week, as on its page
    Column("day", Text, nullable=False, server_default=""),  # the day label as its author wrote it
    Column("text", Text, nullable=False),  # Markdown
    Column("start_on", Date, nullable=False),
    Column("end_on", Date, nullable=False),
    Column("resources", JSONB, nullable=False, server_default="[]"),  # [{"title", "url"}]
    Column("status", Text, nullable=False, server_default="done"),
    Column("tags", ARRAY(Text), nullable=False, server_default="{}"),
    Column("page_id", Uuid),  # the page it was imported from, and which of its rows it is
    Column("page_row", Integer),
    Column("version", Integer, nullable=False, server_default="1"),
    moment_column("created_at", default=True),
    moment_column("updated_at", default=True),
    ForeignKeyConstraint(
        ["programme_id", "week"], ["weeks.programme_id", "weeks.number"], name="fk_entries_week"
    ),
    CheckConstraint("start_on <= end_on", name="span"),
    CheckConstraint("status in ('planned', 'doing', 'done', 'dropped')", name="status"),
    Index("ix_entries_person_id_week", "person_id", "programme_id", "week", "position"),
    Index("ix_entries_person_id_start_on", "person_id", "start_on", "id"),
    Index("ix_entries_page_id", "page_id", postgresql_where=text("page_id is not null")),
)
