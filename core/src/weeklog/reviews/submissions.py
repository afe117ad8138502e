"""Who has submitted, for the system role: it sees that there is a review, and how many entries."""

from datetime import date, datetime, time
from uuid import UUID

from sqlalchemy import ARRAY, Uuid, any_, bindparam, func, select

from weeklog.db.base import Query
from weeklog.db.rows import columns, row_class
from weeklog.entries.tables import entries
from weeklog.ids import PersonId
from weeklog.people.tables import people
from weeklog.programmes.tables import members, programmes
from weeklog.reviews.tables import reviews
from weeklog.vocabulary import ReviewState, Role


@row_class
class SubmitterRow:
    person_id: PersonId
    role: Role
    joined_at: datetime
    days_off: list[int]
    holidays: list[date]
    name: str
    zone: str
    review_weekday: int
    review_at: time


@row_class
class SubmissionRow:
    id: UUID
    person_id: PersonId
    week: int
    state: ReviewState
    submitted_at: datetime | None


@row_class
class LoggedRow:
    person_id: PersonId
    week: int
    entries: int


list_submitters = Query(
    select(
        members.c.person_id,
        members.c.role,
        members.c.joined_at,
        programmes.c.days_off,
        programmes.c.holidays,
        people.c.name,
        func.coalesce(people.c.zone, programmes.c.zone).label("zone"),
        programmes.c.review_weekday,
        programmes.c.review_at,
    )
    .join_from(members, people, people.c.id == members.c.person_id)
    .join(programmes, programmes.c.id == members.c.programme_id)
    .where(
        members.c.programme_id == bindparam("programme_id"),
        members.c.left_at.is_(None),
        members.c.role != "mentor",
        members.c.person_id == any_(bindparam("people", type_=ARRAY(Uuid))),
    )
    .order_by(people.c.name, people.c.id),
    SubmitterRow,
)
list_submissions = Query(
    select(*columns(SubmissionRow, reviews)).where(
        reviews.c.programme_id == bindparam("programme_id"),
        reviews.c.person_id == any_(bindparam("people", type_=ARRAY(Uuid))),
    ),
    SubmissionRow,
)
count_logged = Query(
    select(entries.c.person_id, entries.c.week, func.count().label("entries"))
    .where(
        entries.c.programme_id == bindparam("programme_id"),
        entries.c.person_id == any_(bindparam("people", type_=ARRAY(Uuid))),
    )
    .group_by(entries.c.person_id, entries.c.week),
    LoggedRow,
)
