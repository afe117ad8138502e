from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from weeklog.vocabulary import DeliveryState, MailKind, SupervisorMailKind
from weeklog_api.schemas import Input, Items, Output


class Delivery(Output):
    """One mail that was, or is to be, sent to you, or about your reviews to a supervisor from outside."""

    id: UUID
    kind: MailKind | SupervisorMailKind
    week: int
    review_id: UUID | None
    supervisor_name: str | None  # to whom from outside; none = to you
    state: DeliveryState
    reason: str  # why it was not sent, or not yet
    attempts: int
    created_at: datetime
    sent_at: datetime | None


DeliveryList = Items[Delivery]


class DeliveryFilters(Input):
    cursor: Annotated[str | None, StringConstraints(max_length=200)] = None
    limit: Annotated[int, Field(ge=1, le=200)] = 50


class MailSettings(Output):
    """Which mails one gets, by kind."""

    enabled: bool  # whether this instance sends mail at all
    draft_ready: bool  # your review is drafted
    submitted: bool  # somebody whom you mentor has submitted theirs
    sent_back: bool  # your review was sent back, with the reason
    approved: bool  # your review was approved
    reminder: bool  # each reminder that the page shows
    answer: bool  # to your scheduled questions that ask for it
    digest: bool  # who has submitted, once a week, for mentors and leads


class MailSettingsPatch(Input):
    draft_ready: bool | None = None
    submitted: bool | None = None
    sent_back: bool | None = None
    approved: bool | None = None
    reminder: bool | None = None
    answer: bool | None = None
    digest: bool | None = None
