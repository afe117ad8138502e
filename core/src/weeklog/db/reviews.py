from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKeyConstraint,
    Integer,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
)
from sqlalchemy.dialects.postgresql import JSONB

from weeklog.db.base import id_column, metadata, moment_column, person_column

reviews = Table(
    "reviews",
    metadata,
    id_column(),
    person_column(),
    Column("programme_id", Uuid, nullable=False),
    Column("week", Integer, nullable=False),
    Column("state", Text, nullable=False, server_default="pending"),  # pending until its job has drafted it
    Column("version", Integer, nullable=False, server_default="1"),
    Column("facts", JSONB),  # what the draft was made from
    Column("sentences", JSONB),  # [{"section", "text", "evidence": [entry ids]}]
    Column("job_id", Uuid),  # the job that drafts it, or drafted it last
    moment_column("due_at", nullable=True),  # the Friday it was made for; none = asked for by hand
    moment_column("drafted_at", nullable=True),
    moment_column("created_at", default=True),
    moment_column("updated_at", default=True),
    ForeignKeyConstraint(
        ["programme_id", "week"], ["weeks.programme_id", "weeks.number"], name="fk_reviews_week"
    ),
    UniqueConstraint("person_id", "programme_id", "week", name="uq_reviews_week"),
    CheckConstraint("state in ('pending', 'drafted', 'submitted', 'approved', 'published')", name="state"),
)
