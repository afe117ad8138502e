"""What entries were before each change. A trigger writes it; a deleted entry is the last row of its own history."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Identity,
    Index,
    Integer,
    Interval,
    Table,
    Text,
    Uuid,
    bindparam,
    case,
    column,
    delete,
    func,
    literal,
    literal_column,
    select,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB, distinct_on, insert

from weeklog.db.base import Query, metadata, moment_column, now, person_column, written
from weeklog.db.rows import columns, row_class
from weeklog.entries.tables import EntryRow, entries, state
from weeklog.sites.tables import pages
from weeklog.vocabulary import ChangeKind

TIME_IN_BIN = timedelta(days=30)

entry_history = Table(
    "entry_history",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("entry_id", Uuid, nullable=False),
    person_column(),
    Column("programme_id", Uuid, nullable=False),
    Column("version", Integer, nullable=False),  # the one that ended with this change
    Column("change", Text, nullable=False),
    Column("row", JSONB, nullable=False),  # the whole entry as it was
    Column("by", Uuid),
    moment_column("at", default=True),
    CheckConstraint("change in ('edited', 'carried', 'deleted', 'restored', 'imported')", name="change"),
    Index("ix_entry_history_entry_id", "entry_id", "id"),
    Index("ix_entry_history_deleted", "person_id", "at", postgresql_where=text("change = 'deleted'")),
)

_still = now() - literal(TIME_IN_BIN, Interval)
_is_back = select(entries.c.id).where(entries.c.id == entry_history.c.entry_id).exists()
_mine = entry_history.c.person_id == bindparam("person_id")


@row_class
class HistoryRow:
    version: int
    change: ChangeKind
    row: dict[str, Any]
    by: UUID | None
    at: datetime


@row_class
class DeletedRow:
    entry_id: UUID
    row: dict[str, Any]
    at: datetime  # when it was deleted


list_history = Query(
    select(*columns(HistoryRow, entry_history))
    .where(_mine, entry_history.c.entry_id == bindparam("entry_id"))
    .order_by(entry_history.c.id),
    HistoryRow,
)
# The entry as its history has it.
find_row = Query(
    select(func.to_jsonb(literal_column("entries")).label("row")).where(
        entries.c.person_id == bindparam("person_id"), entries.c.id == bindparam("entry_id")
    )
)
# The latest deletion of each that is not back.
_deleted = (
    select(*columns(DeletedRow, entry_history))
    .where(
        _mine,
        entry_history.c.programme_id == bindparam("programme_id"),
        entry_history.c.change == "deleted",
        entry_history.c.at > _still,
        ~_is_back,
    )
    .ext(distinct_on(entry_history.c.entry_id))
    .order_by(entry_history.c.entry_id, entry_history.c.id.desc())
)
_in_bin = _deleted.subquery()
list_deleted = Query(
    select(_in_bin)
    .order_by(_in_bin.c.at.desc(), _in_bin.c.entry_id)
    .limit(bindparam("limit", type_=Integer)),
    DeletedRow,
)
find_deleted = Query(_deleted.where(entry_history.c.entry_id == bindparam("entry_id")), DeletedRow)

# A row of a page is one again if the page is as it was, and the row is no other entry's.
_was = func.jsonb_populate_record(text("null::entries"), bindparam("row", type_=JSONB)).table_valued(
    *(column(c.name, c.type) for c in written(entries)), name="was"
)
_other = entries.alias("other")
_page = select(pages.c.id).where(pages.c.id == _was.c.page_id, pages.c.updated_at < bindparam("deleted_at"))
_taken = select(_other.c.id).where(_other.c.page_id == _was.c.page_id, _other.c.page_row == _was.c.page_row)
_on_page = _page.exists() & ~_taken.exists()
# What goes on with it may have been restored before it.
_went_on = (
    select(_other.c.id)
    .where(_other.c.person_id == _was.c.person_id, _other.c.carried_from == _was.c.id)
    .limit(1)
)
_KEPT = tuple(
    c.name
    for c in written(entries)
    if c.name not in {"version", "page_id", "page_row", "carried_to", "updated_at"}
)
restore_entry = Query(
    insert(entries)
    .from_select(
        [*_KEPT, "version", "page_id", "page_row", "carried_to", "updated_at"],
        select(
            *(_was.c[name] for name in _KEPT),
            _was.c.version + 2,
            case((_on_page, _was.c.page_id)),
            case((_on_page, _was.c.page_row)),
            _went_on.scalar_subquery(),
            now(),
        ),
        include_defaults=False,
    )
    .on_conflict_do_nothing()
    .returning(*state),
    EntryRow,
)
_RESTORED = ("entry_id", "person_id", "programme_id", "version", "row", "by")
tell_restored = Query(
    entry_history.insert().values(
        **{name: bindparam(name) for name in _RESTORED},
        change="restored",
    )
)

# With everything that is known of them. For the system role, which sees nobody's text.
_gone = (
    select(entry_history.c.entry_id)
    .where(entry_history.c.change == "deleted", ~_is_back)
    .group_by(entry_history.c.entry_id)
    .having(func.max(entry_history.c.at) < _still)
)
empty_bin = Query(delete(entry_history).where(entry_history.c.entry_id.in_(_gone)))
