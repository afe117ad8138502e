"""What was sent to whom, and which mails people want. A mail goes to a person, a post to a webhook of the programme.

A row is made once for each occasion (`key`), so that two schedulers, or a second look, send nothing twice; its id names the
message, so that a repetition is known as one.
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
    func,
    select,
    text,
    tuple_,
    update,
)
from sqlalchemy.dialects.postgresql import JSONB, insert

from weeklog.db.base import Query, id_column, metadata, moment_column, person_column
from weeklog.db.rows import row_class
from weeklog.ids import PersonId
from weeklog.people.tables import people
from weeklog.vocabulary import (
    DeliveryKind,
    DeliveryState,
    Language,
    SubmissionState,
    WebhookEvent,
    WebhookFormat,
    one_of,
)
from weeklog.webhooks.tables import webhooks

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
class DigestMemberRow:
    person_id: PersonId
    name: str
    state: SubmissionState


@row_class
class DeliveryRow:
    """As it is shown."""

    id: UUID
    kind: DeliveryKind
    week: int
    review_id: UUID | None
    state: DeliveryState
    reason: str
    attempts: int
    created_at: datetime
    sent_at: datetime | None


@row_class
class PostRow:
    """A post and the webhook that it goes to."""

    id: UUID
    kind: WebhookEvent
    state: DeliveryState
    week: int
    review_id: UUID | None
    about: dict[str, Any]
    message_id: str | None
    programme_id: UUID
    webhook_id: UUID
    format: WebhookFormat
    language: Language
    enabled: bool
    address_box: bytes
    secret_box: bytes | None
    old_secret_box: bytes | None
    old_secret_until: datetime | None


_NEW = ("id", "person_id", "programme_id", "week", "kind", "key", "review_id", "about", "created_at")
# None when the occasion has its delivery already.
insert_delivery = Query(
    insert(deliveries)
    .values({name: bindparam(name) for name in _NEW})
    .on_conflict_do_nothing(constraint="uq_deliveries_once")
    .returning(deliveries.c.id)
)
_POST = (
    "id",
    "webhook_id",
    "programme_id",
    "week",
    "kind",
    "key",
    "review_id",
    "about",
    "digest",
    "created_at",
)
# None when the occasion has its delivery already.
insert_post = Query(
    insert(deliveries)
    .values({name: bindparam(name, type_=deliveries.c[name].type) for name in _POST})
    .on_conflict_do_nothing(constraint="uq_deliveries_once")
    .returning(deliveries.c.id)
)
# A message in a chat room that has something else to say now. None when another scheduler was first.
edit_post = Query(
    update(deliveries)
    .where(
        deliveries.c.id == bindparam("delivery_id"),
        deliveries.c.state == "sent",
        deliveries.c.digest != bindparam("new_digest", type_=Text),
    )
    .values(
        state="queued",
        reason="",
        about=bindparam("now_about", type_=JSONB),
        digest=bindparam("new_digest", type_=Text),
        created_at=bindparam("now", type_=deliveries.c.created_at.type),
    )
    .returning(deliveries.c.id)
)
# What the worker needs, and nobody else asks for.
find_post = Query(
    select(
        *(deliveries.c[name] for name in ("id", "kind", "state", "week", "review_id", "about", "message_id")),
        deliveries.c.programme_id,
        webhooks.c.id.label("webhook_id"),
        *(webhooks.c[name] for name in ("format", "language", "enabled", "address_box", "secret_box")),
        webhooks.c.old_secret_box,
        webhooks.c.old_secret_until,
    )
    .join_from(deliveries, webhooks, webhooks.c.id == deliveries.c.webhook_id)
    .where(deliveries.c.id == bindparam("id")),
    PostRow,
)
end_post = Query(
    update(deliveries)
    .where(deliveries.c.id == bindparam("delivery_id"))
    .values(
        state=bindparam("new_state"),
        reason=bindparam("why"),
        about={},
        message_id=func.coalesce(bindparam("message", type_=Text), deliveries.c.message_id),
        sent_at=bindparam("at", type_=deliveries.c.sent_at.type),
    )
)
# The recipient's own, with where to and in which language it is sent.
find_delivery = Query(
    select(deliveries, people.c.email, people.c.name, people.c.language)
    .join_from(deliveries, people, people.c.id == deliveries.c.person_id)
    .where(deliveries.c.id == bindparam("id"))
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
# Its job has been given up by now. What was the matter last stays as the reason, the names of others do not.


def _fail_overdue(of_channel: ColumnElement[bool]) -> Query[Any]:
    """For the system role: what waits although its job's time is over."""
    return Query(
        update(deliveries)
        .where(
            of_channel,
            deliveries.c.state == "queued",
            deliveries.c.created_at < bindparam("before", type_=deliveries.c.created_at.type),
        )
        .values(state="failed", about={})
    )


fail_overdue_mails = _fail_overdue(deliveries.c.webhook_id.is_(None))
fail_overdue_posts = _fail_overdue(deliveries.c.webhook_id.is_not(None))
note_reason = Query(
    update(deliveries).where(deliveries.c.id == bindparam("delivery_id")).values(reason=bindparam("why"))
)
_SHOWN = ("id", "kind", "week", "review_id", "state", "reason", "attempts", "created_at", "sent_at")


