"""One reader for all sockets of this process.

A single connection runs `XREAD` over every stream that anybody here follows. A topic is one stream and its cursor;
a subscriber is one follower of it, with a cursor of its own. To subscribe is to move the topic's cursor back to
where the subscriber is: replay and live then come by the same path, and followers that are further ahead ignore
what they have. Each event is encoded once, whatever the number of its followers.

What happens to a slow client: its queue is bounded. When it is full nothing more is queued; once the socket has taken
what waits, the stream is read again from there. So what one read brings may be larger than a queue. A socket that
makes no progress for thirty seconds is closed with a code that means "resume".

What happens to a question that waits for its turn: once a second its followers are told how many are before it, when
that has changed.

What happens when Valkey loses a stream: the writer begins it again with a snapshot. When the writer is gone too,
nothing would ever come; so a topic that has been quiet for three seconds is looked up in Postgres, which knows the
end.
"""

import asyncio
import time
from collections import deque
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from prometheus_client import Gauge
from redis.asyncio import Redis
from redis.exceptions import RedisError, ResponseError

from weeklog.conversations.tables import list_ended_replies, waiting_replies
from weeklog.errors import Unavailable
from weeklog.events.catalogue import ReplySnapshot, ReplyWaiting, StreamReset
from weeklog.events.redis import connect, encode, exchange, person_key
from weeklog.events.reply_stream import Position, ended, reply_key
from weeklog.ids import PersonId, new_id
from weeklog.logs import logger
from weeklog.tasks import end_task
from weeklog.unit_of_work import Store

log = logger(__name__)

BEGINNING = Position(0, 0)
BLOCK_MILLISECONDS = 1000  # well within what `exchange` waits for an answer
ENTRIES_A_READ = 200
QUIET_SECONDS = 3.0
PATIENCE_SECONDS = 1.0  # an answer that has not begun by then says how many are before it
QUEUE_BYTES = 256 * 1024
LONGEST_ROUND = 0.03  # seconds between reads when very many streams are followed
ROUND_PER_TOPIC = 0.0002

_READ = ("XREAD", "COUNT", ENTRIES_A_READ, "BLOCK", BLOCK_MILLISECONDS, "STREAMS")

Entries = list[tuple[bytes, tuple[bytes, bytes]]]  # id, and the one field with its value

followed_streams = Gauge("weeklog_streams_followed", "Streams that this process reads for its sockets")


@dataclass(frozen=True)
class StreamName:
    """`reply:<id>`, or `person` for what changes in one's own worklog."""

    text: str
    key: str
    person_id: PersonId
    reply_id: UUID | None

    @classmethod
    def read(cls, text: str, person_id: PersonId) -> "StreamName":
        """Raises ValueError when there is no such kind of stream."""
        if text == "person":
            return cls(text, person_key(person_id), person_id, None)
        kind, _, reply_id = text.partition(":")
        if kind != "reply":
            raise ValueError("a stream is 'person' or 'reply:<id>'")
        return cls(text, reply_key(UUID(reply_id)), person_id, UUID(reply_id))


@dataclass(frozen=True)
class Delivery:
    """One event as followers get it."""

    stream: StreamName
    position: Position | None  # none = made here, not read from the stream
    event: bytes  # JSON
    frame: str  # the websocket frame around it

    @property
    def size(self) -> int:
        return len(self.event)

    @property
    def is_end(self) -> bool:
        return self.event.startswith(b'{"type":"reply.ended"')


def deliver(stream: StreamName, position: Position | None, event: bytes) -> Delivery:
    at = "null" if position is None else f'"{position}"'
    return Delivery(
        stream, position, event, f'{{"stream":"{stream.text}","position":{at},"event":{event.decode()}}}'
    )


@dataclass(eq=False)
class Subscriber:
    """One follower: a bounded queue between the hub and one socket."""

    stream: StreamName
    cursor: Position  # of the last event that was queued
    wake: Callable[[], None]
    waiting: deque[Delivery] = field(default_factory=deque[Delivery])
    waiting_bytes: int = 0
    lagging: bool = False
    ended: bool = False

    def offer(self, delivery: Delivery) -> None:
        if self.ended:
            return
        if delivery.position is not None:
            if delivery.position <= self.cursor or self.lagging:
                return
            if self.waiting_bytes + delivery.size > QUEUE_BYTES and self.waiting:
                self.lagging = True  # what comes from here on is read again, once it has taken what waits
                return
            self.cursor = delivery.position
        self.ended = delivery.is_end
        self.waiting.append(delivery)
        self.waiting_bytes += delivery.size
        self.wake()

    def take(self) -> Delivery | None:
        if not self.waiting:
            return None
        delivery = self.waiting.popleft()
        self.waiting_bytes -= delivery.size
        return delivery


