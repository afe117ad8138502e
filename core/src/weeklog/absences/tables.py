"""When somebody is away from a programme: days or half days, with a reason from a list."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    ForeignKeyConstraint,
    Index,
    Table,
    Text,
    Uuid,
    bindparam,
    select,
)
from sqlalchemy.dialects.postgresql import insert

from weeklog.db.base import Query, id_column, metadata, moment_column, person_column
from weeklog.db.rows import columns, row_class
from weeklog.ids import PersonId
from weeklog.vocabulary import AbsenceReason, DayPart, one_of

absences = Table(
    "absences",
    metadata,
    id_column(),
    person_column(),
    Column("programme_id", Uuid, nullable=False),
    Column("first_day", Date, nullable=False),
    Column("last_day", Date, nullable=False),
    Column("part", Text, nullable=False, server_default="day"),  # of each of the days
    Column("reason", Text, nullable=False),
    Column("created_by", Uuid, nullable=False),  # themselves, or the lead
    moment_column("created_at", default=True),
    CheckConstraint("first_day <= last_day", name="span"),
    CheckConstraint(one_of("part", DayPart), name="part"),
    CheckConstraint(one_of("reason", AbsenceReason), name="reason"),
    ForeignKeyConstraint(
        ["programme_id", "person_id"],
        ["members.programme_id", "members.person_id"],
        name="fk_absences_member",
        ondelete="CASCADE",
    ),
    Index("ix_absences_person_id", "person_id", "programme_id", "first_day"),
)


@row_class
class AbsenceRow:
    id: UUID
    person_id: PersonId
    programme_id: UUID
    first_day: date
    last_day: date
    part: DayPart
    reason: AbsenceReason
    created_by: UUID
    created_at: datetime


@row_class
class AbsentRow:
    """Who is away, when and why."""

    person_id: PersonId
    programme_id: UUID
    first_day: date
    last_day: date
    part: DayPart
    reason: AbsenceReason


_STORED = ("id", "person_id", "programme_id", "first_day", "last_day", "part", "reason", "created_by")
_columns = columns(AbsenceRow, absences)

insert_absence = Query(
    insert(absences).values({name: bindparam(name) for name in _STORED}).returning(*_columns),
    AbsenceRow,
)
find_absence = Query(select(*_columns).where(absences.c.id == bindparam("id")), AbsenceRow)
delete_absence = Query(absences.delete().where(absences.c.id == bindparam("id")))
_within = (
    absences.c.last_day >= bindparam("since", type_=Date),
    absences.c.first_day <= bindparam("until", type_=Date),
)
list_absences = Query(
    select(*_columns)
    .where(
        absences.c.person_id == bindparam("person_id"),
        absences.c.programme_id == bindparam("programme_id"),
        *_within,
    )
    .order_by(absences.c.first_day, absences.c.part, absences.c.id),
    AbsenceRow,
)
# Of everybody, for the system role.
list_all_absences = Query(select(*columns(AbsentRow, absences)).where(*_within), AbsentRow)
