"""The addresses that a programme's lead has weeklog post to: a program's, or a chat room's.

Only the system role may read of them: an address and a secret let whoever has them write there in weeklog's name. Both
are sealed (`weeklog.secrets_box`).
"""

from datetime import date, datetime, time
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    bindparam,
    delete,
    func,
    select,
    text,
    update,
)
from sqlalchemy.dialects.postgresql import insert

from weeklog.db.base import Query, id_column, metadata, moment_column
from weeklog.db.rows import columns, row_class
from weeklog.ids import PersonId
from weeklog.vocabulary import Language, ReviewEvent, WebhookFormat, one_of

webhooks = Table(
    "webhooks",
    metadata,
    id_column(),
    Column("programme_id", Uuid, ForeignKey("programmes.id", ondelete="CASCADE"), nullable=False),
    Column("name", Text, nullable=False),
    Column("format", Text, nullable=False),
    Column("events", ARRAY(Text), nullable=False),  # of `cloudevents`; a chat room gets a week's summary
    Column("language", Text, nullable=False, server_default="en"),  # of what a chat room reads
    Column("host", Text, nullable=False),  # of the address: all of it that is shown
    Column("address_box", LargeBinary, nullable=False),
    Column("secret_box", LargeBinary),  # what signs; none = a chat room, whose address is the secret
    Column("old_secret_box", LargeBinary),  # signs as well, until `old_secret_until`
    moment_column("old_secret_until", nullable=True),
    Column("enabled", Boolean, nullable=False, server_default=text("true")),
    Column("off_reason", Text, nullable=False, server_default=""),  # why weeklog switched it off by itself
    moment_column("created_at", default=True),
    moment_column("changed_at", default=True),
    UniqueConstraint("programme_id", "name", name="uq_webhooks_name"),
    CheckConstraint(one_of("format", WebhookFormat), name="format"),
    CheckConstraint(one_of("language", Language), name="language"),
)


@row_class
class WebhookRow:
    """What its programme's lead is shown."""

    id: UUID
    name: str
    format: WebhookFormat
    events: list[ReviewEvent]
    language: Language
    host: str
    enabled: bool
    off_reason: str
    old_secret_until: datetime | None
    created_at: datetime
    changed_at: datetime


@row_class
class WebhookNewsRow:
    """An event that a webhook has not been told yet."""

    webhook_id: UUID
    programme_id: UUID
    programme_name: str
    key: str
    kind: ReviewEvent
    occasion: UUID
    review_id: UUID
    person_id: PersonId
    person_name: str
    by_id: UUID | None
    by_name: str | None
    week: int
    version: int
    at: datetime


@row_class
class RoomWeekRow:
    """A chat room and a week of its programme, with the message that the room has of it already."""

    webhook_id: UUID
    format: WebhookFormat
    key: str
    programme_id: UUID
    programme_name: str
    lead_id: PersonId
    number: int
    first_day: date
    last_day: date
    review_weekday: int
    review_at: time
    zone: str
    days_off: list[int]
    holidays: list[date]
    quiet_from: time
    quiet_until: time
    delivery_id: UUID | None
    state: str | None
    digest: str | None


_this = (webhooks.c.programme_id == bindparam("programme_id"), webhooks.c.id == bindparam("webhook_id"))
_shown = columns(WebhookRow, webhooks)

