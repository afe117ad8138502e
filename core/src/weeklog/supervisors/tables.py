"""Supervisors from outside, who have no account: who was invited to whose reviews, and what they said about them."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    bindparam,
    select,
    text,
    update,
)
from sqlalchemy.dialects.postgresql import insert

from weeklog.db.base import Query, id_column, metadata, moment_column, person_column
from weeklog.db.rows import columns, row_class
from weeklog.ids import PersonId
from weeklog.vocabulary import Language, ReviewState, SupervisorRemarkKind, one_of

supervisors = Table(
    "supervisors",
    metadata,
    id_column(),
    person_column(),  # whose reviews they read
    Column("programme_id", Uuid, nullable=False),
    Column("email", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("language", Text, nullable=False, server_default="en"),
    Column("invited_by", Uuid, ForeignKey("people.id", ondelete="SET NULL")),
    moment_column("expires_at"),
    moment_column("created_at", default=True),
    # A code is made from this when it is mailed and when it is given: it is kept nowhere.
    Column("code_nonce", LargeBinary),
    moment_column("code_until", nullable=True),
    Column("code_failures", Integer, nullable=False, server_default="0"),
    moment_column("code_asked_at", nullable=True),
    Column(
        "codes_asked", Integer, nullable=False, server_default="0"
    ),  # since the day of `code_asked_at` began
    UniqueConstraint("programme_id", "person_id", "email", name="uq_supervisors_once"),
    ForeignKeyConstraint(
        ["programme_id", "person_id"],
        ["members.programme_id", "members.person_id"],
        name="fk_supervisors_member",
        ondelete="CASCADE",
    ),
)

supervisor_remarks = Table(
    "supervisor_remarks",
    metadata,
    id_column(),
    # What they said stays when their invitation is revoked.
    Column("supervisor_id", Uuid, ForeignKey("supervisors.id", ondelete="SET NULL")),
    Column("review_id", Uuid, ForeignKey("reviews.id", ondelete="CASCADE"), nullable=False),
    person_column(),
    Column("programme_id", Uuid, ForeignKey("programmes.id", ondelete="CASCADE"), nullable=False),
    Column("name", Text, nullable=False),  # of the supervisor, as they were invited
    Column("kind", Text, nullable=False),
    Column("version", Integer, nullable=False),  # of the review that they saw
    Column("text", Text, nullable=False),
    moment_column("at"),
    CheckConstraint(one_of("kind", SupervisorRemarkKind), name="kind"),
    Index("ix_supervisor_remarks_review_id", "review_id", "at"),
)


@row_class
class SupervisorRow:
    id: UUID
    person_id: PersonId
    programme_id: UUID
    email: str
    name: str
    language: Language
    invited_by: UUID | None
    expires_at: datetime
    created_at: datetime


@row_class
class CodeRow(SupervisorRow):
    """With what their code is made from."""

    code_nonce: bytes | None
    code_until: datetime | None
    code_failures: int
    code_asked_at: datetime | None
    codes_asked: int


@row_class
class SupervisedReviewRow:
    """A review as its supervisor reads it."""

    id: UUID
    week: int
    state: ReviewState
    version: int
    lines: list[dict[str, Any]]
    submitted_at: datetime | None
    person_name: str
    programme_name: str
    archived: bool


@row_class
class RemarkRow:
    id: UUID
    name: str
    kind: SupervisorRemarkKind
    version: int
    text: str
    at: datetime


_STORED = ("id", "person_id", "programme_id", "email", "name", "language", "invited_by", "expires_at")
_columns = columns(SupervisorRow, supervisors)
_alive = supervisors.c.expires_at > bindparam("now", type_=supervisors.c.expires_at.type)
_invite = insert(supervisors).values({name: bindparam(name) for name in _STORED})
# Somebody who is invited a second time has the same link for longer.
invite_supervisor = Query(
    _invite.on_conflict_do_update(
        constraint="uq_supervisors_once",
        set_={name: _invite.excluded[name] for name in ("name", "language", "invited_by", "expires_at")},
    ).returning(*_columns),
    SupervisorRow,
)
find_supervisor = Query(select(*_columns).where(supervisors.c.id == bindparam("id")), SupervisorRow)
list_supervisors = Query(
    select(*_columns)
    .where(
        supervisors.c.person_id == bindparam("person_id"),
        supervisors.c.programme_id == bindparam("programme_id"),
    )
    .order_by(supervisors.c.name, supervisors.c.id),
    SupervisorRow,
)
list_alive_supervisors = Query(
    select(*_columns).where(
        supervisors.c.person_id == bindparam("person_id"),
        supervisors.c.programme_id == bindparam("programme_id"),
        _alive,
    ),
    SupervisorRow,
)
delete_supervisor = Query(supervisors.delete().where(supervisors.c.id == bindparam("id")))

# For the system role, which reads no review.
hold_supervisor = Query(
    select(*columns(CodeRow, supervisors))
    .where(supervisors.c.id == bindparam("id"), _alive)
    .with_for_update(),
    CodeRow,
)
find_code = Query(select(*columns(CodeRow, supervisors)).where(supervisors.c.id == bindparam("id")), CodeRow)
set_code = Query(
    update(supervisors)
    .where(supervisors.c.id == bindparam("supervisor_id"))
    .values(
        {
            name: bindparam(f"new_{name}", type_=supervisors.c[name].type)
            for name in ("code_nonce", "code_until", "code_failures", "code_asked_at", "codes_asked")
        }
    )
)
_NEW = (
    "id",
    "supervisor_id",
    "review_id",
    "person_id",
    "programme_id",
    "name",
    "kind",
    "version",
    "text",
    "at",
)
insert_remark = Query(insert(supervisor_remarks).values({name: bindparam(name) for name in _NEW}))
list_remarks = Query(
    select(*columns(RemarkRow, supervisor_remarks))
    .where(supervisor_remarks.c.review_id == bindparam("review_id"))
    .order_by(supervisor_remarks.c.at, supervisor_remarks.c.id),
    RemarkRow,
)
# What the link of a supervisor opens (`sql/functions/supervised_reviews.sql`), the latest week first.
list_supervised = Query(
    text("select * from supervised_reviews(:supervisor_id, :now) order by week desc"), SupervisedReviewRow
)