@dataclass(eq=False)
class Topic:
    stream: StreamName
    cursor: Position
    followers: set[Subscriber] = field(default_factory=set[Subscriber])
    heard_at: float = field(default_factory=time.monotonic)
    followed_at: float = field(default_factory=time.monotonic)
    before: int | None = None  # questions, as its followers were told last

    def is_unheard(self) -> bool:
        """Whether nothing was said of a reply since it is followed."""
        return (
            self.stream.reply_id is not None
            and self.cursor == BEGINNING
            and time.monotonic() - self.followed_at > PATIENCE_SECONDS
        )


class Hub:
    def __init__(self, reader: "Redis", commands: "Redis", store: Store) -> None:
        self._reader, self._commands, self._store = reader, commands, store
        self._topics: dict[str, Topic] = {}
        self._wake_key = f"wl:wake:{new_id()}"
        self._wake_cursor = "0-0"
        self._blocked = False  # waits for what it asked for, and would not hear of another stream
        self._tasks: list[asyncio.Task[None]] = []

    def start(self) -> None:
        self._tasks = [
            asyncio.create_task(self._read_forever(), name="stream reader"),
            asyncio.create_task(self._watch_forever(), name="quiet streams"),
        ]

    async def stop(self) -> None:
        for task in self._tasks:
            await end_task(task)

    async def subscribe(
        self, stream: StreamName, position: Position | None, wake: Callable[[], None]
    ) -> Subscriber:
        """Follow a stream that the caller may see. None: a reply from its beginning, a person's stream from now.

        Raises Unavailable while Valkey is away and the position cannot be known.
        """
        from_beginning = position is None and stream.reply_id is not None
        last = BEGINNING if from_beginning else await self._last_position(stream)
        lost = position is not None and not stream.reply_id and not await self._still_there(stream, position)
        subscriber = Subscriber(stream, position or (BEGINNING if stream.reply_id else last), wake)
        if lost or subscriber.cursor > last:
            subscriber.offer(deliver(stream, None, encode(StreamReset())))
            subscriber.cursor = BEGINNING if stream.reply_id else last
        topic = self._topics.get(stream.key)
        if topic is None:
            topic = self._topics[stream.key] = Topic(stream, subscriber.cursor)
            followed_streams.set(len(self._topics))
        topic.cursor = min(topic.cursor, subscriber.cursor)
        topic.followers.add(subscriber)
        topic.before = None  # the new one was not told
        topic.heard_at = min(
            topic.heard_at, time.monotonic() - QUIET_SECONDS + 0.5
        )  # it may have ended long ago
        try:
            await self._wake_reader()
        except BaseException:  # cancelled: nobody else knows of this follower
            self.unsubscribe(subscriber)
            raise
        return subscriber

    async def catch_up(self, subscriber: Subscriber) -> None:
        """Read again for a follower that lagged and has now taken all it was sent."""
        subscriber.lagging = False
        if (topic := self._topics.get(subscriber.stream.key)) is not None:
            topic.cursor = min(topic.cursor, subscriber.cursor)
            await self._wake_reader()

    def unsubscribe(self, subscriber: Subscriber) -> None:
        topic = self._topics.get(subscriber.stream.key)
        if topic is None:
            return
        topic.followers.discard(subscriber)
        if not topic.followers:
            del self._topics[subscriber.stream.key]
            followed_streams.set(len(self._topics))

    async def _last_position(self, stream: StreamName) -> Position:
        try:
            newest: Any = await self._commands.xrevrange(stream.key, count=1)
        except (RedisError, OSError, TimeoutError) as error:
            raise Unavailable("live events are away: fetch over HTTP and try again in a moment") from error
        return Position.read(newest[0][0].decode()) if newest else BEGINNING

    async def _still_there(self, stream: StreamName, position: Position) -> bool:
        """Whether nothing after it can be missing. A worklog's ids are times, so one of a lost stream looks like
        any other; but streams are cut from their beginning only, so that where the entry itself is left, all later
        ones are."""
        if position == BEGINNING:
            return False
        try:
            return bool(await self._commands.xrange(stream.key, str(position), str(position)))
        except (RedisError, OSError, TimeoutError) as error:
            raise Unavailable("live events are away: fetch over HTTP and try again in a moment") from error

    async def _wake_reader(self) -> None:
        """The reader blocks on the streams that it knew of; this makes it look again. One that does not block will."""
        if not self._blocked:
            return
        wake = ("XADD", self._wake_key, "MAXLEN", 1, "*", "w", ""), ("EXPIRE", self._wake_key, 60)
        try:
            await exchange(self._commands, wake)
        except (RedisError, OSError, TimeoutError):
            log.debug("reader not woken: it looks again by itself")

    async def _read_forever(self) -> None:
        while True:
            try:
                await self._read_once()
                await asyncio.sleep(min(LONGEST_ROUND, max(0, len(self._topics) - 1) * ROUND_PER_TOPIC))
            except (RedisError, OSError, TimeoutError) as error:
                log.warning("streams are away", error=type(error).__name__)
                await asyncio.sleep(0.25)

    async def _read_once(self) -> None:
        wanted = {key: str(topic.cursor) for key, topic in self._topics.items()}
        wanted[self._wake_key] = self._wake_cursor
        self._blocked = True
        try:
            answers = await exchange(self._reader, [(*_READ, *wanted.keys(), *wanted.values())])
        finally:
            self._blocked = False
        if isinstance(answers[0], ResponseError):
            raise answers[0]
        found: list[tuple[bytes, Entries]] = answers[0] or []
        for raw_key, entries in found:
            key = raw_key.decode()
            if key == self._wake_key:
                self._wake_cursor = entries[-1][0].decode()
            elif (topic := self._topics.get(key)) is not None and str(topic.cursor) == wanted[key]:
                self._pass_on(topic, entries)

    def _pass_on(self, topic: Topic, entries: Entries) -> None:
        topic.heard_at = time.monotonic()
        for raw_position, (_, event) in entries:
            position = Position.read(raw_position.decode())
            delivery = deliver(topic.stream, position, event)
            for follower in topic.followers:
                follower.offer(delivery)
            topic.cursor = position

    async def _watch_forever(self) -> None:
        while True:
            await asyncio.sleep(1)
            await self._watched(self._tell_places([t for t in self._topics.values() if t.is_unheard()]))
            quiet = [
                t
                for t in self._topics.values()
                if t.stream.reply_id and time.monotonic() - t.heard_at > QUIET_SECONDS
            ]
            by_person: dict[PersonId, list[Topic]] = {}
            for topic in quiet:
                by_person.setdefault(topic.stream.person_id, []).append(topic)
            for person_id, topics in by_person.items():
                await self._watched(self._tell_ends(person_id, topics))

    async def _watched(self, look: Awaitable[None]) -> None:
        try:
            await look
        except Exception as error:  # noqa: BLE001 - the watch goes on, whatever it was
            log.warning("quiet streams not looked up", error=type(error).__name__)

    async def _tell_places(self, topics: list[Topic]) -> None:
        """How many questions are before each, whenever that has changed."""
        if not topics:
            return
        places = await self._store.value_alone(waiting_replies, ids=[t.stream.reply_id for t in topics])
        for topic in topics:
            before = places.get(str(topic.stream.reply_id))
            if before is None or before == topic.before or topic.cursor != BEGINNING:
                continue
            topic.before = before
            told = deliver(topic.stream, None, encode(ReplyWaiting(before=before)))
            for follower in topic.followers:
                follower.offer(told)

    async def _tell_ends(self, person_id: PersonId, topics: list[Topic]) -> None:
        """The end of a reply whose stream does not say it, as Postgres knows it."""
        by_reply = {topic.stream.reply_id: topic for topic in topics}
        async with self._store.begin(person_id) as work:
            rows = await work.all(list_ended_replies, ids=list(by_reply))
        for topic in topics:
            topic.heard_at = time.monotonic()
        for row in rows:
            topic = by_reply[row.id]
            end = ended(row.state, row.text, row.citations, row.error, row.finish_reason)
            for follower in topic.followers:
                follower.offer(deliver(topic.stream, None, encode(ReplySnapshot(text=row.text))))
                follower.offer(deliver(topic.stream, None, encode(end)))


@asynccontextmanager
async def open_hub(redis_url: str, store: Store) -> AsyncGenerator[Hub]:
    reader = connect(redis_url, connections=1, timeout=None)
    commands = connect(redis_url, connections=8)
    hub = Hub(reader, commands, store)
    hub.start()
    try:
        yield hub
    finally:
        await hub.stop()
        await reader.aclose()
        await commands.aclose()
