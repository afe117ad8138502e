"""Comments in threads. `person_id` is the owner of what is commented on; `author_id` who wrote."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    CheckConstraint,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    bindparam,
    select,
    tuple_,
    update,
)

from weeklog.db.base import (
    Query,
    id_column,
    metadata,
    moment_column,
    person_column,
    words_column,
    written,
)
from weeklog.db.rows import row_class
from weeklog.ids import PersonId
from weeklog.vocabulary import AnchorKind, one_of


def _author(name: str = "author_id") -> Column[Any]:
    """What somebody wrote stays when their account is gone."""
    return Column(name, Uuid, ForeignKey("people.id", ondelete="SET NULL"))


threads = Table(
    "threads",
    metadata,
    id_column(),  # that of the comment that began it
    person_column(),
    Column("programme_id", Uuid, ForeignKey("programmes.id", ondelete="CASCADE"), nullable=False),
    Column("week", Integer),
    _author(),
    Column("anchor_kind", Text, nullable=False),
    Column("anchor_id", Uuid, nullable=False, index=True),
    Column("line", Integer),  # of a review: which of its lines it was, from 0
    Column("line_id", Uuid),  # and which line it is, wherever it stands now
    Column("revision", Integer),
    Column("anchor_text", Text, nullable=False),  # what it said then, cut short
    moment_column("resolved_at", nullable=True),
    _author("resolved_by"),
    moment_column("created_at"),
    UniqueConstraint("id", "person_id", "programme_id", name="uq_threads_owner"),
    CheckConstraint(one_of("anchor_kind", AnchorKind), name="anchor_kind"),
    Index("ix_threads_person_id", "person_id", "programme_id", "week"),
)

comments = Table(
    "comments",
    metadata,
    id_column(),
    Column("thread_id", Uuid, nullable=False),
    Column("person_id", Uuid, nullable=False),
    Column("programme_id", Uuid, nullable=False),
    _author(),
    Column("text", Text, nullable=False),  # Markdown; empty once it is deleted
    Column("mentions", ARRAY(Uuid), nullable=False, server_default="{}"),
    moment_column("created_at"),
    moment_column("edited_at", nullable=True),
    moment_column("deleted_at", nullable=True),
    *words_column("text"),
    ForeignKeyConstraint(
        ["thread_id", "person_id", "programme_id"],
        ["threads.id", "threads.person_id", "threads.programme_id"],
        name="fk_comments_thread",
        ondelete="CASCADE",
    ),
    Index("ix_comments_thread_id", "thread_id", "created_at", "id"),
    Index("ix_comments_person_id", "person_id", "programme_id", "created_at", "id"),
    Index("ix_comments_author_id", "author_id"),
)


@row_class
class CommentRow:
    """A comment and what its thread says of it."""

    id: UUID
    thread_id: UUID
    person_id: PersonId
    programme_id: UUID
    author_id: UUID | None
    text: str
    mentions: list[UUID]
    created_at: datetime
    edited_at: datetime | None
    deleted_at: datetime | None
    anchor_kind: AnchorKind
    anchor_id: UUID
    line: int | None
    line_id: UUID | None
    revision: int | None
    anchor_text: str
    week: int | None
    resolved_at: datetime | None
    resolved_by: UUID | None
    opened_by: UUID | None


_ANCHOR = ("anchor_kind", "anchor_id", "line", "line_id", "revision", "anchor_text", "week")
_state = (
    *written(comments),
    *(threads.c[name] for name in (*_ANCHOR, "resolved_at", "resolved_by")),
    threads.c.author_id.label("opened_by"),
)
joined_threads = comments.join(threads, threads.c.id == comments.c.thread_id)
_alive = comments.alias("alive")
_says_something = (
    select(_alive.c.id)
    .where(_alive.c.thread_id == comments.c.thread_id, _alive.c.deleted_at.is_(None))
    .exists()
)

insert_thread = Query(
    threads.insert().values(
        {
            name: bindparam(name)
            for name in ("id", "person_id", "programme_id", "author_id", *_ANCHOR, "created_at")
        }
    )
)
insert_comment = Query(
    comments.insert().values(
        {
            name: bindparam(name)
            for name in (
                "id", "thread_id", "person_id", "programme_id", "author_id", "text", "mentions", "created_at",
            )
        }
    )
)  # fmt: skip
# Row-level security shows it to who may know of it; the service asks `access` about its owner.
find_comment = Query(
    select(*_state).select_from(joined_threads).where(comments.c.id == bindparam("id")), CommentRow
)
list_thread = Query(
    select(*_state)
    .select_from(joined_threads)
    .where(comments.c.thread_id == bindparam("thread_id"))
    .order_by(comments.c.created_at, comments.c.id),
    CommentRow,
)
rewrite_comment = Query(
    update(comments)
    .where(comments.c.id == bindparam("comment_id"), comments.c.author_id == bindparam("writer"))
    .values({name: bindparam(name) for name in ("text", "mentions", "edited_at", "deleted_at")})
)
resolve_thread = Query(
    update(threads)
    .where(threads.c.id == bindparam("thread_id"))
    .values(resolved_at=bindparam("at"), resolved_by=bindparam("by"))
)


def matching_comments(
    person_id: UUID, programme_id: UUID, filters: Mapping[str, Any], limit: int
) -> Query[CommentRow]:
    """Of one worklog, the oldest first; `filters`: anchor_kind, anchor_id, week, resolved, after."""
    wanted = (
        select(*_state)
        .select_from(joined_threads)
        .where(comments.c.person_id == person_id, comments.c.programme_id == programme_id, _says_something)
    )
    for name in ("anchor_kind", "anchor_id", "week"):
        if (value := filters.get(name)) is not None:
            wanted = wanted.where(threads.c[name] == value)
    if (resolved := filters.get("resolved")) is not None:
        wanted = wanted.where(threads.c.resolved_at.is_not(None) == resolved)
    if (after := filters.get("after")) is not None:
        wanted = wanted.where(tuple_(comments.c.created_at, comments.c.id) > after)
    return Query(wanted.order_by(comments.c.created_at, comments.c.id).limit(limit), CommentRow)


# Whether somebody else has said something about a review since a moment.
find_answer = Query(
    select(comments.c.id)
    .join_from(comments, threads, threads.c.id == comments.c.thread_id)
    .where(
        threads.c.anchor_kind == "review",
        threads.c.anchor_id == bindparam("review_id"),
        comments.c.created_at >= bindparam("since", type_=comments.c.created_at.type),
        comments.c.author_id.is_distinct_from(bindparam("owner", type_=Uuid)),
        comments.c.deleted_at.is_(None),
    )
    .limit(1)
)


@row_class
class ReviewCommentRow:
    id: UUID
    author_id: UUID | None
    text: str
    created_at: datetime
    line_id: UUID | None


# What was said about a review and its lines, for its signed file.
list_review_comments = Query(
    select(*(comments.c[name] for name in ("id", "author_id", "text", "created_at")), threads.c.line_id)
    .select_from(joined_threads)
    .where(
        threads.c.anchor_kind == "review",
        threads.c.anchor_id == bindparam("review_id"),
        comments.c.deleted_at.is_(None),
    )
    .order_by(comments.c.created_at, comments.c.id),
    ReviewCommentRow,
)
