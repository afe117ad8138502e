"""One small stream a person: what changed, told to their open sockets."""

import asyncio
from collections.abc import Sequence

from redis.asyncio import Redis
from redis.exceptions import RedisError

from weeklog.events.catalogue import PersonEvent
from weeklog.events.redis import FIELD, KEEP_SECONDS, Command, encode, exchange, person_key
from weeklog.ids import PersonId
from weeklog.logs import logger
from weeklog.tasks import end_task

log = logger(__name__)

KEEP_ENTRIES = 500
ROUND_SECONDS = 0.005  # what is published within it leaves together


class PersonStreams:
    """Tells people's open sockets what changed. A `Publisher`: it takes the events at once and writes them behind.

    The ids are the server's: an event that a repeated write doubled is the same complete state twice, which does
    no harm.
    """

    def __init__(self, redis: "Redis") -> None:
        self._redis = redis
        self._waiting: list[tuple[PersonId, PersonEvent]] = []
        self._wake = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._task = asyncio.create_task(self._run(), name="person streams")

    async def stop(self) -> None:
        if self._task is not None:
            while self._waiting:
                await self._write()
            await end_task(self._task)

    def publish(self, person_id: PersonId, events: Sequence[PersonEvent]) -> None:
        self._waiting.extend((person_id, event) for event in events)
        self._wake.set()

    async def _run(self) -> None:
        while True:
            await self._wake.wait()
            self._wake.clear()
            await self._write()
            await asyncio.sleep(ROUND_SECONDS)

    async def _write(self) -> None:
        batch, self._waiting = self._waiting, []
        commands: list[Command] = [
            ("XADD", person_key(person_id), "MAXLEN", "~", KEEP_ENTRIES, "*", FIELD, encode(event))
            for person_id, event in batch
        ]
        commands += [
            ("EXPIRE", key, KEEP_SECONDS) for key in {person_key(person_id) for person_id, _ in batch}
        ]
        try:
            await exchange(self._redis, commands)
        except (RedisError, OSError, TimeoutError) as error:
            log.warning("events not published", error=type(error).__name__, events=len(batch))
