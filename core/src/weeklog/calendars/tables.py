"""Calendars that somebody subscribed: an address that weeklog reads again and again, and what came of it last.

The address lets whoever has it read the calendar. It is sealed (`weeklog.secrets_box`), and only the system role may
read it.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    Interval,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    bindparam,
    delete,
    func,
    null,
    select,
    text,
    update,
)
from sqlalchemy.dialects.postgresql import TIMESTAMP, insert

from weeklog.calendars.rounds import EVERY
from weeklog.db.base import Query, id_column, metadata, moment_column, now, person_column
from weeklog.db.rows import row_class
from weeklog.ids import PersonId
from weeklog.people.tables import people
from weeklog.programmes.tables import members, programmes

SEALED_AS = "calendar"  # the purpose of its boxes

calendars = Table(
    "calendars",
    metadata,
    id_column(),
    person_column(),
    Column("programme_id", Uuid, nullable=False),
    Column("name", Text, nullable=False),
    Column("host", Text, nullable=False),  # of the address: all of it that is shown
    Column("address_box", LargeBinary, nullable=False),
    # On the database's clock. None = not by itself: the address is gone.
    Column("next_at", TIMESTAMP(timezone=True), server_default=text("now() + interval '1 hour'")),
    moment_column("asked_at", default=True),  # when the latest job was made
    moment_column("read_at", nullable=True),  # when it was last tried
    moment_column("well_at", nullable=True),  # when it was last read
    Column("failures", Integer, nullable=False, server_default="0"),  # since then
    Column("fault", Text, nullable=False, server_default=""),  # of the last try
    Column("suggested", Integer, nullable=False, server_default="0"),  # events, in all
    # By which its server tells that nothing has changed, and until when that is enough: then an event has ended.
    Column("etag", Text, nullable=False, server_default=""),
    Column("last_modified", Text, nullable=False, server_default=""),
    moment_column("unchanged_until", nullable=True),
    moment_column("created_at", default=True),
    ForeignKeyConstraint(
        ["programme_id", "person_id"],
        ["members.programme_id", "members.person_id"],
        name="fk_calendars_member",
        ondelete="CASCADE",
    ),
    UniqueConstraint("person_id", "programme_id", "name", name="uq_calendars_name"),
    Index("ix_calendars_next_at", "next_at"),
)


@row_class
class CalendarRow:
    """What its owner is shown."""

    id: UUID
    name: str
    host: str
    next_at: datetime | None
    read_at: datetime | None
    well_at: datetime | None
    fault: str
    suggested: int
    created_at: datetime
    is_waiting: bool  # a job is under way


@row_class
class DueCalendarRow:
    id: UUID
    person_id: PersonId


@row_class
class CalendarToReadRow:
    id: UUID
    programme_id: UUID
    address_box: bytes
    email: str
    zone: str
    failures: int
    well_at: datetime | None
    etag: str
    last_modified: str
    unchanged_until: datetime | None


_last_read = func.coalesce(calendars.c.read_at, text("'-infinity'::timestamptz"))
_is_waiting = calendars.c.asked_at > _last_read
_SHOWN = ("id", "name", "host", "next_at", "read_at", "well_at", "fault", "suggested", "created_at")
_shown = (*(calendars.c[name] for name in _SHOWN), _is_waiting.label("is_waiting"))
_mine = (
    calendars.c.person_id == bindparam("person_id"),
    calendars.c.programme_id == bindparam("programme_id"),
)
_this = (*_mine, calendars.c.id == bindparam("calendar_id"))
_soon = now() + EVERY

# Of two requests at once the second counts what the first has added.
hold_calendars = Query(
    select(func.pg_advisory_xact_lock(func.hashtextextended(bindparam("name", type_=Text), 0)))
)
list_calendars = Query(
    select(*_shown).where(*_mine).order_by(func.lower(calendars.c.name), calendars.c.id), CalendarRow
)
find_calendar = Query(select(*_shown).where(*_this), CalendarRow)
_NEW = ("id", "person_id", "programme_id", "name", "host", "address_box")
# None where they have one of that name.
insert_calendar = Query(
    insert(calendars)
    .values({name: bindparam(name) for name in _NEW})
    .on_conflict_do_nothing(constraint="uq_calendars_name")
    .returning(*_shown),
    CalendarRow,
)
delete_calendar = Query(delete(calendars).where(*_this).returning(calendars.c.id))
# None while it is being read, and where it was read a moment ago.
ask_again = Query(
    update(calendars)
    .where(
        *_this,
        ~_is_waiting | (calendars.c.asked_at < text("now() - interval '5 minutes'")),
        _last_read < text("now() - interval '10 seconds'"),
    )
    .values(asked_at=now(), next_at=_soon)
    .returning(*_shown),
    CalendarRow,
)

# For the scheduler. Who has left a programme, or whose programme is archived, has nothing suggested in it.
list_due_calendars = Query(
    select(calendars.c.id, calendars.c.person_id)
    .join_from(
        calendars,
        members,
        (members.c.programme_id == calendars.c.programme_id) & (members.c.person_id == calendars.c.person_id),
    )
    .join(programmes, programmes.c.id == calendars.c.programme_id)
    .where(calendars.c.next_at <= now(), members.c.left_at.is_(None), programmes.c.archived_at.is_(None))
    .order_by(calendars.c.next_at)
    .limit(500),
    DueCalendarRow,
)
# None when another scheduler was first.
claim_due_calendar = Query(
    update(calendars)
    .where(calendars.c.id == bindparam("calendar_id"), calendars.c.next_at <= now())
    .values(asked_at=now(), next_at=_soon)
    .returning(calendars.c.id)
)

# For the worker that reads it.
find_calendar_to_read = Query(
    select(
        calendars.c.id,
        calendars.c.programme_id,
        calendars.c.address_box,
        people.c.email,
        func.coalesce(people.c.zone, programmes.c.zone).label("zone"),
        *(calendars.c[name] for name in ("failures", "well_at", "etag", "last_modified", "unchanged_until")),
    )
    .join_from(calendars, people, people.c.id == calendars.c.person_id)
    .join(programmes, programmes.c.id == calendars.c.programme_id)
    .where(calendars.c.id == bindparam("calendar_id")),
    CalendarToReadRow,
)
_read_now = update(calendars).where(calendars.c.id == bindparam("calendar_id"))
note_unchanged = Query(_read_now.values(read_at=now(), well_at=now(), failures=0, fault=""))
note_read = Query(
    _read_now.values(
        read_at=now(),
        well_at=now(),
        failures=0,
        fault="",
        suggested=calendars.c.suggested + bindparam("more_suggested", type_=Integer),
        etag=bindparam("new_etag", type_=Text),
        last_modified=bindparam("new_last_modified", type_=Text),
        unchanged_until=bindparam("new_unchanged_until", type_=TIMESTAMP(timezone=True)),
    )
)
_failed = {
    "read_at": now(),
    "failures": calendars.c.failures + 1,
    "fault": bindparam("why", type_=Text),
}
note_failure = Query(_read_now.values(**_failed, next_at=now() + bindparam("pause", type_=Interval)))
note_gone = Query(_read_now.values(**_failed, next_at=null()))


def address_place(calendar_id: UUID) -> bytes:
    """Where a calendar's address is sealed."""
    return calendar_id.bytes + b"address"
