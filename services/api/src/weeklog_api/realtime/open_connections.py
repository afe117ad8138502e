"""Who follows something here: how many connections each person has open, and which must end since their credential
did.

Nobody polls. The database tells which person's credentials have changed, and only that person's connections are
looked at, all in one question; so is who has just come in, since a ticket may outlive what it was got with. What
ends by its date alone is found by a look at everybody every few minutes.
"""

import asyncio
from collections.abc import AsyncGenerator, Callable, Collection, Generator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from typing import Protocol

from weeklog.errors import TooMany
from weeklog.ids import PersonId
from weeklog.logs import logger
from weeklog.tasks import end_task

log = logger(__name__)

LOOK_SECONDS = 300.0
GATHER_SECONDS = 0.2  # of a crowd that comes in, each is not looked at alone
RETRY_SECONDS = 1.0
FULL_SECONDS = 30.0  # after which to try again


class Admission(Protocol):
    async def good_of(self, credentials: Collection[str]) -> set[str]:
        """Those (sessions, tokens) that still sign their person in. Raises while that cannot be known."""
        ...

    def on_change(self, tell: Callable[[str], None]) -> None:
        """`tell` is called with the person whose credentials may have changed; with nothing when it may be anybody."""
        ...


@dataclass(eq=False, slots=True)
class OpenConnection:
    credential: str
    close: Callable[[], None]  # may be called more than once


class OpenConnections:
    def __init__(self, admission: Admission, most: int) -> None:
        self._admission, self._most = admission, most
        self._here: dict[str, set[OpenConnection]] = {}  # by person
        self._changed: set[str] = set()
        self._news = asyncio.Event()
        admission.on_change(self._hear)

    def require_room(self, person_id: PersonId) -> None:
        """Raises TooMany."""
        if len(self._here.get(str(person_id), ())) >= self._most:
            raise TooMany(
                f"you follow {self._most} streams at this gateway, the most there can be: close one first",
                FULL_SECONDS,
            )

    @contextmanager
    def inside(self, person_id: PersonId, connection: OpenConnection) -> Generator[None]:
        person = str(person_id)
        self._here.setdefault(person, set()).add(connection)
        self._hear(person)
        try:
            yield
        finally:
            here = self._here[person]
            here.discard(connection)
            if not here:
                del self._here[person]

    @asynccontextmanager
    async def looked_after(self) -> AsyncGenerator[None]:
        task = asyncio.create_task(self._look_forever(), name="credentials of open connections")
        try:
            yield
        finally:
            await end_task(task)

    def _hear(self, person: str) -> None:
        if not person:
            self._changed |= self._here.keys()
        elif person in self._here:
            self._changed.add(person)
        if self._changed:
            self._news.set()

    async def _look_forever(self) -> None:
        while True:
            try:
                async with asyncio.timeout(LOOK_SECONDS):
                    await self._news.wait()
            except TimeoutError:
                self._hear("")
            await asyncio.sleep(GATHER_SECONDS)
            self._news.clear()
            changed, self._changed = self._changed, set()
            try:
                await self._look(changed)
            except Exception as error:  # noqa: BLE001 - it looks again, whatever it was: nobody is shown out unasked
                log.warning("credentials not looked at", error=type(error).__name__)
                self._changed |= changed
                await asyncio.sleep(RETRY_SECONDS)
                self._news.set()

    async def _look(self, people: Collection[str]) -> None:
        open_connections = [connection for person in people for connection in self._here.get(person, ())]
        if not open_connections:
            return
        good = await self._admission.good_of({connection.credential for connection in open_connections})
        for connection in open_connections:
            if connection.credential not in good:
                connection.close()
