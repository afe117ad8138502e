"""Every move of a review's round, with its reason, and who has opened which version of a review."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    Uuid,
    bindparam,
    select,
)
from sqlalchemy.dialects.postgresql import insert

from weeklog.db.base import Query, id_column, metadata, moment_column, person_column
from weeklog.db.rows import columns, row_class
from weeklog.reviews.round import Move
from weeklog.vocabulary import one_of

review_moves = Table(
    "review_moves",
    metadata,
    id_column(),
    Column("review_id", Uuid, ForeignKey("reviews.id", ondelete="CASCADE"), nullable=False, index=True),
    person_column(),
    Column("programme_id", Uuid, nullable=False),
    Column("move", Text, nullable=False),
    Column("by", Uuid, nullable=False),
    Column("version", Integer, nullable=False),  # of the review, at that moment
    Column("reason", Text, nullable=False, server_default=""),
    moment_column("at"),
    CheckConstraint(one_of("move", Move), name="move"),
    Index("ix_review_moves_person_id", "person_id", "programme_id"),
    Index("ix_review_moves_by", "by", "programme_id"),
)

# Which version of a review somebody has opened: only those are approved together.
review_openings = Table(
    "review_openings",
    metadata,
    Column("review_id", Uuid, ForeignKey("reviews.id", ondelete="CASCADE"), primary_key=True),
    Column("reader_id", Uuid, ForeignKey("people.id", ondelete="CASCADE"), primary_key=True),
    person_column(),
    Column("programme_id", Uuid, nullable=False),
    Column("version", Integer, nullable=False),
    moment_column("at"),
)


@row_class
class MoveRow:
    move: Move
    by: UUID
    version: int  # of the review, at that moment
    reason: str
    at: datetime


insert_move = Query(
    insert(review_moves).values(
        {
            name: bindparam(name)
            for name in (
                "id",
                "review_id",
                "person_id",
                "programme_id",
                "move",
                "by",
                "version",
                "reason",
                "at",
            )
        }
    )
)
list_moves = Query(
    select(*columns(MoveRow, review_moves))
    .where(review_moves.c.review_id == bindparam("review_id"))
    .order_by(review_moves.c.at, review_moves.c.id),
    MoveRow,
)
_opening = insert(review_openings).values(
    {
        name: bindparam(name)
        for name in ("review_id", "reader_id", "person_id", "programme_id", "version", "at")
    }
)
open_review = Query(
    _opening.on_conflict_do_update(
        constraint="pk_review_openings",
        set_={"version": _opening.excluded.version, "at": _opening.excluded.at},
    )
)
find_opening = Query(
    select(review_openings.c.version).where(
        review_openings.c.review_id == bindparam("review_id"),
        review_openings.c.reader_id == bindparam("reader_id"),
    )
)
