import asyncio
import secrets
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import asyncpg

from weeklog import access
from weeklog.db.engine import Database
from weeklog.db.rows import values_of
from weeklog.errors import Conflict, Invalid, NotAllowed, NotFound, NotSignedIn, TooMany, Unavailable
from weeklog.ids import PersonId, new_id
from weeklog.people.credentials import hash_password, hash_secret, new_token, password_matches
from weeklog.people.profile import change_person
from weeklog.people.strength import weakness
from weeklog.people.tables import (
    TokenRow,
    delete_session,
    delete_token,
    find_by_email,
    insert_person,
    insert_session,
    insert_token,
    list_tokens,
)
from weeklog.programmes.memberships import count_newcomers, join_programme
from weeklog.settings import Clock
from weeklog.unit_of_work import Store, UnitOfWork
from weeklog_api.attempts import Attempts
from weeklog_api.identity import Identity
from weeklog_api.settings import ApiSettings
from weeklog_api.sign_in import hashing
from weeklog_api.sign_in.schemas import (
    Me,
    MePatch,
    Person,
    PersonMade,
    PersonNew,
    ProgrammeOfMe,
    SignIn,
    TokenMade,
    TokenNew,
    TokenState,
)

MOST_NEWCOMERS = 1000  # a day: anybody may begin a programme, and nobody asks whose the addresses are
HOUR_SECONDS = 3600.0
OF_A_TOKEN = timedelta(days=90)  # how long a token is good for that a token without end has made


@dataclass(frozen=True)
class NewSession:
    secret: str  # for the cookie: only its hash is stored
    row: dict[str, Any]  # of `insert_session`


def new_session(person_id: UUID, lifetime: timedelta) -> NewSession:
    secret = secrets.token_urlsafe(32)
    expires_at = datetime.now(UTC) + lifetime
    return NewSession(
        secret, {"secret_hash": hash_secret(secret), "person_id": person_id, "expires_at": expires_at}
    )


async def sign_in(
    database: Database,
    given: SignIn,
    attempts: Attempts,
    sender: str,
    lifetime: timedelta,
    also: Callable[[UUID], Awaitable[None]],
) -> str:
    """The secret of the new session. `also` raises where the password of a person is not enough."""
    email = given.email.strip().lower()
    person = await database.one(find_by_email, email=email)
    stored = None if person is None else person.password_hash
    proven = await proves(given.password, stored, attempts, email, sender)
    if person is None or not proven:
        raise NotSignedIn("the e-mail address or the password is wrong")
    await also(person.id)
    session = new_session(person.id, lifetime)
    await database.run(insert_session, **session.row)
    return session.secret


async def proves(password: str, stored: str | None, attempts: Attempts, email: str, sender: str) -> bool:
    """Counted when it does not."""
    attempts.check(email, sender)
    async with hashing.turn(email):
        matches = await asyncio.to_thread(password_matches, password, stored)
    if matches:
        attempts.succeeded(email, sender)
    else:
        attempts.failed(email, sender)
    return matches


async def sign_out(database: Database, secret: str) -> None:
    try:
        await database.run(delete_session, secret_hash=hash_secret(secret))
    except Unavailable as error:
        raise Unavailable("the database is away: you are still signed in; try again in a moment") from error


def describe(identity: Identity, settings: ApiSettings) -> Me:
    today = identity.today(settings.clock)
    programme = identity.programme
    week = identity.week_of(today) if programme else None
    return Me(
        person=Person(
            id=identity.person_id,
            email=identity.email,
            name=identity.name,
            zone=identity.zone.key,
            own_zone=identity.own_zone,
            language=identity.language,
        ),
        programme=programme and ProgrammeOfMe.model_validate(programme, from_attributes=True),
        today=today,
        week=week.number if week else None,
        operator=settings.is_operator(identity.email),
    )


