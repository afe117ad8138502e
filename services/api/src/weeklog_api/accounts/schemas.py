from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, Field, StringConstraints

from weeklog_api.schemas import Input, Line, Output

Scope = Literal["read", "write"]
Role = Literal["member", "mentor", "lead"]
Password = Annotated[str, StringConstraints(min_length=10, max_length=200)]


def _address(email: str) -> str:
    name, _, host = email.partition("@")
    if not name or "." not in host.strip(".") or any(character.isspace() for character in email):
        raise ValueError("must be an e-mail address such as lan@example.org")
    return email.lower()


Email = Annotated[str, StringConstraints(max_length=254, strip_whitespace=True), AfterValidator(_address)]


class SignIn(Input):
    email: Annotated[str, StringConstraints(max_length=254)]
    password: Annotated[str, StringConstraints(max_length=200)]


class Person(Output):
    id: UUID
    email: str
    name: str
    zone: str
    language: str


class ProgrammeOfMe(Output):
    id: UUID
    name: str
    zone: str
    starts_on: date
    role: Role


class Me(Output):
    person: Person
    programme: ProgrammeOfMe | None
    today: date
    week: int | None


class TokenNew(Input):
    name: Line
    scopes: Annotated[tuple[Scope, ...], Field(min_length=1)] = ("read", "write")
    expires_in_days: Annotated[int, Field(ge=1, le=3650)] | None = None


class TokenState(Output):
    id: str
    name: str
    scopes: list[Scope]
    expires_at: datetime | None
    created_at: datetime
    last_used_at: datetime | None


class TokenMade(TokenState):
    token: str  # shown this once


class PersonNew(Input):
    email: Email
    name: Line
    role: Role = "member"
    password: Password | None = None


class PersonMade(Output):
    id: UUID
    email: str
    name: str
    role: Role
    password: str | None = None  # the first one, shown this once; absent when the caller chose it
