from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, Field, StringConstraints

from weeklog.mail_address import is_mail_address
from weeklog.vocabulary import Language
from weeklog_api.schemas import Input, Output, Storable


def _address(value: str) -> str:
    if not is_mail_address(value):
        raise ValueError("is no e-mail address that can be written to: write it as name@example.com")
    return value.lower()


Address = Annotated[str, StringConstraints(max_length=254, strip_whitespace=True), AfterValidator(_address)]
Name = Annotated[str, StringConstraints(min_length=1, max_length=100, strip_whitespace=True), Storable]


class SupervisorNew(Input):
    person_id: UUID  # whose reviews they are to read: somebody you mentor or lead
    email: Address
    name: Name
    language: Language = "en"  # of their mails and their page
    days: Annotated[int, Field(ge=1, le=366, description="for so long the link is good")] = 180


class Supervisor(Output):
    """Somebody from outside, without an account, who reads the reviews of one person."""

    id: UUID
    person_id: UUID
    email: str
    name: str
    language: Language
    invited_by: UUID | None
    expires_at: datetime
    created_at: datetime
