"""Identities, kept for a few seconds, so that a request with a known credential asks the database nothing.

The database itself empties the cache: triggers tell the channel `weeklog_identity` when a token, a session, a
person, a membership or a programme changes, and every gateway listens. A gateway that cannot listen keeps nothing.
"""

import asyncio
import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Collection
from contextlib import asynccontextmanager
from uuid import UUID

from weeklog.db.engine import Database
from weeklog.ids import PersonId
from weeklog.logs import logger
from weeklog.people.credentials import hash_secret
from weeklog.people.tables import list_good_sessions, list_good_tokens
from weeklog_api.identity import Identity, identity_of_session, identity_of_token

log = logger(__name__)

CHANNEL = "weeklog_identity"
MOST = 10_000  # identities kept
DEAF_SECONDS = 1.0  # between attempts to listen again


class Identities:
    def __init__(self, database: Database, seconds: float) -> None:
        self._database, self._seconds = database, seconds
        self._kept: dict[bytes, tuple[float, Identity]] = {}  # by the hash of the secret, the oldest first
        self._changes = 0  # what was read before a change may not be kept after it
        self._hearing = False
        self._told: list[Callable[[str], None]] = []

    async def of_token(self, text: str) -> Identity:
        return await self._find(text, identity_of_token)

    async def of_session(self, secret: str) -> Identity:
        return await self._find(secret, identity_of_session)

    async def good_of(self, credentials: Collection[str]) -> set[str]:
        """Those that still sign their person in, asked of the database."""
        named = [credential.partition(":") for credential in credentials]
        tokens = [name for kind, _, name in named if kind == "token"]
        sessions = [bytes.fromhex(name) for kind, _, name in named if kind == "session"]
        good: set[str] = set()
        if tokens:
            good |= {f"token:{row.id}" for row in await self._database.all(list_good_tokens, ids=tokens)}
        if sessions:
            rows = await self._database.all(list_good_sessions, hashes=sessions)
            good |= {f"session:{row.secret_hash.hex()}" for row in rows}
        return good

    def on_change(self, tell: Callable[[str], None]) -> None:
        self._told.append(tell)

    def forget(self, person_id: str) -> None:
        """All of them when `person_id` is empty."""
        self._changes += 1
        changed = PersonId(UUID(person_id)) if person_id else None
        self._kept = {
            key: kept
            for key, kept in self._kept.items()
            if changed is not None and kept[1].person_id != changed
        }

    @asynccontextmanager
    async def listening(self) -> AsyncGenerator[None]:
        task = asyncio.create_task(self._listen_forever(), name="identity changes")
        try:
            yield
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def _find(self, secret: str, read: Callable[[Database, str], Awaitable[Identity]]) -> Identity:
        key = hash_secret(secret) + read.__name__.encode()  # a token is no session, nor the other way round
        kept = self._kept.get(key)
        if kept is not None and kept[0] > time.monotonic() and not kept[1].has_expired:
            return kept[1]
        before = self._changes
        identity = await read(self._database, secret)
        if self._hearing and before == self._changes:
            self._keep(key, identity)
        return identity

    def _keep(self, key: bytes, identity: Identity) -> None:
        self._kept.pop(key, None)
        while len(self._kept) >= MOST:
            del self._kept[next(iter(self._kept))]
        self._kept[key] = (time.monotonic() + self._seconds, identity)

    def _hear(self, person_id: str) -> None:
        self.forget(person_id)
        if person_id:  # else it is a programme that has changed, and nobody's credential
            self._tell(person_id)

    def _tell(self, person_id: str) -> None:
        for tell in self._told:
            tell(person_id)

    async def _listen_forever(self) -> None:
        while True:
            try:
                await self._listen()
            except Exception as error:  # noqa: BLE001 - it listens again, whatever it was
                log.warning("identity changes are not heard", error=type(error).__name__)
            await asyncio.sleep(DEAF_SECONDS)

    async def _listen(self) -> None:
        """Returns when the connection is lost."""
        try:
            async with self._database.listening(CHANNEL, self._hear) as lost:
                self._hearing = True
                self._tell("")  # what happened while nobody listened
                await lost.wait()
        finally:
            self._hearing = False
            self.forget("")
