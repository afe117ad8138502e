"""Whether a worker does work, by what was done and not by what is up."""

import asyncio
import time
from concurrent.futures import TimeoutError as NotInTime

from weeklog.db.engine import Database
from weeklog.errors import Unavailable
from weeklog.jobs import canaries
from weeklog.workers.worker import JobRunner

_ANSWER_SECONDS = 3.0


class WorkerHealth:
    """Of a process and its queue. Unhealthy is one whose queue lost its canary while the
    process itself did nothing; one that is busy is well, whatever waits."""

    def __init__(
        self, queue: str, database: Database, runner: JobRunner, loop: asyncio.AbstractEventLoop
    ) -> None:
        self._queue, self._database, self._runner, self._loop = queue, database, runner, loop

    def __call__(self) -> bool:
        """From another thread: the event loop has to answer, too."""
        look = asyncio.run_coroutine_threadsafe(self._look(), self._loop)
        try:
            return look.result(_ANSWER_SECONDS)
        except (NotInTime, TimeoutError, Unavailable):
            look.cancel()
            return False

    async def _look(self) -> bool:
        idle = time.monotonic() - self._runner.worked_at
        if idle <= canaries.LATE_SECONDS:
            return True
        ages = await canaries.ages(self._database)
        return not canaries.is_late(ages.get(self._queue), idle)
