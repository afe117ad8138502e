from datetime import date, datetime
from typing import TypedDict
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    CheckConstraint,
    Column,
    Date,
    Float,
    ForeignKeyConstraint,
    Index,
    Integer,
    Table,
    Text,
    Uuid,
    any_,
    bindparam,
    column,
    func,
    select,
    text,
    update,
)
from sqlalchemy.dialects.postgresql import JSONB

from weeklog.calendar import FIRST_DAY, LAST_DAY
from weeklog.db.base import (
    Query,
    binding,
    id_column,
    metadata,
    moment_column,
    now,
    person_column,
    words_column,
)
from weeklog.db.rows import IdRow, columns, row_class
from weeklog.vocabulary import Status, one_of

entries = Table(
    "entries",
    metadata,
    id_column(),
    person_column(),
    Column("programme_id", Uuid, nullable=False),
    Column("week", Integer, nullable=False),
    Column("position", Integer, nullable=False, server_default="0"),  # order within the week, as on its page
    Column("day", Text, nullable=False, server_default=""),  # the day label as its author wrote it
    Column("text", Text, nullable=False),  # Markdown
    Column("start_on", Date, nullable=False),
    Column("end_on", Date, nullable=False),
    Column("resources", JSONB, nullable=False, server_default="[]"),  # [{"title", "url"}]
    Column("status", Text, nullable=False, server_default="done"),
    Column("tags", ARRAY(Text), nullable=False, server_default="{}"),
    Column("hours", Float),  # worked on it, when somebody counts them
    Column("blocked_since", Date),  # a trigger fills it from `start_on` and empties it again
    Column("page_id", Uuid),  # the page it was imported from, and which of its rows it is
    Column("page_row", Integer),
    Column(
        "carried_from", Uuid
    ),  # the unfinished entry that it goes on with, and the one that goes on with it
    Column("carried_to", Uuid),
    Column("weeks_open", Integer, nullable=False, server_default="1"),  # 3 = it stands in its third week
    Column("version", Integer, nullable=False, server_default="1"),
    moment_column("created_at", default=True),
    moment_column("updated_at", default=True),
    *words_column("text", "tags", "resources"),
    ForeignKeyConstraint(
        ["programme_id", "week"], ["weeks.programme_id", "weeks.number"], name="fk_entries_week"
    ),
    CheckConstraint("start_on <= end_on", name="span"),
    CheckConstraint(f"start_on >= '{FIRST_DAY}' and end_on <= '{LAST_DAY}'", name="days"),
    CheckConstraint("weeks_open between 1 and 999", name="weeks_open"),
    CheckConstraint(one_of("status", Status), name="status"),
    CheckConstraint("(status = 'blocked') = (blocked_since is not null)", name="blocked"),
    CheckConstraint("hours > 0 and hours <= 1000", name="hours"),
    Index("ix_entries_person_id_week", "person_id", "programme_id", "week", "position"),
    Index("ix_entries_person_id_start_on", "person_id", "start_on", "id"),
    Index("ix_entries_page_id", "page_id", postgresql_where=text("page_id is not null")),
    Index(
        "ix_entries_updated_at",
        "updated_at",
        postgresql_using="brin",
        postgresql_with={"pages_per_range": 16, "autosummarize": "on"},
    ),
)


class StoredLink(TypedDict):
    title: str
    url: str | None


@row_class
class EntryRow:
    """What `EntryState` tells."""

    id: UUID
    week: int
    position: int
    day: str
    text: str
    start_on: date
    end_on: date
    resources: list[StoredLink]
    status: Status
    tags: list[str]
    hours: float | None
    blocked_since: date | None
    carried_from: UUID | None
    carried_to: UUID | None
    weeks_open: int
    version: int
    created_at: datetime
    updated_at: datetime


@row_class
class ProgrammeEntryRow(EntryRow):
    programme_id: UUID


@row_class
class PageEntryRow(EntryRow):
    page_id: UUID | None
    page_row: int | None


@row_class
class NewEntryRow:
    """What Postgres decides of a new entry; all else is known before."""

    position: int
    created_at: datetime


@row_class
class NextPositionRow:
    week: int
    next_position: int
    at: datetime


@row_class
class EntryCountRow:
    week: int
    entries: int


@row_class
class DeletedEntryRow:
    id: UUID
    week: int
    carried_from: UUID | None


@row_class
class OrderRow:
    id: UUID
    start_on: date
    position: int


state = columns(EntryRow, entries)
WRITTEN = (
    "week",
    "day",
    "text",
    "start_on",
    "end_on",
    "resources",
    "status",
    "tags",
    "hours",
    "blocked_since",
)
KEYS = ("id", "person_id", "programme_id")

_in_week = (
    entries.c.person_id == bindparam("person_id"),
    entries.c.programme_id == bindparam("programme_id"),
    entries.c.week == bindparam("week"),
)
_next_position = func.next_position(
    bindparam("person_id", type_=Uuid),
    bindparam("programme_id", type_=Uuid),
    bindparam("week", type_=Integer),
)

