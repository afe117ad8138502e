"""Who answers out of Valkey holds a permission of one second, which Postgres gives; who writes and cannot reach Valkey
takes it from everybody, and waits until the last one is over."""

import asyncio
import time
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from typing import Final
from uuid import uuid4

from weeklog.db.engine import Database
from weeklog.errors import Unavailable
from weeklog.kept.tables import begin_pause, delete_old_pauses, end_pause, find_pause
from weeklog.tasks import end_task

PERMISSION_SECONDS: Final = 1.0
_ASK_SECONDS: Final = 0.3
# What is being computed when a pause begins is kept for its whole time after that.
_COMPUTE_SECONDS: Final = 60.0


class Permission:
    """Of one gateway, to answer out of Valkey alone."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._good_until = 0.0

    @property
    def is_good(self) -> bool:
        return time.monotonic() < self._good_until

    @asynccontextmanager
    async def renewed(self) -> AsyncGenerator[None]:
        """Asked for again, as long as the block runs."""
        task = asyncio.create_task(self._renew_always(), name="permission to answer")
        try:
            yield
        finally:
            await end_task(task)

    async def _renew_always(self) -> None:
        while True:
            with suppress(Unavailable):  # then it runs out
                await self._renew()
            await asyncio.sleep(_ASK_SECONDS)

    async def _renew(self) -> None:
        asked_at = time.monotonic()  # the answer is of a moment after it
        paused = await self._database.value(find_pause)
        self._good_until = 0.0 if paused else asked_at + PERMISSION_SECONDS


class Pause:
    """The one that this process may have begun. `seconds`: how long answers are kept, after which none is left from
    before."""

    def __init__(self, database: Database, seconds: int) -> None:
        self._database, self._seconds = database, seconds
        self._process_id = uuid4()
        self._good_until = 0.0
        self._turn = asyncio.Lock()

    @property
    def lasts(self) -> bool:
        return time.monotonic() < self._good_until

    async def begin(self) -> None:
        """Returns when no gateway has a permission from before. Raises Unavailable."""
        async with self._turn:
            if self.lasts:
                return
            length = self._seconds + _COMPUTE_SECONDS
            begun_at = time.monotonic()
            await self._database.run(
                begin_pause, process_id=self._process_id, seconds=timedelta(seconds=length)
            )
            await self._database.run(delete_old_pauses)
            await asyncio.sleep(PERMISSION_SECONDS)
            # Begun anew long before it is over: what is written until then is older than no answer that is left.
            self._good_until = begun_at + PERMISSION_SECONDS + self._seconds / 2

    async def end(self, may_end: Callable[[], bool]) -> None:
        async with self._turn:
            if self._good_until and may_end():
                await self._database.run(end_pause, process_id=self._process_id)
                self._good_until = 0.0
