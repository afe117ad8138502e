"""A programme's webhooks. All of it runs as the system: people's own role has no right on the table
(`weeklog.webhooks.tables`)."""

import base64
import secrets
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from weeklog import access
from weeklog.addresses import WEBHOOKS
from weeklog.db.rows import values_of
from weeklog.deliveries.posts import insert_post
from weeklog.deliveries.tables import list_posts
from weeklog.errors import Conflict, Invalid, NotFound
from weeklog.ids import new_id
from weeklog.jobs.catalogue import POST_WEBHOOK, PostWebhook
from weeklog.secrets_box import SecretsBox
from weeklog.unit_of_work import UnitOfWork
from weeklog.webhooks.posts import about_test
from weeklog.webhooks.tables import (
    SEALED_AS,
    WebhookRow,
    address_place,
    change_webhook,
    delete_webhook,
    find_webhook,
    insert_webhook,
    list_webhooks,
    move_webhook,
    rotate_secret,
    secret_place,
)
from weeklog_api.cursors import latest_before, page_of
from weeklog_api.identity import Identity
from weeklog_api.named_servers import address_fault
from weeklog_api.settings import ApiSettings
from weeklog_api.webhooks.schemas import (
    ALL_EVENTS,
    WebhookDeliveries,
    WebhookDelivery,
    WebhookDeliveryFilters,
    WebhookList,
    WebhookMade,
    WebhookNew,
    WebhookPatch,
    WebhookSecret,
    WebhookState,
)

MOST = 20  # of a programme
SECRET_BYTES = 32
OLD_SECRET_SIGNS = timedelta(hours=24)  # besides the new one


async def listed(work: UnitOfWork, identity: Identity) -> WebhookList:
    rows = await work.all(list_webhooks, **_programme(identity))
    return WebhookList(items=[_state(row) for row in rows])


async def add(work: UnitOfWork, identity: Identity, new: WebhookNew, settings: ApiSettings) -> WebhookMade:
    programme, webhook_id = _programme(identity), new_id()
    if len(await work.all(list_webhooks, **programme)) >= MOST:
        raise Conflict(f"the programme has {MOST} webhooks already: remove one first")
    secret = _new_secret() if new.format == "cloudevents" else None
    row = await work.one(
        insert_webhook,
        **programme,
        **_address(new.url, webhook_id, settings),
        id=webhook_id,
        name=new.name,
        format=new.format,
        events=new.events or list(ALL_EVENTS),
        language=new.language,
        secret_box=None if secret is None else _box(settings).seal(secret, secret_place(webhook_id)),
    )
    if row is None:
        raise _taken(new.name)
    return WebhookMade(**_state(row).model_dump(), secret=secret)


async def change(
    work: UnitOfWork, identity: Identity, webhook_id: UUID, patch: WebhookPatch, settings: ApiSettings
) -> WebhookState:
    this = _this(identity, webhook_id)
    before = await _find(work, this)
    if patch.name is not None:
        await _require_free(work, identity, webhook_id, patch.name)
    if patch.url is not None:
        await work.run(move_webhook, **this, **_address(patch.url, webhook_id, settings))
    kept = values_of(before, "name", "events", "language", "enabled")
    row = await work.one(
        change_webhook, **this, **kept | patch.model_dump(exclude_none=True, exclude={"url"})
    )
    assert row is not None  # it was there a moment ago, in this transaction
    return _state(row)


async def remove(work: UnitOfWork, identity: Identity, webhook_id: UUID) -> None:
    if await work.value(delete_webhook, **_this(identity, webhook_id)) is None:
        raise NotFound("webhook")


async def renew_secret(
    work: UnitOfWork, identity: Identity, webhook_id: UUID, settings: ApiSettings
) -> WebhookSecret:
    this = _this(identity, webhook_id)
    if (await _find(work, this)).format != "cloudevents":
        raise Conflict("a chat room has no secret but its address: make a new one there, and enter it here")
    secret, until = _new_secret(), datetime.now(UTC) + OLD_SECRET_SIGNS
    box = _box(settings).seal(secret, secret_place(webhook_id))
    await work.run(rotate_secret, **this, new_box=box, until=until)
    return WebhookSecret(secret=secret, old_secret_until=until)


async def test(work: UnitOfWork, identity: Identity, webhook_id: UUID, now: datetime) -> WebhookDelivery:
    await _find(work, _this(identity, webhook_id))
    delivery = WebhookDelivery(
        id=new_id(),
        kind="webhook.test",
        week=0,
        review_id=None,
        state="queued",
        reason="",
        attempts=0,
        created_at=now,
        sent_at=None,
    )
    await work.run(
        insert_post,
        **delivery.model_dump(include={"id", "kind", "week", "review_id", "created_at"}),
        **_programme(identity),
        webhook_id=webhook_id,
        key=f"webhook.test:{delivery.id}",
        about=about_test(identity.own_programme.name, now),
        digest=None,
    )
    await work.enqueue(POST_WEBHOOK, PostWebhook(delivery_id=delivery.id))
    return delivery


async def deliveries(
    work: UnitOfWork, identity: Identity, webhook_id: UUID, filters: WebhookDeliveryFilters
) -> WebhookDeliveries:
    """The latest first."""
    await _find(work, _this(identity, webhook_id))
    rows = await work.all(
        list_posts, webhook_id=webhook_id, **latest_before(filters.cursor), limit=filters.limit + 1
    )
    found = [WebhookDelivery(**values_of(row)) for row in rows]
    shown, cursor = page_of(found, filters.limit, lambda one: one.created_at)
    return WebhookDeliveries(items=list(shown), next_cursor=cursor)


def _programme(identity: Identity) -> dict[str, Any]:
    access.require(identity.standing, "run programme")
    return {"programme_id": identity.own_programme.id}


def _this(identity: Identity, webhook_id: UUID) -> dict[str, Any]:
    return {**_programme(identity), "webhook_id": webhook_id}


async def _find(work: UnitOfWork, this: dict[str, Any]) -> WebhookRow:
    row = await work.one(find_webhook, **this)
    if row is None:
        raise NotFound("webhook")
    return row


async def _require_free(work: UnitOfWork, identity: Identity, webhook_id: UUID, name: str) -> None:
    others = await work.all(list_webhooks, **_programme(identity))
    if any(one.name == name and one.id != webhook_id for one in others):
        raise _taken(name)


def _taken(name: str) -> Conflict:
    return Conflict(f"the programme has a webhook named {name!r} already: give it another name")


def _address(url: str, webhook_id: UUID, settings: ApiSettings) -> dict[str, Any]:
    fault = address_fault(url, private_allowed=settings.private_webhooks_allowed, setting=WEBHOOKS)
    if fault is not None:
        raise Invalid.field("url", fault)
    sealed = _box(settings).seal(url, address_place(webhook_id))
    return {"host": urlsplit(url).hostname, "address_box": sealed}


def _box(settings: ApiSettings) -> SecretsBox:
    return SecretsBox(settings.secret_keys, SEALED_AS)


def _new_secret() -> str:
    return "whsec_" + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()


def _state(row: WebhookRow) -> WebhookState:
    return WebhookState(**values_of(row))
