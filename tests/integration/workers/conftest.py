"""Real workers and a real dispatcher, without the gateway: what it would write, the scene writes."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, cast
from uuid import UUID

import pytest
from redis.asyncio import Redis

from tests.support.people import make_person
from tests.support.provider import Provider
from tests.support.reader import Reader
from tests.support.stack import Stack, running_stack
from weeklog.conversations.tables import ReplyRow, ask_question, find_reply, insert_conversation
from weeklog.db.base import APP_ROLE, SYSTEM_ROLE
from weeklog.db.engine import Database
from weeklog.entries.tables import entries
from weeklog.events.person_stream import PersonStreams
from weeklog.events.redis import FIELD, connect
from weeklog.events.reply_stream import Position, reply_key
from weeklog.ids import PersonId, new_id
from weeklog.jobs.catalogue import GENERATE_REPLY, GenerateReply
from weeklog.unit_of_work import Store

FRIDAY = "2026-10-16T10:00:00+07:00"  # in week 2
LIMITS = {
    "WEEKLOG_LLM_FIRST_TOKEN_SECONDS": "3",
    "WEEKLOG_LLM_BETWEEN_TOKENS_SECONDS": "2",
    "WEEKLOG_LOG_LEVEL": "warning",
}


async def written(redis: Redis, key: str) -> list[tuple[bytes, dict[bytes, bytes]]]:
    """All that is in a stream."""
    return cast("list[tuple[bytes, dict[bytes, bytes]]]", await redis.xrange(key))


@dataclass
class Asked:
    reply_id: UUID
    job_id: UUID


@dataclass
class Scene:
    stack: Stack
    store: Store
    redis: Redis

    @property
    def person_id(self) -> PersonId:
        return PersonId(UUID(self.stack.person_id))

    @property
    def mine(self) -> dict[str, Any]:
        return {"person_id": self.person_id, "programme_id": UUID(self.stack.programme_id)}

    async def log(self, text: str, day: date, status: str = "done", *, week: int = 1) -> UUID:
        entry_id = new_id()
        async with self.store.begin(self.person_id) as work:
            await work.run(
                entries.insert().values(
                    id=entry_id, **self.mine, week=week, text=text, start_on=day, end_on=day, status=status
                )
            )
        return entry_id

    async def converse(self) -> UUID:
        async with self.store.begin(self.person_id) as work:
            row = await work.one(insert_conversation, id=new_id(), **self.mine, title="")
        assert row is not None
        return row.id

    async def ask(self, text: str, *, attempts: int = 5, conversation_id: UUID | None = None) -> Asked:
        conversation_id = conversation_id or await self.converse()
        reply_id, job_id = new_id(), new_id()
        owned = {"person_id": self.person_id, "conversation_id": conversation_id}
        here = {"of_programme": self.mine["programme_id"], "anywhere": True}
        asked = {
            "message_id": new_id(),
            "reply_id": reply_id,
            "job_id": job_id,
            "text": text,
            "first_title": "",
        }
        kind = GENERATE_REPLY
        job = {
            "kind": kind.name,
            "queue": kind.queue,
            "payload": kind.write(GenerateReply(reply_id=reply_id)),
            "max_attempts": attempts,
            "deadline": kind.deadline,
        }
        assert await self.store.one_alone(ask_question, **asked, **owned, **here, **job)
        return Asked(reply_id, job_id)

    async def stop(self, asked: Asked) -> None:
        async with self.store.begin(self.person_id) as work:
            await work.cancel_job(asked.job_id)

    async def reply(self, asked: Asked) -> ReplyRow:
        async with self.store.begin(self.person_id) as work:
            row = await work.one(find_reply, id=asked.reply_id)
        assert row is not None
        return row

    async def attempt(self, asked: Asked) -> int:
        async with self.store.begin(self.person_id) as work:
            return await work.value("select attempt from jobs where id = $1", asked.job_id)

    async def read(self, asked: Asked) -> Reader:
        """The reply's stream as it is now."""
        reader = Reader()
        for position, fields in await written(self.redis, reply_key(asked.reply_id)):
            reader.hear(Position.read(position.decode()), fields[FIELD])
        return reader

    async def spoken(self, asked: Asked, characters: int = 1, seconds: float = 20) -> Reader:
        """Waits until so much of the reply has been said."""
        async with asyncio.timeout(seconds):
            while len((reader := await self.read(asked)).text) < characters:
                await asyncio.sleep(0.01)
        return reader

    async def ended(self, asked: Asked, seconds: float = 30) -> tuple[Reader, ReplyRow]:
        """The stream to its end, and the row that was saved."""
        async with asyncio.timeout(seconds):
            while (reader := await self.read(asked)).state is None:
                await asyncio.sleep(0.02)
        return reader, await self.reply(asked)


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with Provider() as provider:
        yield provider


@pytest.fixture(scope="module")
def with_model(provider: Provider) -> Iterator[Stack]:
    model = {"WEEKLOG_LLM_MODEL": "openai:fake", "WEEKLOG_LLM_BASE_URL": provider.base_url}
    with running_stack(now=FRIDAY, processes=("scheduler", "chat-worker"), env=model | LIMITS) as stack:
        yield stack


@pytest.fixture(scope="module")
def without_model() -> Iterator[Stack]:
    with running_stack(now=FRIDAY, processes=("scheduler", "chat-worker", "reporting")) as stack:
        yield stack


async def open_scene(stack: Stack) -> AsyncIterator[Scene]:
    database = Database(stack.database_url, APP_ROLE, 4, "tests")
    await database.open()
    redis = connect(stack.valkey.url)
    yield Scene(stack, Store(database, PersonStreams(redis)), redis)
    await redis.aclose()
    await database.close()


@pytest.fixture
async def chat(with_model: Stack) -> AsyncIterator[Scene]:
    async for scene in open_scene(with_model):
        yield scene


@pytest.fixture
async def offline(without_model: Stack) -> AsyncIterator[Scene]:
    async for scene in open_scene(without_model):
        yield scene


@pytest.fixture
async def somebody(without_model: Stack) -> AsyncIterator[Scene]:
    """A person with a programme and weeks of their own, which no other test writes in."""
    system = Database(without_model.database_url, SYSTEM_ROLE, 1, "tests")
    await system.open()
    person = await make_person(system, f"{new_id()}@example.com")
    row = await system.one("select programme_id from members where person_id = $1", person)
    await system.close()
    assert row is not None
    stack = replace(without_model, person_id=str(person), programme_id=str(row["programme_id"]))
    async for scene in open_scene(stack):
        yield scene
