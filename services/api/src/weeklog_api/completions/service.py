import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import orjson

from weeklog.conversations.tables import find_answer
from weeklog.errors import WeeklogError
from weeklog.ids import PersonId
from weeklog.unit_of_work import Store
from weeklog_api.completions import answers
from weeklog_api.completions.answers import Said
from weeklog_api.completions.history import exchanges, last_answer
from weeklog_api.completions.refusals import TooLong
from weeklog_api.completions.schemas import SentMessage
from weeklog_api.conversations import service as chat
from weeklog_api.conversations.schemas import ConversationNew
from weeklog_api.identity import Identity
from weeklog_api.realtime.hub import Hub, StreamName, Subscriber
from weeklog_api.schemas import MOST_QUESTION

COMMENT_SECONDS = 15.0
LOOK_SECONDS = 1.0  # between looks whether the caller is still there

_NO_USAGE: dict[str, Any] = {"usage": None}  # of a chunk before the one that tells it

_stopping = set[asyncio.Task[None]]()  # the loop keeps only weak references to its tasks


@dataclass(frozen=True)
class Completions:
    store: Store
    hub: Hub
    base_url: str
    ready: asyncio.Event = field(default_factory=asyncio.Event)

    async def ask(self, identity: Identity, messages: Sequence[SentMessage]) -> UUID:
        """The id of the reply to come. It goes on from the answer that was sent back, when we gave it."""
        question = messages[-1].text
        if len(question) > MOST_QUESTION:
            raise TooLong.field(
                "messages", f"a question has at most {MOST_QUESTION} characters: ask a shorter one"
            )
        before, answered = exchanges(messages[:-1]), last_answer(messages[:-1]).strip()
        async with self.store.begin(identity.person_id) as work:
            given = None
            if answered:
                mine = {"person_id": identity.person_id, "programme_id": identity.own_programme.id}
                given = await work.one(find_answer, **mine, text=answered)
            if given is not None:
                asked = await chat.ask(work, identity, given.conversation_id, question, given.id)
            else:
                opened = await chat.open_conversation(work, identity, ConversationNew())
                asked = await chat.ask(work, identity, opened.id, question, context=before)
        return asked.reply.id

    async def stream(self, identity: Identity, reply_id: UUID, *, wants_usage: bool) -> AsyncGenerator[bytes]:
        """The chunks of the answer. When it is closed before its end, the reply is stopped."""
        said, subscriber = Said(), await self._follow(identity, reply_id)
        usage = _NO_USAGE if wants_usage else {}
        try:
            yield answers.chunk(reply_id, {"role": "assistant", "content": ""}, **usage)
            while said.end is None:
                async for news in self._heard(said, subscriber):
                    yield answers.chunk(reply_id, {"content": news}, **usage) if news else b": still here\n\n"
            async for last in self._ends(identity, reply_id, said, wants_usage=wants_usage):
                yield last
        finally:
            self._leave(identity.person_id, reply_id, said, subscriber)

    async def whole(
        self, identity: Identity, reply_id: UUID, is_gone: Callable[[], Awaitable[bool]]
    ) -> dict[str, Any]:
        """The reply at its end. When the caller leaves before, it is stopped."""
        said, subscriber = Said(), await self._follow(identity, reply_id)
        try:
            while said.end is None:
                async for _ in self._heard(said, subscriber, LOOK_SECONDS):
                    pass
                if said.end is None and await is_gone():
                    break
        finally:
            self._leave(identity.person_id, reply_id, said, subscriber)
        return await self._read(identity, reply_id)

    async def _ends(
        self, identity: Identity, reply_id: UUID, said: Said, *, wants_usage: bool
    ) -> AsyncGenerator[bytes]:
        assert said.end is not None
        if said.end["state"] == "failed":
            yield answers.sent(answers.error(str(said.end["error"]), "server_error"))
            return
        noted = answers.annotations(said.told, said.end["citations"], self.base_url, said.before)
        usage = _NO_USAGE if wants_usage else {}
        yield answers.chunk(
            reply_id, {"annotations": noted} if noted else {}, answers.finish(said.end), **usage
        )
        if wants_usage:
            yield answers.usage_chunk(reply_id, (await self._read(identity, reply_id))["usage"])
        yield answers.DONE

    async def _follow(self, identity: Identity, reply_id: UUID) -> Subscriber:
        name = StreamName.read(f"reply:{reply_id}", identity.person_id)
        return await self.hub.subscribe(name, None, self.ready.set)

    async def _heard(
        self, said: Said, subscriber: Subscriber, seconds: float = COMMENT_SECONDS
    ) -> AsyncGenerator[str]:
        """What has come, or comes within so many seconds; an empty text when nothing did."""
        if not subscriber.waiting and not subscriber.lagging:
            try:
                await asyncio.wait_for(self.ready.wait(), seconds)
            except TimeoutError:
                yield ""
        self.ready.clear()
        while (delivery := subscriber.take()) is not None:
            if news := said.hear(orjson.loads(delivery.event)):
                yield news
        if subscriber.lagging:
            await self.hub.catch_up(subscriber)

    def _leave(self, person_id: PersonId, reply_id: UUID, said: Said, subscriber: Subscriber) -> None:
        self.hub.unsubscribe(subscriber)
        if said.end is None:
            task = asyncio.create_task(self._stop(person_id, reply_id), name="stop a completion")
            _stopping.add(task)
            task.add_done_callback(_stopping.discard)

    async def _stop(self, person_id: PersonId, reply_id: UUID) -> None:
        with suppress(WeeklogError):  # gone, or the database is away: its deadline ends it
            async with self.store.begin(person_id) as work:
                await chat.stop_reply(work, reply_id)

    async def _read(self, identity: Identity, reply_id: UUID) -> dict[str, Any]:
        async with self.store.begin(identity.person_id) as work:
            return (await chat.read_reply(work, reply_id)).model_dump()
