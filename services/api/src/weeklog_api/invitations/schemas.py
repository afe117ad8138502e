from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from weeklog.vocabulary import DeliveryState, Language, Role
from weeklog_api.schemas import Input, Items, Line, Output
from weeklog_api.sign_in.schemas import Email, Password

MOST_AT_ONCE = 50  # addresses


class InvitationNew(Input):
    role: Role = "member"
    email: Email | None = Field(None, description="who alone may accept it; none = whoever holds the link")
    mentor_id: UUID | None = Field(None, description="who will mentor the one who joins")
    uses: Annotated[int, Field(ge=1, le=500)] = 1
    days: Annotated[int, Field(ge=1, le=90)] = 7


class InvitationsMailed(Input):
    """One for each address, good for once and for it alone."""

    emails: Annotated[list[Email], Field(min_length=1, max_length=MOST_AT_ONCE)]
    role: Role = "member"
    mentor_id: UUID | None = Field(None, description="who will mentor those who join")
    days: Annotated[int, Field(ge=1, le=90)] = 7
    language: Annotated[Language | None, Field(description="of the mail; left out = your own")] = None


class InvitationState(Output):
    id: UUID
    role: Role
    email: str | None
    mentor_id: UUID | None
    uses_left: int
    created_by: UUID
    mail_state: DeliveryState | None  # null: nobody was mailed, its link was shown
    mail_reason: str  # why it was not sent, or not yet
    created_at: datetime
    expires_at: datetime


class InvitationMade(InvitationState):
    secret: str  # shown this once
    url: str  # the same, as a link to the page


InvitationList = Items[InvitationState]


class InvitationSeen(Output):
    """What the holder of a link sees before accepting it."""

    programme: str
    role: Role
    inviter: str
    for_one_address: bool  # only the person with the invited e-mail address may accept
    expires_at: datetime


class Newcomer(Input):
    as_sent = frozenset({"password"})
    name: Line
    email: Email
    password: Password
