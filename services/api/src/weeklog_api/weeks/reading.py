"""A week and the list of weeks as JSON, kept in Valkey under the version of whose they are: a week that is
read often costs no statement."""

from collections.abc import Awaitable, Callable

from pydantic import BaseModel

from weeklog.ids import PersonId
from weeklog.unit_of_work import UnitOfWork
from weeklog_api.identity import Identity
from weeklog_api.parts import Parts
from weeklog_api.weeks import service

Read = Callable[[UnitOfWork], Awaitable[BaseModel]]


async def list_weeks(parts: Parts, identity: Identity, owner: PersonId) -> bytes:
    today = identity.today(parts.settings.clock)

    async def read(work: UnitOfWork) -> BaseModel:
        return await service.list_weeks(work, identity, owner, today)

    return await _answer(parts, identity, owner, "weeks", today, read)


async def read_week(parts: Parts, identity: Identity, owner: PersonId, number: int) -> bytes:
    identity.week(number)

    async def read(work: UnitOfWork) -> BaseModel:
        return await service.read_week(work, identity, owner, number)

    return await _answer(parts, identity, owner, "week", number, read)


async def _answer(
    parts: Parts, identity: Identity, owner: PersonId, kind: str, what: object, read: Read
) -> bytes:
    async def compute() -> bytes:
        async with parts.store.begin(identity.person_id) as work:
            return (await read(work)).model_dump_json().encode()

    version = None if parts.versions is None else await parts.versions.of(owner)
    if version is None:
        return await compute()
    programme = identity.own_programme
    asker = (identity.person_id, programme.id, programme.role, programme.left_at, *programme.weeks)
    return await parts.answers.answer(kind, (*asker, owner, what, version), compute)