insert_entry = Query(
    entries.insert()
    .values(**{name: bindparam(name) for name in (*KEYS, *WRITTEN)}, position=_next_position)
    .returning(*columns(NewEntryRow, entries)),
    NewEntryRow,
)
_bound = binding()
_new = select(
    _bound.c.person_id,
    func.next_position(
        _bound.c.person_id, bindparam("programme_id", type_=Uuid), bindparam("week", type_=Integer)
    ).label("position"),
    now().label("created_at"),
).cte("new")
_alone = {
    **{name: bindparam(name, type_=entries.c[name].type) for name in ("id", "programme_id", *WRITTEN)},
    **{name: _new.c[name] for name in ("person_id", "position", "created_at")},
    "updated_at": _new.c.created_at,
}
_made = (
    entries.insert()
    .from_select(list(_alone), select(*_alone.values()).select_from(_new), include_defaults=False)
    .cte("made")
)
# The same as `insert_entry`, for `Store.run_alone`. What it tells is known before: an INSERT that returns something
# has to prove that its row may be read, by every policy there is.
insert_entry_alone = Query(select(_new.c.position, _new.c.created_at).add_cte(_made), NewEntryRow)
insert_entry_at = Query(
    entries.insert().values(
        {name: bindparam(name) for name in (*KEYS, *WRITTEN, "position", "page_id", "page_row")}
    )
)
# All rows of a request in one statement; Postgres checks each as if it came alone, and gives nothing back, which would
# cost as much again. Tags and resources come as texts, since an array of arrays must not be ragged.
insert_entries = Query(
    text("""
insert into entries (id, person_id, programme_id, week, position, day, text, start_on, end_on, resources, status, tags,
                     hours, blocked_since)
select n.id, :person_id, :programme_id, n.week, n.position, n.day, n.text, n.start_on, n.end_on,
       cast(n.resources as jsonb), n.status, cast(n.tags as text[]), n.hours, n.blocked_since
  from unnest(cast(:id as uuid[]), cast(:week as integer[]), cast(:position as integer[]), cast(:day as text[]),
              cast(:text as text[]), cast(:start_on as date[]), cast(:end_on as date[]), cast(:resources as text[]),
              cast(:status as text[]), cast(:tags as text[]), cast(:hours as float8[]), cast(:blocked_since as date[]))
       as n (id, week, position, day, text, start_on, end_on, resources, status, tags, hours, blocked_since)""")
)
_of_person = entries.c.person_id == bindparam("person_id")
_one = (entries.c.id == bindparam("entry_id"), _of_person)
_these = (entries.c.id == any_(bindparam("ids", type_=ARRAY(Uuid))), _of_person)

# Also one of somebody whom the asker follows: the policies say whose.
find_entry = Query(select(*state).where(entries.c.id == bindparam("id")), EntryRow)
find_entries = Query(
    select(*state).where(*_these).order_by(entries.c.week, entries.c.position, entries.c.id), EntryRow
)
# What may prove something: of the programme that its person works in now.
list_provable = Query(
    select(entries.c.id).where(*_these, entries.c.programme_id == bindparam("programme_id")), IdRow
)
# To be changed: only in the programme that its person works in now.
lock_entry = Query(
    select(*columns(ProgrammeEntryRow, entries))
    .where(*_one, entries.c.programme_id == bindparam("programme_id"))
    .with_for_update(),
    ProgrammeEntryRow,
)
list_week_entries = Query(
    select(*columns(PageEntryRow, entries)).where(*_in_week).order_by(entries.c.position, entries.c.id),
    PageEntryRow,
)
_asked_week = func.unnest(bindparam("weeks", type_=ARRAY(Integer))).column_valued("asked")
# Of each week the place behind all that is there, which holds the week (weeks must come in order), and the moment of
# the transaction, which its rows will bear.
find_next_positions = Query(
    select(
        _asked_week.label("week"),
        func.next_position(
            bindparam("person_id", type_=Uuid), bindparam("programme_id", type_=Uuid), _asked_week
        ).label("next_position"),
        now().label("at"),
    ),
    NextPositionRow,
)
count_by_week = Query(
    select(entries.c.week, func.count().label("entries"))
    .where(entries.c.person_id == bindparam("person_id"), entries.c.programme_id == bindparam("programme_id"))
    .group_by(entries.c.week),
    EntryCountRow,
)
change_entry = Query(
    update(entries)
    .where(*_one)
    .values(
        **{name: bindparam(name) for name in (*WRITTEN, "position")},
        version=entries.c.version + 1,
        updated_at=now(),
    )
    .returning(*state),
    EntryRow,
)
delete_entries = Query(
    entries.delete().where(*_these).returning(*columns(DeletedEntryRow, entries)), DeletedEntryRow
)

# Where an entry stands on its page, which is not a change of the entry.
place_entry = Query(
    update(entries)
    .where(*_one)
    .values(**{name: bindparam(name) for name in ("position", "page_id", "page_row")})
)
rewrite_entry = Query(
    update(entries)
    .where(*_one)
    .values(
        **{
            name: bindparam(name)
            for name in ("text", "day", "start_on", "end_on", "resources", "status", "hours")
        },
        version=entries.c.version + 1,
        updated_at=now(),
    )
)

# The order of a week, all of it at once.
_order = (
    func.unnest(bindparam("ids", type_=ARRAY(Uuid)), bindparam("positions", type_=ARRAY(Integer)))
    .table_valued(column("id", Uuid), column("position", Integer), name="places")
    .render_derived()
)
order_entries = Query(
    update(entries).where(entries.c.id == _order.c.id, _of_person).values(position=_order.c.position)
)
list_order = Query(
    select(*columns(OrderRow, entries))
    .where(*_in_week)
    .order_by(entries.c.position, entries.c.id)
    .with_for_update(),
    OrderRow,
)
