"""What people were reminded of, which reminders they want, and what the scheduler asks to find out what is missing.

The scheduler runs as the system role: of what people write it sees whose it is, of which week and day.
"""

from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    Label,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    bindparam,
    delete,
    func,
    or_,
    select,
    tuple_,
    union,
    union_all,
    update,
)
from sqlalchemy.dialects.postgresql import JSONB, insert

from weeklog.achievements.tables import achievements
from weeklog.comments.waiting import awaits_comment, last_words
from weeklog.db.base import Query, id_column, metadata, moment_column, person_column
from weeklog.db.rows import columns, row_class
from weeklog.entries.tables import entries
from weeklog.ids import PersonId
from weeklog.objectives.tables import objectives
from weeklog.people.tables import people
from weeklog.programmes.clocks import ClockRow
from weeklog.programmes.tables import members, mentorships, programmes, weeks
from weeklog.reviews.tables import reviews
from weeklog.substitutes.tables import mentors_at
from weeklog.vocabulary import Language, NoticeKind, ReminderKind, ReviewState, Role

notices = Table(
    "notices",
    metadata,
    id_column(),
    person_column(),
    Column("programme_id", Uuid, ForeignKey("programmes.id", ondelete="CASCADE"), nullable=False),
    Column("week", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("occasion", Text, nullable=False, server_default=""),  # of a kind that a week may have several of
    Column("text", Text, nullable=False),  # our own words, in the person's language
    Column("missing", JSONB, nullable=False),  # the same for programs
    moment_column("created_at"),
    moment_column("read_at", nullable=True),
    UniqueConstraint("person_id", "programme_id", "week", "kind", "occasion", name="uq_notices_once"),
    Index("ix_notices_person_id", "person_id", "created_at", "id"),
)

muted_reminders = Table(
    "muted_reminders",
    metadata,
    Column("person_id", Uuid, ForeignKey("people.id", ondelete="CASCADE"), primary_key=True),
    Column("kind", Text, primary_key=True),
)


@row_class
class NoticeRow:
    id: UUID
    kind: NoticeKind
    week: int
    text: str
    missing: dict[str, Any]
    created_at: datetime
    read_at: datetime | None


@row_class
class MutedKindRow:
    kind: ReminderKind


@row_class
class MutedRow:
    person_id: PersonId
    kind: ReminderKind


@row_class
class RaisedRow:
    person_id: PersonId
    programme_id: UUID
    week: int
    kind: NoticeKind


@row_class
class CalendarRow(ClockRow):
    """Who is reminded, and when they may be."""

    language: Language


@row_class
class ReminderWeekRow(CalendarRow):
    """A week of theirs, and what became of its review."""

    role: Role
    joined_at: datetime
    number: int
    first_day: date
    last_day: date
    review_weekday: int
    review_at: time
    review: ReviewState | None
    due_at: datetime | None
    drafted_at: datetime | None


@row_class
class WaitingRow(CalendarRow):
    """What waits for them, of whom, and since when."""

    of: UUID
    of_name: str
    week: int | None
    since: datetime
    number: int | None  # of the week that it is now


@row_class
class WeekLinesRow:
    """Whether the week has any."""

    objectives: bool
    achievements: bool


@row_class
class LoggedSpanRow:
    start_on: date
    end_on: date


_notice = columns(NoticeRow, notices)
_mine = notices.c.person_id == bindparam("person_id")

_list = select(*_notice).where(
    _mine, tuple_(notices.c.created_at, notices.c.id) < tuple_(bindparam("before"), bindparam("before_id"))
)
_latest = (notices.c.created_at.desc(), notices.c.id.desc())
list_notices = Query(_list.order_by(*_latest).limit(bindparam("limit", type_=Integer)), NoticeRow)
list_unread = Query(
    _list.where(notices.c.read_at.is_(None)).order_by(*_latest).limit(bindparam("limit", type_=Integer)),
    NoticeRow,
)
read_notice = Query(
    update(notices)
    .where(notices.c.id == bindparam("notice_id"), notices.c.person_id == bindparam("reader"))
    .values(read_at=func.coalesce(notices.c.read_at, bindparam("at", type_=DateTime(timezone=True))))
    .returning(*_notice),
    NoticeRow,
)
_new = insert(notices).values(
    {
        name: bindparam(name)
        for name in (
            "id",
            "person_id",
            "programme_id",
            "week",
            "kind",
            "occasion",
            "text",
            "missing",
            "created_at",
        )
    }
)
# Of two schedulers one raises it; a second one of its kind for that week and occasion is never raised.
raise_notice = Query(
    _new.on_conflict_do_nothing(constraint="uq_notices_once").returning(*_notice),
    NoticeRow,
)

# A second one of its kind for that week takes the place of the first, and is unread.
renew_notice = Query(
    _new.on_conflict_do_update(
        constraint="uq_notices_once",
        set_={name: _new.excluded[name] for name in ("id", "text", "missing", "created_at")}
        | {"read_at": None},
    ).returning(*_notice),
    NoticeRow,
)

_muted = muted_reminders.c.person_id == bindparam("person_id")
list_muted = Query(select(muted_reminders.c.kind).where(_muted), MutedKindRow)
mute_reminder = Query(
    insert(muted_reminders)
    .values(person_id=bindparam("person_id"), kind=bindparam("kind"))
    .on_conflict_do_nothing()
)
unmute_reminder = Query(delete(muted_reminders).where(_muted, muted_reminders.c.kind == bindparam("kind")))


# What need not be raised any more, and what nobody wants to hear.
list_raised = Query(
    select(*columns(RaisedRow, notices)).where(
        notices.c.created_at >= bindparam("since", type_=DateTime(timezone=True))
    ),
    RaisedRow,
)
list_all_muted = Query(select(*columns(MutedRow, muted_reminders)), MutedRow)

_CALENDAR = (
    members.c.person_id,
    programmes.c.id.label("programme_id"),
    func.coalesce(people.c.zone, programmes.c.zone).label("zone"),
    programmes.c.days_off,
    programmes.c.holidays,
    programmes.c.quiet_from,
    programmes.c.quiet_until,
    people.c.language,
)
_members = members.join(people, people.c.id == members.c.person_id).join(
    programmes, programmes.c.id == members.c.programme_id
)
_here = (members.c.left_at.is_(None), programmes.c.archived_at.is_(None))

# Members' weeks around now and those with a fresh draft, what became of their reviews, and where those people are.
list_reminder_calendar = Query(
    select(
        *_CALENDAR,
        members.c.role,
        members.c.joined_at,
        weeks.c.number,
        weeks.c.first_day,
        weeks.c.last_day,
        programmes.c.review_weekday,
        programmes.c.review_at,
        reviews.c.state.label("review"),
        reviews.c.due_at,
        reviews.c.drafted_at,
    )
    .select_from(
        _members.join(weeks, weeks.c.programme_id == programmes.c.id).outerjoin(
            reviews,
            (reviews.c.person_id == members.c.person_id)
            & (reviews.c.programme_id == programmes.c.id)
            & (reviews.c.week == weeks.c.number),
        )
    )
    .where(
        *_here,
        members.c.role != "mentor",
        or_(
            weeks.c.last_day >= bindparam("since", type_=Date),
            (reviews.c.state == "drafted")
            & (reviews.c.drafted_at >= bindparam("drafted_since", type_=DateTime(timezone=True))),
        ),
        weeks.c.first_day <= bindparam("until", type_=Date),
    ),
    ReminderWeekRow,
)


_this = {
    name: bindparam(name, type_=kind)
    for name, kind in (("person_id", Uuid), ("programme_id", Uuid), ("week", Integer))
}


def _has_lines(table: Table) -> Label[bool]:
    of_week = [table.c[name] == value for name, value in _this.items()]
    return select(table.c.week).where(*of_week).exists().label(table.name)


find_week_lines = Query(select(_has_lines(objectives), _has_lines(achievements)), WeekLinesRow)
list_logged_spans = Query(
    select(entries.c.start_on, entries.c.end_on)
    .where(
        entries.c.person_id == _this["person_id"],
        entries.c.programme_id == _this["programme_id"],
        entries.c.start_on <= bindparam("last_day", type_=Date),
        entries.c.end_on >= bindparam("first_day", type_=Date),
    )
    .distinct(),
    LoggedSpanRow,
)

# Who answers for whom: mentors and their substitutes for their members; a lead for those whom nobody mentors.
_answering = mentors_at(bindparam("now", type_=DateTime(timezone=True)))
_lead = members.alias("lead")
_mentored = (
    select(mentorships.c.member_id)
    .where(
        mentorships.c.programme_id == members.c.programme_id, mentorships.c.member_id == members.c.person_id
    )
    .exists()
)
_pairs = union(
    select(_answering.c.programme_id, _answering.c.mentor_id, _answering.c.member_id),
    select(members.c.programme_id, _lead.c.person_id, members.c.person_id)
    .join_from(members, _lead, _lead.c.programme_id == members.c.programme_id)
    .where(
        _lead.c.role == "lead",
        _lead.c.person_id != members.c.person_id,
        members.c.role != "mentor",
        members.c.left_at.is_(None),
        ~_mentored,
    ),
).subquery("pairs")
_last = last_words.with_only_columns(
    *(column for column in last_words.selected_columns if column.name != "text")
).subquery("last")
_before = bindparam("before", type_=DateTime(timezone=True))
_waiting = union_all(
    select(
        reviews.c.person_id,
        reviews.c.programme_id,
        reviews.c.week,
        reviews.c.submitted_at.label("since"),
        reviews.c.person_id.label("said_by"),
    ).where(awaits_comment, reviews.c.submitted_at < _before),
    select(
        _last.c.person_id, _last.c.programme_id, _last.c.week, _last.c.created_at, _last.c.author_id
    ).where(_last.c.created_at < _before),
).subquery("waiting")
_of = people.alias("of")
# What waits for mentors since before a moment, the oldest first.
list_waiting = Query(
    select(
        *_CALENDAR,
        _waiting.c.person_id.label("of"),
        _of.c.name.label("of_name"),
        _waiting.c.week,
        _waiting.c.since.label("since"),  # never null: it is before a moment
        select(func.max(weeks.c.number))
        .where(weeks.c.programme_id == programmes.c.id, weeks.c.first_day <= bindparam("today", type_=Date))
        .scalar_subquery()
        .label("number"),
    )
    .select_from(
        _members.join(
            _pairs,
            (_pairs.c.programme_id == members.c.programme_id) & (_pairs.c.mentor_id == members.c.person_id),
        )
        .join(
            _waiting,
            (_waiting.c.programme_id == _pairs.c.programme_id) & (_waiting.c.person_id == _pairs.c.member_id),
        )
        .join(_of, _of.c.id == _waiting.c.person_id)
    )
    .where(*_here, _waiting.c.said_by.is_distinct_from(members.c.person_id))
    .order_by(_waiting.c.since),
    WaitingRow,
)
