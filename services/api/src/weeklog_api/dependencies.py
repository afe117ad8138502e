"""What routes ask for: who asks, a unit of work for them, the parts of this process."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Annotated
from urllib.parse import urlsplit
from uuid import UUID

from fastapi import Depends, Query, Request, Response

from weeklog import access
from weeklog.db.engine import Database
from weeklog.errors import NotAllowed, NotSignedIn
from weeklog.ids import PersonId
from weeklog.unit_of_work import Store, UnitOfWork
from weeklog_api.identity import Identity
from weeklog_api.settings import ApiSettings

SESSION_COOKIE = "weeklog_session"
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
# What may still be changed in a programme that is archived or left: what is a person's own and no part of it. All else is
# refused here, once, so that no operation can forget to.
NOT_OF_THE_PROGRAMME = (
    "/v1/account/import",  # says itself where it goes
    "/v1/invitations/",
    "/v1/me/",
    "/v1/notices",
    "/v1/programme/leave",
    "/v1/programme/unarchive",
    "/v1/programmes",
    "/v1/sessions",
    "/v1/stream-tickets",
    "/v1/tokens",
)


async def current_identity(request: Request) -> Identity:
    identity = await _identify(request)
    if request.method in SAFE_METHODS:
        if "read" not in identity.scopes:
            raise NotAllowed("this token may not read: make one with the scope 'read'")
        return identity
    if "write" not in identity.scopes:
        raise NotAllowed("this token may only read: make one with the scope 'write'")
    if identity.by_session:
        check_origin(request, required=True)
    if identity.only_reads and not _is_no_part_of_the_programme(request.url.path):
        access.require(identity.standing, "write worklog")
    return identity


async def _identify(request: Request) -> Identity:
    if (given := request.headers.get("authorization")) is not None:
        scheme, _, token = given.partition(" ")
        if scheme.lower() != "bearer":
            raise NotSignedIn("send `Authorization: Bearer wl_pat_...`")
        return await request.app.state.identities.of_token(token.strip())
    if secret := request.cookies.get(SESSION_COOKIE):
        return await request.app.state.identities.of_session(secret)
    raise NotSignedIn("sign in with POST /v1/sessions, or send `Authorization: Bearer wl_pat_...`")


def _is_no_part_of_the_programme(path: str) -> bool:
    stops_a_reply = path.startswith("/v1/replies/") and path.endswith("/stop")
    return stops_a_reply or path == "/v1/me" or path.startswith(NOT_OF_THE_PROGRAMME)


def check_origin(request: Request, *, required: bool) -> None:
    """Refuses what another site made a browser send: a cookie travels by itself, the page's origin cannot be forged."""
    origin, site = request.headers.get("origin"), request.headers.get("sec-fetch-site")
    if origin is not None:
        same = urlsplit(origin).netloc == request.headers.get("host")
    else:
        same = site == "same-origin" or (site is None and not required)
    if not same:
        raise NotAllowed("a session may only be used from its own page: send its Origin, or use a token")


def sender_of(request: Request) -> str:
    return request.client.host if request.client else ""


def remember_session(request: Request, response: Response, secret: str, settings: ApiSettings) -> None:
    response.set_cookie(
        SESSION_COOKIE,
        secret,
        max_age=int(settings.session_lifetime.total_seconds()),
        path="/",
        secure=request.url.scheme == "https",
        httponly=True,
        samesite="strict",
    )


async def begin_work(request: Request, identity: "CurrentIdentity") -> AsyncGenerator[UnitOfWork]:
    async with request.app.state.store.begin(identity.person_id) as work:
        yield work


async def begin_system_work(request: Request, identity: "CurrentIdentity") -> AsyncGenerator[UnitOfWork]:
    if request.method in SAFE_METHODS:
        async with request.app.state.system_store.begin(identity.person_id) as work:
            yield work
        return
    async with changing_rights(request, identity.person_id) as work:
        yield work


@asynccontextmanager
async def changing_rights(request: Request, person_id: PersonId) -> AsyncGenerator[UnitOfWork]:
    """A unit of work of the system that changes who may do what. Others hear of it in a moment; this gateway at once."""
    async with request.app.state.system_store.begin(person_id) as work:
        yield work
    request.app.state.identities.forget("")


# Coroutines, although they wait for nothing: FastAPI would run plain functions in a thread.
async def api_settings(request: Request) -> ApiSettings:
    return request.app.state.settings


async def system_database(request: Request) -> Database:
    return request.app.state.system_database


async def system_store(request: Request) -> Store:
    return request.app.state.system_store


CurrentIdentity = Annotated[Identity, Depends(current_identity)]


async def owner(
    identity: CurrentIdentity,
    person: Annotated[
        UUID | None, Query(description="somebody you mentor or lead; left out = yourself")
    ] = None,
) -> PersonId:
    """Whose worklog is read."""
    if person is None or person == identity.person_id:
        return identity.person_id
    access.require(identity.standing, "read worklog", of=PersonId(person))
    return PersonId(person)


Owner = Annotated[PersonId, Depends(owner)]
# scope="function": it commits before the answer leaves. Without it FastAPI commits afterwards, and a 201 could be sent
# for a row that never came to be.
Work = Annotated[UnitOfWork, Depends(begin_work, scope="function")]
SystemWork = Annotated[UnitOfWork, Depends(begin_system_work, scope="function")]
CurrentSettings = Annotated[ApiSettings, Depends(api_settings)]
SystemDatabase = Annotated[Database, Depends(system_database)]
SystemStore = Annotated[Store, Depends(system_store)]
