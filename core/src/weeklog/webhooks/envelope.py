"""What is posted to a program: a CloudEvent (https://cloudevents.io, structured mode), signed by the Standard
Webhooks.

It names people, weeks and states, and holds nothing that anybody wrote: the receiver fetches that with a
token of its own.
"""

from datetime import datetime
from typing import Annotated, Final, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from weeklog.vocabulary import ReviewEvent, ReviewState

CONTENT_TYPE: Final = "application/cloudevents+json; charset=utf-8"

STATES: Final[dict[ReviewEvent, ReviewState]] = {
    "review.drafted": "drafted",
    "review.submitted": "submitted",
    "review.taken_back": "drafted",
    "review.sent_back": "sent_back",
    "review.approved": "approved",
    "review.reopened": "sent_back",
    "review.published": "published",
}


class Wire(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Named(Wire):
    id: UUID
    name: str


class ReviewData(Wire):
    """A review after it was drafted or moved."""

    programme: Named
    person: Named  # whose review it is
    by: Named | None  # who moved it; null of a draft
    week: int
    review_id: UUID
    version: int  # of its lines
    state: ReviewState  # after the move
    url: str | None  # of the page; null where the instance has no public address


class TestData(Wire):
    """What the test of a webhook posts."""

    programme: Named
    url: str | None


class CloudEvent(Wire):
    specversion: Literal["1.0"] = "1.0"
    id: Annotated[str, Field(description="of what happened: the same in every attempt and for every webhook")]
    source: Annotated[
        str, Field(description="the programme: `/programmes/ID`, after the instance's public address")
    ]
    type: ReviewEvent | Literal["webhook.test"]
    subject: Annotated[str, Field(description="`reviews/ID`, or `webhooks/ID` of a test")]
    time: Annotated[datetime, Field(description="when it happened")]
    datacontenttype: Literal["application/json"] = "application/json"
    data: ReviewData | TestData
