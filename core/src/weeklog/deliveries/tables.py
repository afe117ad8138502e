"""What was sent to whom, and which mails people want. A mail goes to a person, or to a supervisor of theirs
from outside; a post to a webhook of the programme.

Each occasion (`key`) has one row, so that two schedulers send nothing twice. The row's id is part of the
message's id, so that a repeated message is recognised.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    Column,
    ColumnElement,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    bindparam,
    delete,
    select,
    text,
    tuple_,
    update,
)
from sqlalchemy.dialects.postgresql import JSONB, insert

from weeklog.db.base import Query, id_column, metadata, moment_column, person_column
from weeklog.db.rows import columns, row_class
from weeklog.ids import PersonId
from weeklog.people.tables import people
from weeklog.vocabulary import (
    DeliveryKind,
    DeliveryState,
    Language,
    MailKind,
    one_of,
)

deliveries = Table(
    "deliveries",
    metadata,
    id_column(),
    Column("person_id", Uuid, ForeignKey("people.id", ondelete="CASCADE")),  # to whom, of a mail
    Column("webhook_id", Uuid, ForeignKey("webhooks.id", ondelete="CASCADE")),  # where to, of a post
    Column("programme_id", Uuid, ForeignKey("programmes.id", ondelete="CASCADE"), nullable=False),
    Column("week", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("key", Text, nullable=False),  # the occasion and who is told
    Column("review_id", Uuid),
    Column("supervisor_name", Text),  # to whom from outside it goes, of a mail about the person's reviews
    Column("about", JSONB, nullable=False),  # names and states, until it is sent; nothing that people wrote
    Column("state", Text, nullable=False, server_default="queued"),
    Column(
        "reason", Text, nullable=False, server_default=""
    ),  # our own words, never an address nor a server's words
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column(
        "unconfirmed", Integer, nullable=False, server_default="0"
    ),  # attempts of which the end is not known
    Column("message_id", Text),  # of a message in a chat room: by it the room lets the message be edited
    Column("digest", Text),  # SHA-256 of what such a message says
    moment_column("created_at"),
    moment_column("sent_at", nullable=True),
    UniqueConstraint("key", name="uq_deliveries_once"),
    CheckConstraint(one_of("kind", DeliveryKind), name="kind"),
    CheckConstraint("num_nonnulls(person_id, webhook_id) = 1", name="receiver"),
    CheckConstraint(one_of("state", DeliveryState), name="state"),
    Index("ix_deliveries_person_id", "person_id", "created_at", "id"),
    Index("ix_deliveries_webhook_id", "webhook_id", "created_at", "id"),
)

muted_mails = Table(
    "muted_mails",
    metadata,
    person_column(),
    Column("kind", Text, nullable=False),
    UniqueConstraint("person_id", "kind", name="uq_muted_mails_once"),
)


@row_class
class DeliveryRow:
    """As it is shown."""

    id: UUID
    kind: DeliveryKind
    week: int
    review_id: UUID | None
    supervisor_name: str | None
    state: DeliveryState
    reason: str
    attempts: int
    created_at: datetime
    sent_at: datetime | None


@row_class
class MailRow:
    """A mail and whom it goes to."""

    id: UUID
    person_id: PersonId
    week: int
    kind: MailKind
    review_id: UUID | None
    about: dict[str, Any]
    state: DeliveryState
    email: str
    name: str
    language: Language


@row_class
class MutedRow:
    kind: MailKind


_NEW = ("id", "person_id", "programme_id", "week", "kind", "key", "review_id", "about", "created_at")
# None when the occasion has its delivery already.
insert_delivery = Query(
    insert(deliveries)
    .values({name: bindparam(name) for name in _NEW})
    .on_conflict_do_nothing(constraint="uq_deliveries_once")
    .returning(deliveries.c.id)
)
# For the system role. Once for each job that mails a supervisor: its id is that of the delivery.
note_supervisor_mail = Query(
    insert(deliveries)
    .values({name: bindparam(name) for name in (*_NEW, "supervisor_name")})
    .on_conflict_do_nothing()
)
# The recipient's own, with where to and in which language it is sent.
find_delivery = Query(
    select(
        deliveries.c.id,
        people.c.id.label("person_id"),
        *(deliveries.c[name] for name in ("week", "kind", "review_id", "about", "state")),
        people.c.email,
        people.c.name,
        people.c.language,
    )
    .join_from(deliveries, people, people.c.id == deliveries.c.person_id)
    .where(deliveries.c.id == bindparam("id")),
    MailRow,
)
begin_attempt = Query(
    update(deliveries)
    .where(deliveries.c.id == bindparam("delivery_id"), deliveries.c.state == "queued")
    .values(attempts=deliveries.c.attempts + 1)
    .returning(deliveries.c.attempts)
)
note_unconfirmed = Query(
    update(deliveries)
    .where(deliveries.c.id == bindparam("delivery_id"))
    .values(unconfirmed=deliveries.c.unconfirmed + 1)
    .returning(deliveries.c.unconfirmed)
)
end_delivery = Query(
    update(deliveries)
    .where(deliveries.c.id == bindparam("delivery_id"))
    .values(
        state=bindparam("new_state"),
        reason=bindparam("why"),
        about={},
        sent_at=bindparam("at", type_=deliveries.c.sent_at.type),
    )
)


def fail_overdue(of_channel: ColumnElement[bool]) -> Query[None]:
    """For the system role. Fails what still waits after its job has ended. Its last reason stays, the names
    in it go."""
    return Query(
        update(deliveries)
        .where(
            of_channel,
            deliveries.c.state == "queued",
            deliveries.c.created_at < bindparam("before", type_=deliveries.c.created_at.type),
        )
        .values(state="failed", about={})
    )


fail_overdue_mails = fail_overdue(deliveries.c.webhook_id.is_(None))
note_reason = Query(
    update(deliveries).where(deliveries.c.id == bindparam("delivery_id")).values(reason=bindparam("why"))
)


def _listed(receiver: Column[Any]) -> Query[DeliveryRow]:
    """The latest first, of the person or webhook that the parameter of the column's name tells."""
    return Query(
        select(*columns(DeliveryRow, deliveries))
        .where(
            receiver == bindparam(receiver.name),
            tuple_(deliveries.c.created_at, deliveries.c.id)
            < tuple_(bindparam("before"), bindparam("before_id")),
        )
        .order_by(deliveries.c.created_at.desc(), deliveries.c.id.desc())
        .limit(bindparam("limit", type_=Integer)),
        DeliveryRow,
    )


list_deliveries = _listed(deliveries.c.person_id)
list_posts = _listed(deliveries.c.webhook_id)

_muted = muted_mails.c.person_id == bindparam("person_id")
list_muted_mails = Query(select(muted_mails.c.kind).where(_muted), MutedRow)
# Nothing of somebody whose account is gone.
mute_mail = Query(
    text("""
insert into muted_mails (person_id, kind)
select p.id, cast(:kind as text) from people p where p.id = :person_id
on conflict do nothing""")
)
unmute_mail = Query(delete(muted_mails).where(_muted, muted_mails.c.kind == bindparam("kind")))

# The reason that somebody gave with the last move of a review.
find_last_reason = Query(
    text("""
select reason from review_moves where review_id = :review_id and move in ('send-back', 'reopen')
 order by at desc, id desc limit 1""")
)
find_notice_text = Query(text("select text from notices where id = :id and read_at is null"))
