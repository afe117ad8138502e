from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, Field, StringConstraints, field_validator

from weeklog.vocabulary import Language, Role, Scope
from weeklog_api.schemas import Input, Line, Output, Storable, Zone

Password = Annotated[str, StringConstraints(min_length=10, max_length=200)]


def _address(email: str) -> str:
    name, _, host = email.partition("@")
    if not name or "." not in host.strip(".") or any(character.isspace() for character in email):
        raise ValueError("must be an e-mail address such as lan@example.org")
    return email.lower()


Email = Annotated[
    str, StringConstraints(max_length=254, strip_whitespace=True), AfterValidator(_address), Storable
]


Code = Annotated[
    str,
    StringConstraints(max_length=40),
    Field(description="of the second factor: the authenticator's, or a recovery code"),
]


class SignIn(Input):
    as_sent = frozenset({"password"})
    email: Annotated[str, StringConstraints(max_length=254), Storable]
    password: Annotated[str, StringConstraints(max_length=200)]
    code: Code | None = None


class Person(Output):
    id: UUID
    email: str
    name: str
    zone: str  # the clocks that count: their own, else the programme's
    own_zone: str | None
    language: str


class MePatch(Input):
    """Only what is sent is changed."""

    name: Line | None = None
    zone: Zone | None = Field(None, description="null = the programme's")
    language: Language | None = Field(None, description="of reminders and reviews")

    @field_validator("name", "language", mode="before")
    @classmethod
    def no_nulls(cls, sent: object) -> object:
        if sent is None:
            raise ValueError("must not be null: leave out what should stay")
        return sent


class AccountEnd(Input):
    password: Annotated[str, StringConstraints(max_length=1024)]  # yours, once more


class PasswordChange(Input):
    as_sent = frozenset({"old", "new"})
    old: Annotated[str, StringConstraints(max_length=200)]
    new: Password
    keep_tokens: Annotated[
        bool, Field(description="true = your tokens stay good; else all but the one that asks end")
    ] = False


class PasswordLinkMade(Output):
    secret: str  # shown this once
    url: str  # the same, as a link to the page
    expires_at: datetime


class PasswordLinkSeen(Output):
    name: str
    email: str
    expires_at: datetime


class PasswordNew(Input):
    as_sent = frozenset({"password"})
    password: Password
    keep_tokens: Annotated[
        bool, Field(description="true = your tokens stay good; else all but the one that asks end")
    ] = False
    code: Code | None = None


class SecondFactorNew(Input):
    as_sent = frozenset({"password"})
    password: Annotated[str, StringConstraints(max_length=200)]  # yours, once more


class SecondFactorBegun(Output):
    secret: str  # shown this once; in base32, to be typed
    address: str  # otpauth://…
    picture: str  # the same as a QR code: a data: address of an SVG


class SecondFactorConfirm(Input):
    code: Code


class SecondFactorEnd(SecondFactorNew):
    code: Code


class RecoveryCodes(Output):
    items: list[str]  # shown this once; each signs in once


class SecondFactorState(Output):
    on: bool
    since: datetime | None
    recovery_codes: int  # that are left


class ProgrammeOfMe(Output):
    id: UUID
    name: str
    zone: str
    starts_on: date
    role: Role
    left_at: datetime | None  # since then you read what you wrote there, and no more


class Me(Output):
    person: Person
    programme: ProgrammeOfMe | None
    today: date
    week: int | None
    operator: bool = False  # operates this instance


TokenId = Annotated[str, StringConstraints(max_length=100), Storable]


class TokenNew(Input):
    name: Line
    scopes: Annotated[tuple[Scope, ...], Field(min_length=1)] = ("read", "write")
    expires_in_days: Annotated[int, Field(ge=1, le=3650)] | None = None


SessionId = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{16}$")]


class SessionState(Output):
    id: str
    created_at: datetime
    last_used_at: datetime  # to about half a minute
    expires_at: datetime
    current: bool  # the one that asks


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
    as_sent = frozenset({"password"})
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