async def change_me(store: Store, identity: Identity, patch: MePatch) -> None:
    async with store.begin(identity.person_id) as work:
        await work.run(
            change_person,
            id=identity.person_id,
            new_name=patch.name,
            new_language=patch.language,
            sets_zone="zone" in patch.model_fields_set,
            new_zone=patch.zone,
        )


async def make_token(work: UnitOfWork, identity: Identity, new: TokenNew) -> TokenMade:
    if beyond := set(new.scopes) - identity.scopes:
        raise NotAllowed(
            f"this token may not give what it has not got: leave out {', '.join(sorted(beyond))}"
        )
    token = new_token()
    expires_at = _expiry(identity, new.expires_in_days)
    row = await work.one(
        insert_token,
        id=token.id,
        person_id=work.person_id,
        name=new.name,
        secret_hash=token.secret_hash,
        scopes=sorted(set(new.scopes)),
        expires_at=expires_at,
    )
    assert row is not None  # an INSERT that returns nothing has raised
    return TokenMade.model_validate(_public(row) | {"token": token.text})


def _expiry(identity: Identity, days: int | None) -> datetime | None:
    """A token outlives no token that made it: whoever finds one for a day has not found one for good."""
    wanted = None if days is None else datetime.now(UTC) + timedelta(days=days)
    if identity.by_session:
        return wanted
    last = identity.expires_at
    if last is None:
        return wanted or datetime.now(UTC) + OF_A_TOKEN
    if wanted is not None and wanted > last:
        raise Invalid.field(
            "expires_in_days",
            f"is longer than the token that asks is good for, until {last:%Y-%m-%d %H:%M} UTC: leave it out, or "
            "sign in",
        )
    return wanted or last


async def tokens(work: UnitOfWork) -> list[TokenState]:
    return [
        TokenState.model_validate(_public(row))
        for row in await work.all(list_tokens, person_id=work.person_id)
    ]


async def drop_token(work: UnitOfWork, token_id: str) -> None:
    if await work.value(delete_token, id=token_id, person_id=work.person_id) is None:
        raise NotFound("token")


async def add_person(store: Store, identity: Identity, new: PersonNew, clock: Clock) -> PersonMade:
    """Under the system role: a lead may not see other people's rows, only make them."""
    access.require(identity.standing, "run programme")
    async with store.begin(identity.person_id) as work:  # before a password is hashed
        if await work.value(count_newcomers, lead_id=identity.person_id) >= MOST_NEWCOMERS:
            raise TooMany(
                f"{MOST_NEWCOMERS} people came new into your programmes within a day, the most that you may add: "
                "invite the others, or wait",
                HOUR_SECONDS,
            )
    chosen = new.password or secrets.token_urlsafe(12)
    password_hash = await hashed(chosen, "password", (new.name, new.email))
    person_id = PersonId(new_id())
    async with store.begin(identity.person_id) as work:
        await save_person(work, person_id, new.email, new.name, password_hash)
        await work.run(
            join_programme,
            programme_id=identity.own_programme.id,
            person_id=person_id,
            role=new.role,
            joined_at=clock(),
        )
    shown = None if new.password else chosen
    return PersonMade(id=person_id, email=new.email, name=new.name, role=new.role, password=shown)


async def hashed(password: str, field: str, about: Sequence[str]) -> str:
    """Raises Invalid for `field` when the password is easily guessed; `about` = the name and address of whose it
    is."""
    async with hashing.turn(about[-1]):
        if reason := await asyncio.to_thread(weakness, password, about):
            raise Invalid.field(field, reason)
        return await asyncio.to_thread(hash_password, password)


async def save_person(
    work: UnitOfWork, person_id: PersonId, email: str, name: str, password_hash: str
) -> None:
    try:
        await work.run(
            insert_person,
            id=person_id,
            email=email,
            name=name,
            password_hash=password_hash,
            zone=None,
            language="en",
        )
    except asyncpg.UniqueViolationError:
        raise Conflict("email: a person with this address is already here") from None


def _public(row: TokenRow) -> dict[str, object]:
    return values_of(row, *TokenState.model_fields)