list_webhooks = Query(
    select(*_shown)
    .where(webhooks.c.programme_id == bindparam("programme_id"))
    .order_by(func.lower(webhooks.c.name), webhooks.c.id),
    WebhookRow,
)
find_webhook = Query(select(*_shown).where(*_this), WebhookRow)
_NEW = (
    "id",
    "programme_id",
    "name",
    "format",
    "events",
    "language",
    "host",
    "address_box",
    "secret_box",
)
# None where the programme has one of that name.
insert_webhook = Query(
    insert(webhooks)
    .values({name: bindparam(name) for name in _NEW})
    .on_conflict_do_nothing(constraint="uq_webhooks_name")
    .returning(*_shown),
    WebhookRow,
)
change_webhook = Query(
    update(webhooks)
    .where(*_this)
    .values(
        {
            name: bindparam(name, type_=webhooks.c[name].type)
            for name in ("name", "events", "language", "enabled")
        }
        | {"off_reason": "", "changed_at": func.now()}
    )
    .returning(*_shown),
    WebhookRow,
)
move_webhook = Query(
    update(webhooks).where(*_this).values({name: bindparam(name) for name in ("host", "address_box")})
)
delete_webhook = Query(delete(webhooks).where(*_this).returning(webhooks.c.id))
rotate_secret = Query(
    update(webhooks)
    .where(*_this)
    .values(
        secret_box=bindparam("new_box", type_=LargeBinary),
        old_secret_box=webhooks.c.secret_box,
        old_secret_until=bindparam("until", type_=webhooks.c.old_secret_until.type),
        changed_at=func.now(),
    )
)
switch_off = Query(
    update(webhooks)
    .where(webhooks.c.id == bindparam("webhook_id"))
    .values(enabled=False, off_reason=bindparam("why", type_=Text), changed_at=func.now())
)

# For the scheduler. Every move is an event, in its order; a draft is one once.
list_webhook_news = Query(
    text("""
with news as (
  select 'review.drafted' as kind, r.id as occasion, r.id as review_id, r.person_id, r.programme_id, r.week,
         null::uuid as by_id, r.version, r.drafted_at as at
    from reviews r where r.drafted_at >= :since
  union all
  select case m.move when 'submit' then 'review.submitted' when 'take-back' then 'review.taken_back'
                     when 'send-back' then 'review.sent_back' when 'approve' then 'review.approved'
                     when 'reopen' then 'review.reopened' else 'review.published' end,
         m.id, m.review_id, m.person_id, m.programme_id, r.week, m.by, m.version, m.at
    from review_moves m join reviews r on r.id = m.review_id where m.at >= :since
)
select w.id as webhook_id, n.programme_id, g.name as programme_name, n.kind || ':' || n.occasion || ':' || w.id as key,
       n.kind, n.occasion, n.review_id, n.person_id, o.name as person_name, n.by_id, b.name as by_name, n.week,
       n.version, n.at
  from webhooks w
  join programmes g on g.id = w.programme_id and g.archived_at is null
  join news n on n.programme_id = w.programme_id and n.kind = any(w.events) and n.at >= w.created_at
  join people o on o.id = n.person_id
  left join people b on b.id = n.by_id
 where w.enabled and w.format = 'cloudevents'
   and not exists (select from deliveries d where d.key = n.kind || ':' || n.occasion || ':' || w.id)
 order by n.at, n.occasion limit 1000"""),
    WebhookNewsRow,
)
list_room_weeks = Query(
    text("""
select w.id as webhook_id, w.format, 'week.summary:' || k.number || ':' || w.id as key, g.id as programme_id,
       g.name as programme_name, l.person_id as lead_id, k.number, k.first_day, k.last_day, g.review_weekday,
         g.review_at,
       g.zone, g.days_off, g.holidays, g.quiet_from, g.quiet_until, d.id as delivery_id, d.state, d.digest
  from webhooks w
  join programmes g on g.id = w.programme_id and g.archived_at is null
  join weeks k on k.programme_id = g.id and k.last_day >= :since and k.first_day <= :until
  join lateral (select m.person_id from members m where m.programme_id = g.id and m.role = 'lead' and m.left_at is null
                 order by m.joined_at, m.person_id limit 1) l on true
  left join deliveries d on d.key = 'week.summary:' || k.number || ':' || w.id
 where w.enabled and w.format <> 'cloudevents' and (d.id is null or (w.format = 'discord' and d.state = 'sent'))
 order by k.number"""),
    RoomWeekRow,
)


def address_place(webhook_id: UUID) -> bytes:
    """Where a webhook's address is sealed."""
    return webhook_id.bytes + b"address"


def secret_place(webhook_id: UUID) -> bytes:
    return webhook_id.bytes + b"secret"


SEALED_AS = "webhook"  # the purpose of its boxes
