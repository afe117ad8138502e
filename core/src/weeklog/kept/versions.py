"""A version for each person, in Valkey: answers about their worklog are kept under it, and every change moves it.

Nobody is told what was before their own write (`docs/decisions/0019-weeks-without-a-query.md`):

- Before its commit a writer moves the version and notes that it is committing, so that nothing is kept
  meanwhile; after the commit it moves the version again, and only then is the write acknowledged.
- A server that starts again, or that takes over, has another `run_id`: versions of before are not looked at.
- A writer that cannot reach Valkey pauses answers out of it (`weeklog.kept.pauses`) before it acknowledges anything.
"""

import asyncio
import secrets
from collections.abc import AsyncGenerator, Callable, Iterable
from contextlib import asynccontextmanager
from typing import Any, Final

from redis.exceptions import RedisError

from weeklog.db.engine import Database
from weeklog.events.redis import connect
from weeklog.ids import PersonId
from weeklog.kept.pauses import Pause, Permission
from weeklog.settings import Settings

_PATIENCE: Final = 0.25  # seconds for one answer of Valkey
_COMMIT_SECONDS: Final = 10  # for so long a writer that has died keeps answers about somebody from being kept
_AWAY: Final = (RedisError, OSError, TimeoutError)


class PersonVersions:
    """`seconds`: how long answers are kept. `database` runs as the system."""

    def __init__(self, url: str, database: Database, seconds: int) -> None:
        self._redis: Any = connect(url, begin=self._begin_connection)  # its stubs leave the answers open
        self._seconds = seconds
        self._pause = Pause(database, seconds)
        self.permission = Permission(database)  # renewed where answers are read
        self._run_id = ""  # of the server that the last connection leads to
        self._behind: set[PersonId] = set()  # whose version could not be moved yet
        self._unsure = 0  # units of work that are committing although Valkey does not know

    async def close(self) -> None:
        await self._redis.aclose()

    async def of(self, person_id: PersonId) -> str | None:
        """None where none is to be had: Valkey is away, somebody is committing a change, or answers are paused."""
        if not self.permission.is_good:
            return None
        try:
            version = await self._read(person_id) or await self._first(person_id)
        except _AWAY:
            return None
        return version if self.permission.is_good else None

    @asynccontextmanager
    async def moving(self, people: Iterable[PersonId]) -> AsyncGenerator[None]:
        """Around a commit. Raises Unavailable where neither Valkey nor Postgres takes the change of the version."""
        moved, change = frozenset(people), secrets.token_hex(8)
        told = await self._tell(moved, lambda pipeline, key: _announce(pipeline, key, change))
        if not told:
            await self._fall_behind(moved)
        self._unsure += not told
        try:
            yield
        finally:
            self._unsure -= not told
            if not await self._tell(moved, lambda pipeline, key: _move(pipeline, key, change)):
                await self._fall_behind(moved)
            elif self._behind and not self._unsure:
                await self._catch_up()

    async def _fall_behind(self, people: frozenset[PersonId]) -> None:
        self._behind |= people
        await self._pause.begin()

    async def _catch_up(self) -> None:
        behind = frozenset(self._behind)
        if await self._tell(behind, lambda pipeline, key: _move(pipeline, key, "")):
            self._behind -= behind
        await self._pause.end(lambda: not self._behind and not self._unsure)

    async def _tell(self, people: frozenset[PersonId], say: Callable[[Any, str], None]) -> bool:
        """Whether the server that runs now has heard it."""
        try:
            async with asyncio.timeout(_PATIENCE):
                run_id = None
                while run_id != self._run_id:
                    run_id = await self._known_run_id()
                    pipeline = self._redis.pipeline(transaction=True)
                    for person_id in people:
                        say(pipeline, _key(run_id, person_id))
                    await pipeline.execute()
        except _AWAY:
            return False
        return True

    async def _read(self, person_id: PersonId) -> str | None:
        """None where there is none yet. Raises TimeoutError while somebody commits."""
        async with asyncio.timeout(_PATIENCE):
            run_id = await self._known_run_id()
            key = _key(run_id, person_id)
            pipeline = self._redis.pipeline(transaction=True)
            pipeline.get(key)
            pipeline.exists(_committing(key))
            version, committing = await pipeline.execute()
        if committing or run_id != self._run_id:
            raise TimeoutError
        return None if version is None else version.decode()

    async def _first(self, person_id: PersonId) -> str | None:
        async with asyncio.timeout(_PATIENCE):
            key = _key(await self._known_run_id(), person_id)
            await self._redis.set(key, secrets.token_hex(8), nx=True, ex=self._seconds)
        return await self._read(person_id)

    async def _known_run_id(self) -> str:
        if not self._run_id:
            await self._redis.ping()
        return self._run_id

    async def _begin_connection(self, connection: Any) -> None:
        await connection.on_connect()
        await connection.send_command("INFO", "server")
        said: bytes = await connection.read_response()
        self._run_id = next(
            line.partition(b":")[2].decode() for line in said.splitlines() if line.startswith(b"run_id:")
        )


def open_versions(settings: Settings, database: Database) -> PersonVersions | None:
    """None where nothing is kept."""
    return (
        PersonVersions(settings.redis_url, database, settings.cache_seconds)
        if settings.cache_seconds
        else None
    )


def _announce(pipeline: Any, key: str, change: str) -> None:
    pipeline.delete(key)
    pipeline.hset(_committing(key), change, 1)
    pipeline.expire(_committing(key), _COMMIT_SECONDS)


def _move(pipeline: Any, key: str, change: str) -> None:
    pipeline.delete(key)
    pipeline.hdel(_committing(key), change)


def _key(run_id: str, person_id: PersonId) -> str:
    return f"wl:version:{run_id}:{person_id}"


def _committing(key: str) -> str:
    return f"{key}:committing"
