"""Entries that a program suggests (git, a code host, an agent), and what was suggested once.

Nothing is logged before its person accepts it. A key stays when its suggestion is gone: what was accepted, dismissed
or has expired does not come back.
"""

from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    CheckConstraint,
    Column,
    Date,
    Float,
    ForeignKeyConstraint,
    Index,
    PrimaryKeyConstraint,
    Table,
    Text,
    Uuid,
    any_,
    bindparam,
    delete,
    func,
    select,
    text,
    tuple_,
    update,
)
from sqlalchemy.dialects.postgresql import JSONB, TIMESTAMP, insert

from weeklog.db.base import Query, id_column, metadata, moment_column, now, person_column
from weeklog.db.rows import columns, row_class
from weeklog.vocabulary import Status, SuggestionSource, SuggestionState, one_of

EXPIRES_AFTER: Final = timedelta(days=28)  # nobody decided


def _of_a_member(name: str) -> ForeignKeyConstraint:
    return ForeignKeyConstraint(
        ["programme_id", "person_id"],
        ["members.programme_id", "members.person_id"],
        name=name,
        ondelete="CASCADE",
    )


suggestions = Table(
    "suggestions",
    metadata,
    id_column(),
    person_column(),
    Column("programme_id", Uuid, nullable=False),
    Column("source", Text, nullable=False),
    Column("topic", Text, nullable=False),  # what its lines have in common; empty = it has one line
    Column("lines", ARRAY(Text), nullable=False),
    Column("resources", JSONB, nullable=False),
    Column("start_on", Date, nullable=False),
    Column("end_on", Date, nullable=False),
    Column("status", Text, nullable=False),
    Column("hours", Float),
    Column("state", Text, nullable=False, server_default="open"),
    Column("entry_id", Uuid),  # that accepting it logged
    moment_column("created_at", default=True),
    moment_column("decided_at", nullable=True),
    CheckConstraint("start_on <= end_on", name="span"),
    CheckConstraint(one_of("source", SuggestionSource), name="source"),
    CheckConstraint(one_of("status", Status), name="status"),
    CheckConstraint(one_of("state", SuggestionState), name="state"),
    _of_a_member("fk_suggestions_member"),
    Index("ix_suggestions_person_id", "person_id", "programme_id", "state", "created_at"),
)

suggested_items = Table(
    "suggested_items",
    metadata,
    person_column(),
    Column("programme_id", Uuid, nullable=False),
    Column("key", Text, nullable=False),
    moment_column("created_at", default=True),
    PrimaryKeyConstraint("person_id", "programme_id", "key"),
    _of_a_member("fk_suggested_items_member"),
    Index("ix_suggested_items_created_at", "created_at"),
)


@row_class
class SuggestionRow:
    id: UUID
    source: SuggestionSource
    topic: str
    lines: list[str]
    resources: list[dict[str, Any]]
    start_on: date
    end_on: date
    status: Status
    hours: float | None
    state: SuggestionState
    entry_id: UUID | None
    created_at: datetime
    decided_at: datetime | None


@row_class
class KeyRow:
    key: str


_shown = columns(SuggestionRow, suggestions)
_mine = (
    suggestions.c.person_id == bindparam("person_id"),
    suggestions.c.programme_id == bindparam("programme_id"),
)
_is_fresh = suggestions.c.created_at > now() - EXPIRES_AFTER

# Of two requests at once the second sees what the first has suggested.
hold_suggestions = Query(
    select(func.pg_advisory_xact_lock(func.hashtextextended(bindparam("name", type_=Text), 0)))
)
# Answers those that are new.
keep_keys = Query(
    insert(suggested_items)
    .from_select(
        ["person_id", "programme_id", "key"],
        select(
            bindparam("person_id", type_=Uuid),
            bindparam("programme_id", type_=Uuid),
            func.unnest(bindparam("keys", type_=ARRAY(Text))),
        ),
    )
    .on_conflict_do_nothing()
    .returning(suggested_items.c.key),
    KeyRow,
)
list_open_of_topics = Query(
    select(*_shown)
    .where(
        *_mine,
        _is_fresh,
        suggestions.c.state == "open",
        suggestions.c.topic == any_(bindparam("topics", type_=ARRAY(Text))),
    )
    .order_by(suggestions.c.id),
    SuggestionRow,
)
count_open = Query(
    select(func.count()).select_from(suggestions).where(*_mine, _is_fresh, suggestions.c.state == "open")
)
_NEW = (
    "id",
    "person_id",
    "programme_id",
    "source",
    "topic",
    "lines",
    "resources",
    "start_on",
    "end_on",
    "status",
    "hours",
)
insert_suggestion = Query(
    insert(suggestions).values({name: bindparam(name) for name in _NEW}).returning(*_shown), SuggestionRow
)
extend_suggestion = Query(
    update(suggestions)
    .where(suggestions.c.id == bindparam("suggestion_id"))
    .values(
        lines=bindparam("all_lines", type_=ARRAY(Text)),
        resources=bindparam("all_resources", type_=JSONB),
        end_on=bindparam("last_day", type_=Date),
    )
    .returning(*_shown),
    SuggestionRow,
)
list_suggestions = Query(
    select(*_shown)
    .where(
        *_mine,
        suggestions.c.state == bindparam("state"),
        _is_fresh | (suggestions.c.state != "open"),
        suggestions.c.end_on >= bindparam("since", type_=Date),
        suggestions.c.start_on <= bindparam("until", type_=Date),
        tuple_(suggestions.c.created_at, suggestions.c.id)
        < tuple_(bindparam("before", type_=TIMESTAMP(timezone=True)), bindparam("before_id", type_=Uuid)),
    )
    .order_by(suggestions.c.created_at.desc(), suggestions.c.id.desc())
    .limit(bindparam("limit")),
    SuggestionRow,
)
hold_suggestion = Query(
    select(*_shown)
    .where(suggestions.c.id == bindparam("id"), suggestions.c.programme_id == bindparam("programme_id"))
    .with_for_update(),
    SuggestionRow,
)
decide_suggestion = Query(
    update(suggestions)
    .where(suggestions.c.id == bindparam("suggestion_id"))
    .values(state=bindparam("new_state"), entry_id=bindparam("logged_id", type_=Uuid), decided_at=now())
    .returning(*_shown),
    SuggestionRow,
)

# For the system role, which reads none of it: what expired goes, and keys that no source tells any more.
delete_expired = Query(delete(suggestions).where(~_is_fresh & (suggestions.c.state != "accepted")))
delete_old_items = Query(
    delete(suggested_items).where(suggested_items.c.created_at < text("now() - interval '1 year'"))
)
