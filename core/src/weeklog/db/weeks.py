"""What a week is for and what came of it: one person's objectives and achievements."""

from sqlalchemy import ARRAY, Boolean, Column, ForeignKeyConstraint, Index, Integer, Table, Text, Uuid

from weeklog.db.base import id_column, metadata, moment_column, person_column

objectives = Table(
    "objectives",
    metadata,
    id_column(),
    person_column(),
    Column("programme_id", Uuid, nullable=False),
    Column("week", Integer, nullable=False),
    Column("position", Integer, nullable=False),
    Column("text", Text, nullable=False),  # Markdown
    Column("done", Boolean),  # a ticked box; none = the author uses no boxes
    moment_column("created_at", default=True),
    ForeignKeyConstraint(
        ["programme_id", "week"], ["weeks.programme_id", "weeks.number"], name="fk_objectives_week"
    ),
    Index("ix_objectives_person_id_week", "person_id", "programme_id", "week", "position"),
)

achievements = Table(
    "achievements",
    metadata,
    id_column(),
    person_column(),
    Column("programme_id", Uuid, nullable=False),
    Column("week", Integer, nullable=False),
    Column("position", Integer, nullable=False),
    Column("text", Text, nullable=False),  # Markdown
    Column("evidence", ARRAY(Uuid), nullable=False, server_default="{}"),  # the entries that prove it
    moment_column("created_at", default=True),
    ForeignKeyConstraint(
        ["programme_id", "week"], ["weeks.programme_id", "weeks.number"], name="fk_achievements_week"
    ),
    Index("ix_achievements_person_id_week", "person_id", "programme_id", "week", "position"),
)
