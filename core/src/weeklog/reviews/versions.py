"""Every version of a review's lines, for comparing."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import CheckConstraint, Column, ForeignKey, Integer, Table, Text, Uuid, bindparam, select
from sqlalchemy.dialects.postgresql import JSONB, insert

from weeklog.db.base import Query, metadata, moment_column, person_column
from weeklog.db.rows import columns, row_class
from weeklog.vocabulary import one_of

Why = Literal["drafted", "redrafted", "edited"]

review_versions = Table(
    "review_versions",
    metadata,
    Column("review_id", Uuid, ForeignKey("reviews.id", ondelete="CASCADE"), primary_key=True),
    Column("version", Integer, primary_key=True),
    person_column(),
    Column("programme_id", Uuid, nullable=False),
    Column("lines", JSONB, nullable=False),
    Column("why", Text, nullable=False),
    Column("by", Uuid),  # none = the draft
    moment_column("at"),
    CheckConstraint(one_of("why", Why), name="why"),
)


@row_class
class VersionRow:
    version: int
    why: Why
    by: UUID | None
    at: datetime


@row_class
class VersionLinesRow:
    lines: list[dict[str, Any]]


insert_version = Query(
    insert(review_versions).values(
        {
            name: bindparam(name)
            for name in ("review_id", "version", "person_id", "programme_id", "lines", "why", "by", "at")
        }
    )
)
list_versions = Query(
    select(*columns(VersionRow, review_versions))
    .where(review_versions.c.review_id == bindparam("review_id"))
    .order_by(review_versions.c.version.desc()),
    VersionRow,
)
find_version = Query(
    select(review_versions.c.lines).where(
        review_versions.c.review_id == bindparam("review_id"),
        review_versions.c.version == bindparam("version"),
    ),
    VersionLinesRow,
)
