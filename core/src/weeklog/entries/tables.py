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

_STATE = (
    "id", "week", "position", "day", "text", "start_on", "end_on", "resources", "status", "tags",
    "hours", "blocked_since", "carried_from", "carried_to", "weeks_open", "version", "created_at", "updated_at",
)  # fmt: skip
state = tuple(entries.c[name] for name in _STATE)  # what `EntryState` tells
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

_made = (entries.c.position, entries.c.created_at)  # all else of a new entry is known before

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
    .returning(*_made)
)
_bound = binding()
_alone = {
    **{name: bindparam(name, type_=entries.c[name].type) for name in ("id", "programme_id", *WRITTEN)},
    "person_id": _bound.c.person_id,
    "position": func.next_position(
        _bound.c.person_id, bindparam("programme_id", type_=Uuid), bindparam("week", type_=Integer)
    ),
}
# The same as `insert_entry`, for `Store.run_alone`.
insert_entry_alone = Query(
    entries.insert()
    .from_select(list(_alone), select(*_alone.values()).select_from(_bound), include_defaults=False)
    .returning(*_made)
)
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
find_entry = Query(select(*state).where(entries.c.id == bindparam("id")))
find_entries = Query(select(*state).where(*_these).order_by(entries.c.week, entries.c.position, entries.c.id))
# What may prove something: of the programme that its person works in now.
list_provable = Query(
    select(entries.c.id).where(*_these, entries.c.programme_id == bindparam("programme_id"))
)
# To be changed: only in the programme that its person works in now.
lock_entry = Query(
    select(*state, entries.c.programme_id)
    .where(*_one, entries.c.programme_id == bindparam("programme_id"))
    .with_for_update()
)
list_week_entries = Query(
    select(*state, entries.c.page_id, entries.c.page_row)
    .where(*_in_week)
    .order_by(entries.c.position, entries.c.id)
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
    )
)
count_by_week = Query(
    select(entries.c.week, func.count().label("entries"))
    .where(entries.c.person_id == bindparam("person_id"), entries.c.programme_id == bindparam("programme_id"))
    .group_by(entries.c.week)
)
change_entry = Query(
    update(entries)
    .where(*_one)
    .values(
        **{name: bindparam(name) for name in (*WRITTEN, "position")},
        version=entries.c.version + 1,
        updated_at=now(),
    )
    .returning(*state)
)
delete_entries = Query(
    entries.delete().where(*_these).returning(entries.c.id, entries.c.week, entries.c.carried_from)
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
        **{name: bindparam(name) for name in ("text", "day", "start_on", "end_on", "resources", "status")},
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
    select(entries.c.id, entries.c.start_on, entries.c.position)
    .where(*_in_week)
    .order_by(entries.c.position, entries.c.id)
    .with_for_update()
)
