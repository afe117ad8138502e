"""Jobs that arrive in one moment, done in one call: where a crowd shares its statements and its commit.

Each job stays an attempt of its own. Whatever the call did not do for one of them, or when it fails, that job is done
alone: there it waits, fails and is tried again by the rules of all jobs.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Collection, Sequence
from contextvars import Context

from weeklog.logs import logger, where
from weeklog.workers.worker import Handler, Job

log = logger(__name__)

HandleMany = Callable[[Sequence[Job]], Awaitable[Collection[Job]]]  # answers those that are done
CALLS_AT_ONCE = 2  # one computes while the other waits for the database


class Together:
    """A handler. At most `most` jobs share a call; one that comes alone is done alone, at once."""

    def __init__(self, many: HandleMany, alone: Handler, most: int) -> None:
        self._many, self._alone, self._most = many, alone, most
        self._waiting: deque[tuple[Job, asyncio.Future[bool]]] = deque()
        self._calls: set[asyncio.Task[None]] = set()

    async def __call__(self, job: Job) -> None:
        is_done: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._waiting.append((job, is_done))
        if len(self._calls) < CALLS_AT_ONCE:
            # Of no one of them: it shares the context of none.
            call = asyncio.create_task(self._call(), name="jobs together", context=Context())
            self._calls.add(call)
            call.add_done_callback(self._calls.discard)
        if not await is_done:
            await self._alone(job)

    async def _call(self) -> None:
        # The jobs of one hint begin in one turn of the loop, each in a task of its own.
        await asyncio.sleep(0)
        while batch := self._next_batch():
            done = await self._done_of([job for job, _ in batch]) if len(batch) > 1 else ()
            for job, is_done in batch:
                if not is_done.done():  # it was cancelled
                    is_done.set_result(job in done)

    def _next_batch(self) -> list[tuple[Job, asyncio.Future[bool]]]:
        batch: list[tuple[Job, asyncio.Future[bool]]] = []
        while self._waiting and len(batch) < self._most:
            job, is_done = self._waiting.popleft()
            if not is_done.done():
                batch.append((job, is_done))
        return batch

    async def _done_of(self, jobs: Sequence[Job]) -> Collection[Job]:
        try:
            return await self._many(jobs)
        except Exception as error:  # noqa: BLE001 - whatever it was, each of them is tried alone
            log.warning("jobs failed together: each is tried alone", jobs=len(jobs), **where(error))
            for job in jobs:
                job.finished = False  # what said so was not committed
            return ()
