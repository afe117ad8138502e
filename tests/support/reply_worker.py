"""A reply's other end, played with the real flusher."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from uuid import UUID

from tests.support.people import RecordingPublisher
from tests.support.stack import Stack
from weeklog.conversations.tables import conversations, messages, replies
from weeklog.db.base import APP_ROLE, SYSTEM_ROLE
from weeklog.db.engine import Database
from weeklog.events.redis import connect as connect_to_valkey
from weeklog.events.reply_stream import Flusher, ReplyStream
from weeklog.ids import PersonId, new_id
from weeklog.jobs.catalogue import GENERATE_REPLY, GenerateReply
from weeklog.jobs.queue import Claim, JobQueue
from weeklog.unit_of_work import Store
from weeklog.vocabulary import JobEnd


class Worker:
    """A reply's other end: rows in Postgres, deltas in Valkey, as the chat worker writes them."""

    def __init__(self, stack: Stack, store: Store, queue: JobQueue, flusher: Flusher) -> None:
        self._stack, self._store, self._queue, self.flusher = stack, store, queue, flusher
        self.person = PersonId(UUID(stack.person_id))
        self.jobs: dict[UUID, UUID] = {}
        self.claims: dict[UUID, Claim] = {}

    async def begin(self) -> UUID:
        reply = await self.ask()
        await self.take(reply)
        return reply

    async def take(self, reply: UUID) -> None:
        (self.claims[reply],) = await self._queue.claim([self.jobs[reply]], "test")

    async def ask(self) -> UUID:
        conversation, message, reply = new_id(), new_id(), new_id()
        mine = {"person_id": self.person}
        async with self._store.begin(self.person) as work:
            programme = UUID(self._stack.programme_id)
            await work.run(conversations.insert().values(id=conversation, programme_id=programme, **mine))
            await work.run(
                messages.insert().values(id=message, conversation_id=conversation, text="?", **mine)
            )
            job = await work.enqueue(GENERATE_REPLY, GenerateReply(reply_id=reply))
            await work.run(
                replies.insert().values(
                    id=reply, conversation_id=conversation, message_id=message, job_id=job, **mine
                )
            )
        self.jobs[reply] = job
        return reply

    async def save(self, reply: UUID, text: str, state: JobEnd = "done") -> None:
        async with self._store.begin(self.person) as work:
            await work.run(replies.update().where(replies.c.id == reply).values(text=text))
            assert await work.finish_job(self.claims[reply], state, None)

    async def say(self, stream: ReplyStream, *texts: str) -> None:
        for text in texts:
            stream.append(text)
            await asyncio.sleep(0.04)


@asynccontextmanager
async def open_worker(stack: Stack) -> AsyncGenerator[Worker]:
    app, system = (Database(stack.database_url, role, 2, "tests") for role in (APP_ROLE, SYSTEM_ROLE))
    await app.open()
    await system.open()
    redis = connect_to_valkey(stack.valkey.url)
    flusher = Flusher(redis)
    flusher.start()
    try:
        yield Worker(stack, Store(app, RecordingPublisher()), JobQueue(system, 60), flusher)
    finally:
        await flusher.stop()
        await redis.aclose()
        await app.close()
        await system.close()