def _listed(receiver: Column[Any]) -> Query[DeliveryRow]:
    """The latest first, of the person or webhook that the parameter of the column's name tells."""
    return Query(
        select(*(deliveries.c[name] for name in _SHOWN))
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
list_muted_mails = Query(select(muted_mails.c.kind).where(_muted))
# Nothing of somebody whose account is gone.
mute_mail = Query(
    text("""
insert into muted_mails (person_id, kind)
select p.id, cast(:kind as text) from people p where p.id = :person_id
on conflict do nothing""")
)
unmute_mail = Query(delete(muted_mails).where(_muted, muted_mails.c.kind == bindparam("kind")))

# For the scheduler, as the system role: what people are to be told of since a moment and were not, with the clocks of each.
# The last move of a review only: what was answered meanwhile is no news. `rank` 1 answers when nobody of rank 0 is there.
list_news = Query(
    text("""
with moved as (
  select distinct on (m.review_id) m.id, m.review_id, m.move, m.by, m.at
    from review_moves m where m.at >= :since order by m.review_id, m.at desc, m.id desc
), news as (
  select r.id as review_id, r.person_id as of, r.programme_id, r.week, 'draft_ready' as kind, r.id as occasion,
         r.person_id, 0 as rank, null::uuid as by
    from reviews r where r.state = 'drafted' and r.due_at is not null and r.drafted_at >= :since
  union all
  select r.id, r.person_id, r.programme_id, r.week, case m.move when 'approve' then 'approved' else 'sent_back' end, m.id,
         r.person_id, 0, m.by
    from moved m join reviews r on r.id = m.review_id
   where m.move in ('approve', 'send-back', 'reopen') and m.by <> r.person_id
  union all
  select r.id, r.person_id, r.programme_id, r.week, 'submitted', m.id, p.mentor_id, 0, m.by
    from moved m join reviews r on r.id = m.review_id
    join mentorships p on p.programme_id = r.programme_id and p.member_id = r.person_id
   where m.move = 'submit'
  union all
  select r.id, r.person_id, r.programme_id, r.week, 'submitted', m.id, l.person_id, 1, m.by
    from moved m join reviews r on r.id = m.review_id
    join members l on l.programme_id = r.programme_id and l.role = 'lead' and l.person_id <> r.person_id
   where m.move = 'submit'
  union all
  select null, n.person_id, n.programme_id, n.week, 'reminder', n.id, n.person_id, 0, null
    from notices n where n.created_at >= :since and n.read_at is null
)
select n.*, n.kind || ':' || n.occasion || ':' || n.person_id as key, d.id is not null as told, o.name as of_name,
       b.name as by_name, g.name as programme_name, coalesce(p.zone, g.zone) as zone, g.days_off, g.holidays,
       g.quiet_from, g.quiet_until,
       exists (select from muted_mails u where u.person_id = n.person_id and u.kind = n.kind) as muted
  from news n
  join people p on p.id = n.person_id
  join people o on o.id = n.of
  join programmes g on g.id = n.programme_id and g.archived_at is null
  join members m on m.programme_id = n.programme_id and m.person_id = n.person_id and m.left_at is null
  left join people b on b.id = n.by
  left join deliveries d on d.key = n.kind || ':' || n.occasion || ':' || n.person_id
 order by n.occasion, n.rank, n.person_id""")
)
# Who gets a digest of the week, with their clocks; and what it says of whom they answer for.
list_digest_readers = Query(
    text("""
select m.person_id, m.role, g.id as programme_id, g.name as programme_name, w.number, w.first_day, w.last_day,
       g.review_weekday, g.review_at, coalesce(p.zone, g.zone) as zone, g.days_off, g.holidays, g.quiet_from, g.quiet_until
  from members m
  join people p on p.id = m.person_id
  join programmes g on g.id = m.programme_id and g.archived_at is null
  join weeks w on w.programme_id = g.id and w.last_day >= :since and w.first_day <= :until
 where m.role in ('mentor', 'lead') and m.left_at is null
   and not exists (select from muted_mails u where u.person_id = m.person_id and u.kind = 'digest')
   and not exists (select from deliveries d where d.key = 'digest:' || g.id || ':' || w.number || ':' || m.person_id)""")
)
list_digest_members = Query(
    text("""
select m.person_id, p.name, coalesce(r.state, 'none') as state
  from members m
  join people p on p.id = m.person_id
  left join reviews r on r.person_id = m.person_id and r.programme_id = m.programme_id and r.week = :week
 where m.programme_id = :programme_id and m.role = 'member' and m.left_at is null and m.joined_at::date <= :last_day
   and (:leads or exists (select from mentorships s where s.programme_id = m.programme_id and s.member_id = m.person_id
                             and s.mentor_id = :reader))
 order by p.name, m.person_id"""),
    DigestMemberRow,
)
# The reason that somebody gave with the last move of a review.
find_last_reason = Query(
    text("""
select reason from review_moves where review_id = :review_id and move in ('send-back', 'reopen')
 order by at desc, id desc limit 1""")
)
find_notice_text = Query(text("select text from notices where id = :id and read_at is null"))
