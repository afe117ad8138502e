import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from dataclasses import field as made
from typing import Any, Protocol
from uuid import UUID

import orjson

from weeklog.conversations.tables import AnswerRow, find_answer, see_reply_here
from weeklog.errors import WeeklogError
from weeklog.ids import PersonId
from weeklog.unit_of_work import Store, UnitOfWork
from weeklog_api.completions import answers, shapes
from weeklog_api.completions.answers import Said
from weeklog_api.completions.history import exchanges, last_answer
from weeklog_api.completions.refusals import NotBefore, TooLong
from weeklog_api.completions.schemas import SentMessage
from weeklog_api.conversations import service as chat
from weeklog_api.conversations.schemas import ConversationNew
from weeklog_api.identity import Identity
from weeklog_api.realtime.hub import Hub, StreamName, Subscriber
from weeklog_api.schemas import MOST_QUESTION

COMMENT_SECONDS = 15.0
LOOK_SECONDS = 1.0  # between looks whether the caller is still there

_stopping = set[asyncio.Task[None]]()  # the loop keeps only weak references to its tasks


class Form(Protocol):
    """How an answer is told: by frames of a stream, or whole."""

    @property
    def shape(self) -> shapes.Form | None: ...
    def begin(self) -> list[bytes]: ...
    def more(self, news: str) -> bytes: ...
    def end(self, said: Said, reply: Mapping[str, Any]) -> list[bytes]: ...
    def whole(self, reply: Mapping[str, Any]) -> dict[str, Any]: ...


@dataclass(frozen=True)
class Completions:
    store: Store
    hub: Hub
    base_url: str
    ready: asyncio.Event = made(default_factory=asyncio.Event)

    async def ask(
        self, identity: Identity, messages: Sequence[SentMessage], field: str, after: UUID | None = None
    ) -> UUID:
        """The id of the reply to come. It goes on from `after`, or else from the answer that was sent back, when we
        gave it."""
        question = messages[-1].text
        if len(question) > MOST_QUESTION:
            said = f"a question has at most {MOST_QUESTION} characters: ask a shorter one"
            raise TooLong.field(field, said)
        before, answered = exchanges(messages[:-1]), last_answer(messages[:-1]).strip()
        async with self.store.begin(identity.person_id) as work:
            given = await _given(work, identity, answered, after)
            if given is not None:
                asked = await chat.ask(work, identity, given.conversation_id, question, given.id)
            else:
                opened = await chat.open_conversation(work, identity, ConversationNew())
                asked = await chat.ask(work, identity, opened.id, question, context=before)
        return asked.reply.id

    async def stream(self, identity: Identity, reply_id: UUID, form: Form) -> AsyncGenerator[bytes]:
        """The answer in its form. When it is closed before its end, the reply is stopped."""
        said, subscriber = Said(), await self._follow(identity, reply_id)
        try:
            for first in form.begin():
                yield first
            while said.end is None:
                async for news in self._heard(said, subscriber):
                    yield form.more(news) if news and form.shape is None else b": still here\n\n"
            for last in await self._ends(identity, reply_id, said, form):
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
        return await self.read(identity, reply_id)

    async def read(self, identity: Identity, reply_id: UUID) -> dict[str, Any]:
        """Raises NotFound."""
        async with self.store.begin(identity.person_id) as work:
            return (await chat.read_reply(work, reply_id)).model_dump()

    async def _ends(self, identity: Identity, reply_id: UUID, said: Said, form: Form) -> list[bytes]:
        """Structured output comes now, in one piece: half of it would be no JSON."""
        reply = await self.read(identity, reply_id)
        if form.shape is None or reply["state"] == "failed":
            return form.end(said, reply)
        said.before, said.told = "", answers.content(reply, self.base_url, form.shape)
        return [form.more(said.told), *form.end(said, reply)]

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


async def _given(work: UnitOfWork, identity: Identity, answered: str, after: UUID | None) -> AnswerRow | None:
    """The answer of ours that the question goes on from."""
    mine = {"person_id": identity.person_id, "programme_id": identity.own_programme.id}
    if after is None:
        return await work.one(find_answer, **mine, text=answered) if answered else None
    if (given := await work.one(see_reply_here, **mine, id=after)) is None:
        said = "is no answer of yours in this programme: send the id of one, or the conversation as `input`"
        raise NotBefore.field("previous_response_id", said)
    return given
