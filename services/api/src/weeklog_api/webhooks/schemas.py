from datetime import datetime
from typing import Annotated, get_args
from uuid import UUID

from pydantic import Field, StringConstraints

from weeklog.vocabulary import DeliveryState, Language, ReviewEvent, WebhookEvent, WebhookFormat
from weeklog_api.schemas import Input, Items, Line, Output

ALL_EVENTS: tuple[ReviewEvent, ...] = get_args(ReviewEvent)

Address = Annotated[str, StringConstraints(max_length=2000, strip_whitespace=True)]
Events = Annotated[
    list[ReviewEvent], Field(min_length=1, max_length=len(ALL_EVENTS), description="which are posted")
]


class WebhookNew(Input):
    name: Line  # one of its own in the programme
    url: Annotated[
        Address, Field(description="shown to nobody from then on: of a chat room it is the secret")
    ]
    format: WebhookFormat = "cloudevents"  # what a program takes; or the service of a chat room
    events: Events | None = None  # left out = all; a chat room gets one message a week instead
    language: Language = "en"  # of a chat room


class WebhookPatch(Input):
    name: Line | None = None
    url: Address | None = None
    events: Events | None = None
    language: Language | None = None
    enabled: bool | None = None


class WebhookState(Output):
    id: UUID
    name: str
    format: WebhookFormat
    events: list[ReviewEvent]
    language: Language
    host: str  # of its address
    enabled: bool
    off_reason: str  # why weeklog switched it off by itself
    old_secret_until: datetime | None  # until when the secret before the present one signs as well
    created_at: datetime
    changed_at: datetime


class WebhookMade(WebhookState):
    secret: str | None  # by which a program knows who posts: shown this once; null of a chat room


class WebhookSecret(Output):
    secret: str  # shown this once
    old_secret_until: datetime


class WebhookDelivery(Output):
    """One post that was, or is to be, made to a webhook."""

    id: UUID  # the `webhook-id` that the receiver sees
    kind: WebhookEvent
    week: int
    review_id: UUID | None
    state: DeliveryState
    reason: str  # why it was not taken, or not yet
    attempts: int
    created_at: datetime
    sent_at: datetime | None


WebhookList = Items[WebhookState]
WebhookDeliveries = Items[WebhookDelivery]


class WebhookDeliveryFilters(Input):
    cursor: Annotated[str | None, StringConstraints(max_length=200)] = None
    limit: Annotated[int, Field(ge=1, le=200)] = 50
