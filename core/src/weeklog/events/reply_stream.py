"""Streams of events in Valkey. All of it may be lost at any moment: the truth is in Postgres.

A reply's stream has ids `attempt-sequence`. Because the ids are explicit, the server itself refuses what would break a
reader: a write repeated after a lost answer, and any write of an attempt that has been replaced. `NOMKSTREAM` on all
writes but the first tells the writer that the stream has been lost; it then writes the whole text as a snapshot.

One flusher per process writes what all its streams produced, in one pipeline. It writes at once when it was idle, and
waits longer between rounds the more streams are running, so that a lone reader sees each delta immediately and three
hundred readers do not cost a round trip each.
"""

import asyncio
import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from uuid import UUID

from redis.asyncio import Redis
from redis.exceptions import RedisError, ResponseError
from typing_extensions import override

from weeklog.events.catalogue import (
    ReplyDelta,
    ReplyEnded,
    ReplyEvent,
    ReplySnapshot,
    ReplyStarted,
)
from weeklog.events.redis import FIELD, KEEP_SECONDS, Command, encode, exchange
from weeklog.logs import logger
from weeklog.tasks import end_task
from weeklog.vocabulary import FinishReason, JobEnd

log = logger(__name__)

KEEP_ENTRIES = 5000
SNAPSHOT_EVERY = 2000  # entries: what is kept always holds a whole text, whoever comes late
KEEP_ENDED_SECONDS = 600
SHORTEST_ROUND = 0.02  # seconds between rounds with one stream
LONGEST_ROUND = 0.04  # and with very many: the worker's readers have gathered before
ROUND_PER_STREAM = 0.00015
RETRY_ROUND = 0.25  # while the server is away

_NO_NEW_STREAM = ("NOMKSTREAM",)
_TRIMMED = ("MAXLEN", "~", KEEP_ENTRIES)

LARGEST_ID = 2**63 - 1
_POSITION = re.compile(r"([0-9]{1,19})-([0-9]{1,19})")


class Position(NamedTuple):
    attempt: int
    sequence: int

    @override
    def __str__(self) -> str:
        return f"{self.attempt}-{self.sequence}"

    @classmethod
    def read(cls, text: str) -> "Position":
        """Raises ValueError when it is not `attempt-sequence`, two numbers that the server would take as an id."""
        match = _POSITION.fullmatch(text)
        if match is None or max(int(match[1]), int(match[2])) > LARGEST_ID:
            raise ValueError("a position is attempt-sequence, such as 1-5")
        return cls(int(match[1]), int(match[2]))


def reply_key(reply_id: UUID) -> str:
    return f"wl:reply:{reply_id}"


def digest(text: str) -> str:
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()[:16]


def ended(
    state: JobEnd,
    text: str,
    citations: Sequence[dict[str, Any]] = (),
    error: str | None = None,
    finish_reason: FinishReason = "stop",
) -> ReplyEnded:
    """The last event of a reply whose stored text is `text`."""
    return ReplyEnded(
        state=state,
        length=len(text),
        digest=digest(text),
        citations=tuple(citations),
        error=error,
        finish_reason=finish_reason,
    )


@dataclass(eq=False)
class ReplyStream:
    """One attempt's end of a reply's stream. Text is appended; the flusher does the rest."""

    reply_id: UUID
    attempt: int
    key: str
    changed: Callable[["ReplyStream"], None]  # tells the flusher that there is something to write
    text: list[str] = field(default_factory=list[str])  # all of it, for snapshots
    unsent: list[str] = field(default_factory=list[str])
    sequence: int = 0
    whole_at: int = 0  # the sequence of the last snapshot
    started: bool = False
    lost: bool = False  # the server has none of it, or we cannot know: the next write is a snapshot
    fenced: bool = False  # a later attempt has written: nothing of ours may be seen again
    last: ReplyEnded | None = None
    closed: asyncio.Event = field(default_factory=asyncio.Event)

    def append(self, text: str) -> None:
        if text:
            self.text.append(text)
            self.unsent.append(text)
            self.changed(self)

    def replace(self, text: str) -> None:
        """What was shown is not what was saved: the saved text replaces it."""
        self.text, self.unsent, self.lost = [text], [], True
        self.changed(self)

    def end(self, event: ReplyEnded) -> None:
        """Only after the reply has been saved."""
        self.last = event
        self.changed(self)

    def pending(self) -> list[ReplyEvent]:
        """What the next round writes, in order. Empty when there is nothing to say."""
        events: list[ReplyEvent] = []
        if not self.started:
            events.append(ReplyStarted())
        if self.lost or (self.unsent and self.sequence - self.whole_at > SNAPSHOT_EVERY):
            events.append(ReplySnapshot(text="".join(self.text)))
        elif self.unsent:
            events.append(ReplyDelta(text="".join(self.unsent)))
        if self.last is not None:
            events.append(self.last)
        return events


