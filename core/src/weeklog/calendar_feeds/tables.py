"""The secret address at which a calendar program reads when somebody's reviews are due. Only its hash is stored."""

from datetime import date, datetime, time
from uuid import UUID

from sqlalchemy import (
    Column,
    LargeBinary,
    PrimaryKeyConstraint,
    Table,
    UniqueConstraint,
    bindparam,
    delete,
    select,
    text,
)
from sqlalchemy.dialects.postgresql import insert

from weeklog.absences.tables import AbsentRow, absences
from weeklog.db.base import Query, metadata, moment_column, now, person_column
from weeklog.db.rows import columns, row_class
from weeklog.ids import PersonId
from weeklog.vocabulary import Language, Role, SubmissionState

calendar_feeds = Table(
    "calendar_feeds",
    metadata,
    person_column(),
    Column("secret_hash", LargeBinary, nullable=False),
    moment_column("created_at", default=True),
    PrimaryKeyConstraint("person_id"),
    UniqueConstraint("secret_hash", name="uq_calendar_feeds_secret"),
)


@row_class
class FeedRow:
    created_at: datetime


@row_class
class FeedWeekRow:
    """A week of somebody's, in a programme that they are in."""

    person_id: PersonId
    language: Language
    zone: str
    programme_id: UUID
    programme_name: str
    role: Role
    joined_at: datetime
    review_weekday: int
    review_at: time
    days_off: list[int]
    holidays: list[date]
    number: int
    first_day: date
    last_day: date
    state: SubmissionState


_mine = calendar_feeds.c.person_id == bindparam("person_id")
_new = insert(calendar_feeds).values(person_id=bindparam("person_id"), secret_hash=bindparam("secret_hash"))
find_feed = Query(select(calendar_feeds.c.created_at).where(_mine), FeedRow)
# The address of before leads nowhere from then on.
put_feed = Query(
    _new.on_conflict_do_update(
        constraint="pk_calendar_feeds",
        set_={"secret_hash": _new.excluded.secret_hash, "created_at": now()},
    ).returning(calendar_feeds.c.created_at),
    FeedRow,
)
delete_feed = Query(delete(calendar_feeds).where(_mine))

# For the system role: who asks has shown the secret, and nothing else of themselves.
has_feed = Query(
    select(calendar_feeds.c.created_at).where(calendar_feeds.c.secret_hash == bindparam("secret_hash")),
    FeedRow,
)
list_feed_weeks = Query(
    text("""
select p.id as person_id, p.language, coalesce(p.zone, g.zone) as zone, g.id as programme_id, g.name as programme_name,
       m.role, m.joined_at, g.review_weekday, g.review_at, g.days_off, g.holidays, w.number, w.first_day, w.last_day,
       coalesce(r.state, 'none') as state
  from calendar_feeds f
  join people p on p.id = f.person_id
  join members m on m.person_id = p.id and m.left_at is null
  join programmes g on g.id = m.programme_id and g.archived_at is null
  join weeks w on w.programme_id = g.id
  left join reviews r on r.person_id = p.id and r.programme_id = g.id and r.week = w.number
 where f.secret_hash = :secret_hash
 order by w.first_day, g.id, w.number"""),
    FeedWeekRow,
)
list_feed_absences = Query(
    select(*columns(AbsentRow, absences))
    .join_from(absences, calendar_feeds, calendar_feeds.c.person_id == absences.c.person_id)
    .where(calendar_feeds.c.secret_hash == bindparam("secret_hash")),
    AbsentRow,
)
