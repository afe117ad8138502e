"""What routes ask for: who asks, a unit of work for them, the parts of this process."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Query, Request

from weeklog import access
from weeklog.db.engine import Database
from weeklog.ids import PersonId
from weeklog.unit_of_work import Store, UnitOfWork
from weeklog_api.authorisation import SAFE_METHODS
from weeklog_api.identity import Identity
from weeklog_api.parts import parts_of
from weeklog_api.settings import ApiSettings


# Coroutines, although they wait for nothing: FastAPI would run plain functions in a thread.
async def current_identity(request: Request) -> Identity:
    """Whoever `routing` let in. A public route may not ask for it."""
    identity = request.state.identity
    assert isinstance(identity, Identity), "a public route has no identity: declare @needs(...)"
    return identity


def sender_of(request: Request) -> str:
    return request.client.host if request.client else ""


async def begin_work(request: Request, identity: "CurrentIdentity") -> AsyncGenerator[UnitOfWork]:
    async with parts_of(request).store.begin(identity.person_id) as work:
        yield work


async def begin_system_work(request: Request, identity: "CurrentIdentity") -> AsyncGenerator[UnitOfWork]:
    if request.method in SAFE_METHODS:
        async with parts_of(request).system_store.begin(identity.person_id) as work:
            yield work
        return
    async with changing_rights(request, identity.person_id) as work:
        yield work


@asynccontextmanager
async def changing_rights(request: Request, person_id: PersonId) -> AsyncGenerator[UnitOfWork]:
    """A unit of work of the system that changes who may do what. Others hear of it in a moment; this gateway at
    once."""
    parts = parts_of(request)
    async with parts.system_store.begin(person_id) as work:
        yield work
    parts.identities.forget("")


async def api_settings(request: Request) -> ApiSettings:
    return parts_of(request).settings


async def system_database(request: Request) -> Database:
    return parts_of(request).system_database


async def system_store(request: Request) -> Store:
    return parts_of(request).system_store


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