class Flusher:
    """Writes the reply streams of one process."""

    def __init__(self, redis: "Redis") -> None:
        self._redis = redis
        self._streams: set[ReplyStream] = set()
        self._dirty: dict[ReplyStream, None] = {}  # in the order in which they spoke
        self._wake = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._task = asyncio.create_task(self._run(), name="stream flusher")

    async def stop(self) -> None:
        if self._task is not None:
            await end_task(self._task)

    def open(self, reply_id: UUID, attempt: int) -> ReplyStream:
        stream = ReplyStream(reply_id, attempt, reply_key(reply_id), self._mark)
        self._streams.add(stream)
        self._mark(stream)
        return stream

    def _mark(self, stream: ReplyStream) -> None:
        self._dirty[stream] = None
        self._wake.set()

    async def close(self, stream: ReplyStream, patience: float = 2.0) -> None:
        """Waits until its last event is written, but never long: readers find the end in Postgres too."""
        if stream.last is not None and not stream.fenced:
            try:
                await asyncio.wait_for(stream.closed.wait(), patience)
            except TimeoutError:
                log.warning("stream end not written", reply_id=str(stream.reply_id))
        self._streams.discard(stream)
        self._dirty.pop(stream, None)

    def round_seconds(self) -> float:
        return min(LONGEST_ROUND, max(SHORTEST_ROUND, len(self._streams) * ROUND_PER_STREAM))

    async def _run(self) -> None:
        while True:
            await self._wake.wait()
            self._wake.clear()
            dirty, self._dirty = [stream for stream in self._dirty if not stream.closed.is_set()], {}
            away = bool(dirty) and not await self._flush(dirty)
            await asyncio.sleep(RETRY_ROUND if away else self.round_seconds())

    async def _flush(self, dirty: list[ReplyStream]) -> bool:
        """One pipeline for all. False when the server is away: every stream in it is then uncertain."""
        commands: list[Command] = []
        rounds = [_write(commands, stream) for stream in dirty]
        try:
            answers = iter(await exchange(self._redis, commands) if commands else ())
        except (RedisError, OSError, TimeoutError) as error:
            log.warning("streams are away", error=type(error).__name__, streams=len(dirty))
            for written in rounds:
                written.stream.lost = True
                self._mark(written.stream)
            return False
        for written in rounds:
            mine = [next(answers) for _ in range(written.commands)]
            await self._settle(written, mine[: len(written.events)])
        return True

    async def _settle(self, written: "_Written", answers: list[Any]) -> None:
        stream = written.stream
        if all(answer is not None and not isinstance(answer, Exception) for answer in answers):
            stream.started = True
            if stream.last is not None and stream.last in written.events:
                stream.closed.set()
            return
        stream.lost = True
        if any(isinstance(answer, ResponseError) for answer in answers):
            await self._ask_why_refused(stream)
        else:  # None: the stream is gone. Begin it again, with all that was said.
            stream.started = False
        self._mark(stream)

    async def _ask_why_refused(self, stream: ReplyStream) -> None:
        """An id that is not greater than the last: a later attempt wrote it, or we did and the answer was lost."""
        try:
            info = await self._redis.xinfo_stream(stream.key)
        except (RedisError, OSError, TimeoutError):
            stream.started = False
            return
        last = Position.read(_text(info["last-generated-id"]))
        if last.attempt > stream.attempt:
            stream.fenced = True
            stream.closed.set()
        else:
            stream.sequence = max(stream.sequence, last.sequence)


@dataclass(frozen=True)
class _Written:
    """What one round wrote of one stream: taken down before the answer comes, since the stream goes on meanwhile."""

    stream: ReplyStream
    events: list[ReplyEvent]
    commands: int


def _write(commands: list[Command], stream: ReplyStream) -> _Written:
    """Adds to `commands` what the stream has to say."""
    events = stream.pending()
    stream.unsent, stream.lost = [], False
    for event in events:
        stream.sequence += 1  # never used again, whether it arrives or not
        if isinstance(event, ReplySnapshot):
            stream.whole_at = stream.sequence
        at = str(Position(stream.attempt, stream.sequence))
        only_if_there = _NO_NEW_STREAM if stream.started else ()
        commands.append(("XADD", stream.key, *only_if_there, *_TRIMMED, at, FIELD, encode(event)))
    expires = bool(events) and (not stream.started or stream.last is not None)
    if expires:
        commands.append(("EXPIRE", stream.key, KEEP_ENDED_SECONDS if stream.last else KEEP_SECONDS))
    return _Written(stream, events, len(events) + expires)


def _text(value: bytes | str) -> str:
    return value.decode() if isinstance(value, bytes) else value
