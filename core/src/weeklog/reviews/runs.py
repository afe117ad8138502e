"""What was done about each week's review, and why: drafted, made up for later, or skipped by the scheduler;
worded by a language model, or not."""

from datetime import date, datetime, time
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    Index,
    Integer,
    Table,
    Text,
    Uuid,
    and_,
    bindparam,
    cast,
    func,
    or_,
    select,
    text,
)
from sqlalchemy.dialects.postgresql import insert

from weeklog.db.base import Query, metadata, moment_column, person_column
from weeklog.db.rows import columns, row_class
from weeklog.entries.tables import entries
from weeklog.ids import PersonId
from weeklog.people.tables import people
from weeklog.programmes.tables import members, programmes, weeks
from weeklog.reviews.tables import reviews
from weeklog.vocabulary import RunOutcome, RunReason, one_of

review_runs = Table(
    "review_runs",
    metadata,
    person_column(),
    Column("programme_id", Uuid, nullable=False),
    Column("week", Integer, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("reason", Text, nullable=False),
    moment_column("due_at"),
    moment_column("at"),
    CheckConstraint(one_of("outcome", RunOutcome), name="outcome"),
    CheckConstraint(one_of("reason", RunReason), name="reason"),
    # Two schedulers, or a second look, write the same only once.
    Index("uq_review_runs_once", "person_id", "programme_id", "week", "outcome", "reason", unique=True),
)


@row_class
class RunRow:
    week: int
    outcome: RunOutcome
    reason: RunReason
    due_at: datetime
    at: datetime


@row_class
class DueWeekRow:
    """A week without a review, and what decides when one falls due."""

    person_id: PersonId
    programme_id: UUID
    number: int
    first_day: date
    last_day: date
    joined_at: datetime
    days_off: list[int]
    holidays: list[date]
    review_weekday: int
    review_at: time
    zone: str
    has_entries: bool
    skipped: list[RunReason] | None


_COLUMNS = ("person_id", "programme_id", "week", "outcome", "reason", "due_at", "at")
insert_skip = Query(
    insert(review_runs)
    .values({name: bindparam(name) for name in _COLUMNS})
    .on_conflict_do_nothing()
    .returning(review_runs.c.week)
)
# What asking a language model came to; told once for each reason, at its last moment.
_wording = insert(review_runs).values({name: bindparam(name) for name in _COLUMNS})
note_wording = Query(
    _wording.on_conflict_do_update(
        index_elements=["person_id", "programme_id", "week", "outcome", "reason"],
        set_={"at": _wording.excluded.at},
    )
)
# The review and its line in the log; neither when there is a review already.
insert_due_review = Query(
    text("""
with made as (
  insert into reviews (id, person_id, programme_id, week, due_at)
  values (:id, :person_id, :programme_id, :week, :due_at)
  on conflict on constraint uq_reviews_week do nothing
  returning id, person_id, programme_id, week, due_at
), logged as (
  insert into review_runs (person_id, programme_id, week, outcome, reason, due_at, at)
  select person_id, programme_id, week, cast(:outcome as text), cast(:reason as text), due_at,
    cast(:at as timestamptz) from made
  on conflict do nothing
)
select id from made""")
)
_since = bindparam("since", type_=Date)
_runs_of_week = and_(
    review_runs.c.person_id == members.c.person_id,
    review_runs.c.programme_id == weeks.c.programme_id,
    review_runs.c.week == weeks.c.number,
)
# Members' weeks that have no review yet, with the moment that a review of them falls due. Those that ended before
# `since` only until the log says what became of them.
list_review_calendar = Query(
    select(
        members.c.person_id,
        programmes.c.id.label("programme_id"),
        weeks.c.number,
        weeks.c.first_day,
        weeks.c.last_day,
        members.c.joined_at,
        programmes.c.days_off,
        programmes.c.holidays,
        programmes.c.review_weekday,
        programmes.c.review_at,
        func.coalesce(people.c.zone, programmes.c.zone).label("zone"),
        select(entries.c.id)
        .where(
            entries.c.person_id == members.c.person_id,
            entries.c.programme_id == weeks.c.programme_id,
            entries.c.week == weeks.c.number,
        )
        .exists()
        .label("has_entries"),
        select(func.array_agg(review_runs.c.reason))
        .where(_runs_of_week, review_runs.c.outcome == "skipped")
        .scalar_subquery()
        .label("skipped"),
    )
    .join_from(members, people, people.c.id == members.c.person_id)
    .join(programmes, programmes.c.id == members.c.programme_id)
    .join(weeks, weeks.c.programme_id == programmes.c.id)
    .where(
        members.c.role != "mentor",
        members.c.left_at.is_(None),
        programmes.c.archived_at.is_(None),
        or_(
            weeks.c.last_day >= _since,
            (weeks.c.last_day >= cast(members.c.joined_at, Date))
            & ~select(review_runs.c.week).where(_runs_of_week).exists(),
        ),
        weeks.c.first_day <= bindparam("until", type_=Date),
        ~select(reviews.c.id)
        .where(
            reviews.c.person_id == members.c.person_id,
            reviews.c.programme_id == weeks.c.programme_id,
            reviews.c.week == weeks.c.number,
        )
        .exists(),
    )
    .order_by(weeks.c.first_day),
    DueWeekRow,
)

MOST_RUNS = 500
list_runs = Query(
    select(*columns(RunRow, review_runs))
    .where(
        review_runs.c.person_id == bindparam("person_id"),
        review_runs.c.programme_id == bindparam("programme_id"),
    )
    .order_by(review_runs.c.at.desc(), review_runs.c.week.desc())
    .limit(MOST_RUNS),
    RunRow,
)
