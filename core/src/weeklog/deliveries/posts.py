"""Deliveries to webhooks, for the system role: no person may read where they go."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Text,
    bindparam,
    func,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import JSONB, insert

from weeklog.db.base import Query
from weeklog.db.rows import row_class
from weeklog.deliveries.tables import deliveries, fail_overdue
from weeklog.vocabulary import (
    DeliveryState,
    Language,
    WebhookEvent,
    WebhookFormat,
)
from weeklog.webhooks.tables import webhooks


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

fail_overdue_posts = fail_overdue(deliveries.c.webhook_id.is_not(None))
