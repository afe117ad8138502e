from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from weeklog.vocabulary import Role
from weeklog_api.schemas import Input, Items, Line, Output
from weeklog_api.sign_in.schemas import Email, Password


class InvitationNew(Input):
    role: Role = "member"
    email: Email | None = Field(None, description="who alone may accept it; none = whoever holds the link")
    mentor_id: UUID | None = Field(None, description="who will mentor the one who joins")
    uses: Annotated[int, Field(ge=1, le=500)] = 1
    days: Annotated[int, Field(ge=1, le=90)] = 7


class InvitationState(Output):
    id: UUID
    role: Role
    email: str | None
    mentor_id: UUID | None
    uses_left: int
    created_by: UUID
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
