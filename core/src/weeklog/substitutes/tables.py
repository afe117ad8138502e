"""Who stands in for a mentor, on which days. Meanwhile they answer for everybody whom the mentor mentors."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    Column,
    ColumnElement,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Table,
    TableValuedAlias,
    Uuid,
    bindparam,
    column,
    func,
    select,
)
from sqlalchemy.dialects.postgresql import insert

from weeklog.db.base import Query, id_column, metadata, moment_column, now
from weeklog.db.rows import columns, row_class
from weeklog.ids import PersonId

substitutes = Table(
    "substitutes",
    metadata,
    id_column(),
    Column("programme_id", Uuid, nullable=False),
    Column("mentor_id", Uuid, nullable=False),
    Column("substitute_id", Uuid, nullable=False),
    Column("first_day", Date, nullable=False),  # on the mentor's clock
    Column("last_day", Date, nullable=False),
    # The absence that they were named with: without it, they do not stand in either.
    Column("absence_id", Uuid, ForeignKey("absences.id", ondelete="CASCADE"), unique=True),
    Column("created_by", Uuid, nullable=False),  # the mentor, or the lead
    moment_column("created_at", default=True),
    CheckConstraint("first_day <= last_day", name="span"),
    CheckConstraint("mentor_id <> substitute_id", name="two"),
    ForeignKeyConstraint(
        ["programme_id", "mentor_id"],
        ["members.programme_id", "members.person_id"],
        name="fk_substitutes_mentor",
        ondelete="CASCADE",
    ),
    ForeignKeyConstraint(
        ["programme_id", "substitute_id"],
        ["members.programme_id", "members.person_id"],
        name="fk_substitutes_substitute",
        ondelete="CASCADE",
    ),
    Index("ix_substitutes_mentor_id", "mentor_id", "programme_id", "first_day"),
    Index("ix_substitutes_substitute_id", "substitute_id", "programme_id", "first_day"),
)


@row_class
class SubstituteRow:
    id: UUID
    programme_id: UUID
    mentor_id: PersonId
    substitute_id: PersonId
    first_day: date
    last_day: date
    absence_id: UUID | None
    created_by: UUID
    created_at: datetime


@row_class
class AnsweringRow:
    """Somebody who answers for a member."""

    mentor_id: UUID
    member_id: UUID
    stands_in_for: UUID | None  # the mentor; none = they are one themselves


@row_class
class StoodInForRow:
    mentor_id: PersonId
    member_id: PersonId


_STORED = (
    "id",
    "programme_id",
    "mentor_id",
    "substitute_id",
    "first_day",
    "last_day",
    "absence_id",
    "created_by",
)
_columns = columns(SubstituteRow, substitutes)

insert_substitute = Query(
    insert(substitutes).values({name: bindparam(name) for name in _STORED}).returning(*_columns),
    SubstituteRow,
)
find_substitute = Query(select(*_columns).where(substitutes.c.id == bindparam("id")), SubstituteRow)
delete_substitute = Query(substitutes.delete().where(substitutes.c.id == bindparam("id")))
# As far as row-level security shows them to who asks, the first day first.
list_substitutes = Query(
    select(*_columns)
    .where(
        substitutes.c.programme_id == bindparam("programme_id"),
        substitutes.c.last_day >= bindparam("since", type_=Date),
        substitutes.c.first_day <= bindparam("until", type_=Date),
    )
    .order_by(substitutes.c.first_day, substitutes.c.last_day, substitutes.c.id),
    SubstituteRow,
)


def mentors_at(moment: ColumnElement[datetime]) -> TableValuedAlias:
    """For the system role: who mentors whom, and who stands in for them at that moment."""
    return func.mentors_at(moment).table_valued(
        column("programme_id", Uuid),
        column("mentor_id", Uuid),
        column("member_id", Uuid),
        column("stands_in_for", Uuid),
        name="answering",
    )


_now = mentors_at(now())
list_answering = Query(
    select(_now.c.mentor_id, _now.c.member_id, _now.c.stands_in_for)
    .where(_now.c.programme_id == bindparam("programme_id", type_=Uuid))
    .order_by(_now.c.stands_in_for.is_not(None), _now.c.mentor_id),
    AnsweringRow,
)
# For whom who asks stands in now (`sql/functions/stood_in_for.sql`).
stood_in_for = func.stood_in_for().table_valued(
    column("programme_id", Uuid), column("member_id", Uuid), column("mentor_id", Uuid), name="stood_in_for"
)
list_stood_in_for = Query(
    select(stood_in_for.c.mentor_id, stood_in_for.c.member_id).where(
        stood_in_for.c.programme_id == bindparam("programme_id", type_=Uuid)
    ),
    StoodInForRow,
)
