"""What was changed about a programme and its people, by whom and when. Rows are added and never changed.

The database writes most of it, in triggers (`db/sql/functions/audit_*.sql`), so that no way of changing a
programme can forget to.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    Uuid,
    bindparam,
    func,
    insert,
    literal,
    or_,
    select,
    tuple_,
)
from sqlalchemy.dialects.postgresql import JSONB, TIMESTAMP

from weeklog.db.base import Query, metadata, moment_column
from weeklog.db.rows import row_class
from weeklog.people.tables import people
from weeklog.programmes.tables import members
from weeklog.vocabulary import AuditAction, one_of

audit = Table(
    "audit",
    metadata,
    Column("id", Uuid, primary_key=True, server_default=func.gen_random_uuid()),
    Column("programme_id", Uuid, ForeignKey("programmes.id", ondelete="CASCADE"), nullable=False),
    moment_column("at", default=True),
    Column("actor_id", Uuid, ForeignKey("people.id", ondelete="SET NULL"), index=True),
    Column("about_id", Uuid, ForeignKey("people.id", ondelete="SET NULL"), index=True),
    Column("action", Text, nullable=False),
    Column(
        "details", JSONB, nullable=False, server_default="{}"
    ),  # no secret, no name or address, nothing of a worklog
    CheckConstraint(one_of("action", AuditAction), name="action"),
    Index("ix_audit_programme_id", "programme_id", "at", "id"),
)


@row_class
class AuditRow:
    id: UUID
    at: datetime
    actor_id: UUID | None
    actor: str | None  # who is gone has no name
    about_id: UUID | None
    about: str | None
    action: AuditAction
    mentor: str | None  # of `mentor.added` and `mentor.removed`; of `substitute.…`, the substitute
    details: dict[str, Any]


_actors, _abouts, _mentors = people.alias("actors"), people.alias("abouts"), people.alias("mentors")
_mentor_id = func.coalesce(audit.c.details["mentor_id"].astext, audit.c.details["substitute_id"].astext)
_reader = bindparam("reader", type_=Uuid)

# `reader`: only what they did and what is about them; none = everything.
list_audit = Query(
    select(
        audit.c.id,
        audit.c.at,
        audit.c.actor_id,
        _actors.c.name.label("actor"),
        audit.c.about_id,
        _abouts.c.name.label("about"),
        audit.c.action,
        _mentors.c.name.label("mentor"),
        audit.c.details,
    )
    .select_from(
        audit.outerjoin(_actors, _actors.c.id == audit.c.actor_id)
        .outerjoin(_abouts, _abouts.c.id == audit.c.about_id)
        .outerjoin(_mentors, _mentors.c.id == _mentor_id.cast(Uuid))
    )
    .where(
        audit.c.programme_id == bindparam("programme_id"),
        or_(_reader.is_(None), audit.c.actor_id == _reader, audit.c.about_id == _reader),
        tuple_(audit.c.at, audit.c.id)
        < tuple_(bindparam("before", type_=TIMESTAMP(timezone=True)), bindparam("before_id", type_=Uuid)),
    )
    .order_by(audit.c.at.desc(), audit.c.id.desc())
    .limit(bindparam("limit", type_=Integer)),
    AuditRow,
)
insert_audit = Query(
    insert(audit).values(
        {name: bindparam(name) for name in ("programme_id", "actor_id", "about_id", "action", "details")}
    )
)
# In every programme that they are in: a password opens all of them.
audit_of_person = Query(
    insert(audit).from_select(
        ["programme_id", "actor_id", "about_id", "action"],
        select(
            members.c.programme_id, members.c.person_id, members.c.person_id, literal("password_link.used")
        ).where(members.c.person_id == bindparam("person_id"), members.c.left_at.is_(None)),
    )
)
