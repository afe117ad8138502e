from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from weeklog.webhooks.envelope import CloudEvent
from weeklog_api.dependencies import CurrentIdentity, CurrentSettings, SystemWork
from weeklog_api.idempotency import idempotent
from weeklog_api.rights import needs
from weeklog_api.webhooks import service
from weeklog_api.webhooks.schemas import (
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

router = APIRouter(prefix="/v1/programme/webhooks", tags=["webhooks"])
posted = APIRouter()  # what a receiver gets, for the description of the API


@router.get("")
@needs("read", action="run programme")
async def list_webhooks(identity: CurrentIdentity, work: SystemWork) -> WebhookList:
    """Where your programme posts to, for its lead. Of an address the host is shown, of a secret nothing."""
    return await service.listed(work, identity)


@router.post("", status_code=201)
@needs("write", action="run programme")
@idempotent(secret=True)
async def add_webhook(
    new: WebhookNew, identity: CurrentIdentity, work: SystemWork, settings: CurrentSettings
) -> WebhookMade:
    """Has weeklog post to an address: of a program (`cloudevents`, signed by the Standard Webhooks), or of a chat room
    (`slack`, `mattermost`, `teams`, `discord`). What happened before is not posted."""
    return await service.add(work, identity, new, settings)


@router.patch("/{webhook_id}")
@needs("write", action="run programme")
async def change_webhook(
    webhook_id: UUID,
    patch: WebhookPatch,
    identity: CurrentIdentity,
    work: SystemWork,
    settings: CurrentSettings,
) -> WebhookState:
    """Changes what is given; what is left out stays."""
    return await service.change(work, identity, webhook_id, patch, settings)


@router.delete("/{webhook_id}", status_code=204)
@needs("write", action="run programme")
async def remove_webhook(webhook_id: UUID, identity: CurrentIdentity, work: SystemWork) -> None:
    """With its address, its secret and its log. What waits is not posted any more."""
    await service.remove(work, identity, webhook_id)


@router.post("/{webhook_id}/secret")
@needs("write", action="run programme")
@idempotent(secret=True)
async def renew_webhook_secret(
    webhook_id: UUID, identity: CurrentIdentity, work: SystemWork, settings: CurrentSettings
) -> WebhookSecret:
    """Another secret. For a day what is posted is signed by both, so that the receiver may change over."""
    return await service.renew_secret(work, identity, webhook_id, settings)


@router.post("/{webhook_id}/test", status_code=202)
@needs("write", action="run programme")
async def test_webhook(
    webhook_id: UUID, identity: CurrentIdentity, work: SystemWork, settings: CurrentSettings
) -> WebhookDelivery:
    """Posts a test, once. What came of it is in its deliveries within seconds."""
    return await service.test(work, identity, webhook_id, settings.clock())


@router.get("/{webhook_id}/deliveries")
@needs("read", action="run programme")
async def list_webhook_deliveries(
    webhook_id: UUID,
    filters: Annotated[WebhookDeliveryFilters, Query()],
    identity: CurrentIdentity,
    work: SystemWork,
) -> WebhookDeliveries:
    """What was posted there, and what was not or is to be, with the reason. The latest first."""
    return await service.deliveries(work, identity, webhook_id, filters)


@posted.post("cloudevents", status_code=204)
async def receive_event(event: CloudEvent) -> None:
    """What weeklog posts to a webhook of the format `cloudevents`, with the headers `webhook-id`,
    `webhook-timestamp` and `webhook-signature` of the Standard Webhooks. Answer with 2xx within 15 seconds;
    anything else is tried again, for three days. 410 switches the webhook off."""
