"""Runs jobs inside a Celery process: a message names a job, this claims it, keeps it and finishes it.

The handlers are coroutines on one event loop of the process. A Celery thread only waits until its job is claimed or
refused; from then on the row, the lease and the heartbeat hold it. So a few threads feed many jobs, and a message that
is delivered twice, late or never does no harm.
"""

import asyncio
import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any, Final, Literal, TypeVar
from uuid import UUID

from pydantic import ValidationError
from structlog.contextvars import bound_contextvars

from weeklog.db.base import Query
from weeklog.db.engine import LOST
from weeklog.db.rows import IsRow
from weeklog.errors import Fenced, GiveUp, RetryLater, Unavailable
from weeklog.events.catalogue import PersonEvent
from weeklog.ids import PersonId
from weeklog.jobs.catalogue import KINDS
from weeklog.jobs.queue import Claim, JobQueue
from weeklog.logs import logger, where
from weeklog.origin import coming_from, request_of
from weeklog.spans import Span, begin
from weeklog.unit_of_work import Store, UnitOfWork
from weeklog.vocabulary import JobEnd
from weeklog.workers.metrics import attempt_seconds, ended_attempts, running_jobs, waited_seconds

Row = TypeVar("Row", bound=IsRow)
log = logger(__name__)

DRAIN_SECONDS: Final = 25.0
NOT_UNDERSTOOD_SECONDS: Final = 30.0
WAITING_THREADS: Final = (
    8  # Celery threads of a process; each waits for the jobs of one message to be claimed
)


@dataclass(eq=False)
class Job:
    """One attempt, as a handler sees it."""

    claim: Claim
    payload: Any
    _store: Store
    finished: bool = False  # its result is saved with its final state
    over: bool = False  # the handler has returned or raised: what is left is bringing the row to its state
    why_cancelled: Literal["stop", "fenced", "drain"] | None = None
    task: "asyncio.Task[None] | None" = None

    @property
    def person_id(self) -> PersonId:
        return self.claim.person_id

    @property
    def attempt(self) -> int:
        return self.claim.attempt

    @property
    def stop_requested(self) -> bool:
        """Whether a CancelledError inside the handler means that somebody pressed stop: then keep what there is, under
        `finishing("cancelled")`. Any other cancellation goes on up."""
        return self.why_cancelled == "stop"

    def begin(self) -> AbstractAsyncContextManager[UnitOfWork]:
        return self._store.begin(self.claim.person_id)

    @asynccontextmanager
    async def finishing(self, state: JobEnd = "done", error: str | None = None) -> AsyncGenerator[UnitOfWork]:
        """The unit of work that saves the result together with the job's final state.

        Raises Fenced, and saves nothing, when this attempt no longer owns its job.
        """
        async with self.begin() as work:
            if not await work.finish_job(self.claim, state, error):
                raise Fenced(f"attempt {self.attempt} of job {self.claim.job_id} was replaced")
            yield work
            # Before the commit: a heartbeat that finds the row finished must not cancel what tells readers of it.
            self.finished = True

    async def read_alone(self, query: Query[Row], **values: Any) -> Row | None:
        """One statement that binds the person."""
        return await self._store.one_alone(query, person_id=self.person_id, **values)

    async def value_alone(self, query: Query[Any], **values: Any) -> Any:
        """The one value of a statement that binds the person; it is told which attempt this is."""
        return await self._store.value_alone(
            query, person_id=self.person_id, job_id=self.claim.job_id, attempt=self.attempt, **values
        )

    async def finish_alone(self, query: Query[Any], *, tells: PersonEvent, **values: Any) -> None:
        """The same in one statement, which binds the person, and answers whether this attempt still owned its
        job. Then the person's open sockets are told."""
        self.finished = True  # from here on: what was saved and what was not is not known before the answer
        saved = False
        try:
            saved = bool(await self.value_alone(query, **values))
        finally:
            self.finished = saved
        if not saved:
            raise Fenced(f"attempt {self.attempt} of job {self.claim.job_id} was replaced")
        self._store.publish(self.person_id, tells)

    def cancel(self, why: Literal["stop", "fenced", "drain"]) -> None:
        """Not once its result is saved, or its handler has ended: what is left is short, and if it were cut off,
        the row would say "running" until its lease ends. A retry that was to be stopped is ended by the next look
        for the dead."""
        if self.task is None or self.finished or self.over or self.why_cancelled is not None:
            return
        if not self.task.done():
            self.why_cancelled = why
            self.task.cancel()


Handler = Callable[[Job], Awaitable[None]]


class JobRunner:
    """The jobs of one process. Opened, used and closed on one event loop."""

    def __init__(
        self, queue: JobQueue, store: Store, handlers: Mapping[str, Handler], owner: str, slots: int
    ) -> None:
        self._queue, self._store, self._handlers, self._owner = queue, store, handlers, owner
        self._slots = asyncio.Semaphore(slots)
        self._running: dict[UUID, Job] = {}
        self._draining = False
        self._beat_now = asyncio.Event()
        self.worked_at = self._last_beat = time.monotonic()  # when a job was begun or ended last
        self._heart: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._heart = asyncio.create_task(self._beat_forever(), name="job heartbeat")

    def beat_now(self) -> None:
        """Somebody asked to stop a job: look at once instead of at the next beat."""
        self._beat_now.set()

    async def take(self, job_ids: Sequence[UUID]) -> int:
        """Waits for free slots and claims as many as there are, until all were claimed or turned out not to be
        had: done, cancelled or another's. How many are begun."""
        left, begun = list(job_ids), 0
        while left:
            slots = await self._free_slots(len(left))
            asked, left = left[:slots], left[slots:]
            jobs: list[Job] = []
            try:
                jobs = await self._claim(asked)
            finally:
                for _ in range(slots - len(jobs)):
                    self._slots.release()
            for job in jobs:
                self._running[job.claim.job_id] = job
                job.task = asyncio.create_task(self._attempt(job), name=f"job {job.claim.job_id}")
            if jobs:
                self._note_running()
            begun += len(jobs)
        return begun

    def _note_running(self) -> None:
        self.worked_at = time.monotonic()
        running_jobs.set(len(self._running))

    async def _free_slots(self, most: int) -> int:
        """Waits for one, and takes those that are free besides."""
        await self._slots.acquire()
        taken = 1
        while taken < most and not self._slots.locked():
            await self._slots.acquire()
            taken += 1
        return taken

    async def _claim(self, job_ids: Sequence[UUID]) -> list[Job]:
        wanted = [job_id for job_id in job_ids if job_id not in self._running]
        if self._draining or not wanted:
            return []
        try:
            claims = await self._queue.claim(wanted, self._owner)
            return [job for claim in claims if (job := await self._read(claim)) is not None]
        except (*LOST, Unavailable):
            log.warning("claim failed: the jobs will be sent again", jobs=len(wanted))
            return []

    async def _read(self, claim: Claim) -> Job | None:
        try:
            return Job(claim, KINDS[claim.kind].read(claim.payload), self._store)
        except (KeyError, ValidationError):  # sent by a newer version: one that knows it may come
            log.error("job not understood", job_id=str(claim.job_id), kind=claim.kind)
            await self._queue.retry(claim, "this version of weeklog does not know it", NOT_UNDERSTOOD_SECONDS)
            return None

    def stop_taking(self) -> None:
        self._draining = True
        for _ in range(WAITING_THREADS):  # those who wait for a slot find that nothing is taken any more
            self._slots.release()

    async def drain(self, seconds: float = DRAIN_SECONDS) -> None:
        """Takes no more, lets jobs run for a while, then gives the rest back so that others start at once."""
        self.stop_taking()
        if tasks := self._tasks():
            await asyncio.wait(tasks, timeout=seconds)
        for job in list(self._running.values()):
            job.cancel("drain")
        await asyncio.gather(*self._tasks(), return_exceptions=True)
        if self._heart is not None:
            self._heart.cancel()

    def _tasks(self) -> "list[asyncio.Task[None]]":
        return [job.task for job in self._running.values() if job.task is not None]

    async def _attempt(self, job: Job) -> None:
        """Its lines in the log name the job, and the request that it comes from."""
        claim = job.claim
        waited_seconds.labels(claim.kind).observe(claim.seconds_waited)
        request = claim.request_id or request_of(claim.job_id)
        is_first = claim.request_id is None and claim.attempt == 1
        with (
            coming_from(request),
            bound_contextvars(job_id=str(claim.job_id)),
            begin(claim.kind, "consumer", request, is_first=is_first) as span,
        ):
            span.note(job_id=str(claim.job_id), attempt=claim.attempt, waited_seconds=claim.seconds_waited)
            await self._attempt_it(job, span)

    async def _attempt_it(self, job: Job, span: Span) -> None:
        claim, begun = job.claim, time.monotonic()
        try:
            end = await self._run(job)
        except (*LOST, Unavailable) as error:
            # The row says "running" until its lease ends; then it is sent again.
            log.warning("attempt lost", error=type(error).__name__)
            end = "lost"
        finally:
            self._running.pop(claim.job_id, None)
            self._note_running()
            self._slots.release()
        span.note(end=end)
        if end in ("failed", "lost"):
            span.fail(end)
        ended_attempts.labels(claim.kind, end).inc()
        took = time.monotonic() - begun
        attempt_seconds.labels(claim.kind).observe(took)
        if end == "done" and KINDS[claim.kind].quiet:
            return
        log.info("attempt ended", kind=claim.kind, attempt=claim.attempt, end=end, ms=round(took * 1000))

    async def _run(self, job: Job) -> str:  # noqa: PLR0911 - one return for each way an attempt can end
        """How the attempt ended, with the row brought to the matching state."""
        claim, limit = job.claim, asyncio.timeout(job.claim.seconds_left)
        try:
            async with limit:
                try:
                    await self._handlers[claim.kind](job)
                finally:
                    job.over = True
            if not job.finished:
                await self._queue.finish(claim, "done")
        except Fenced:
            return "fenced"
        except asyncio.CancelledError:
            return await self._after_cancel(job)
        except RetryLater as later:
            return await self._retry(claim, str(later), later.after)
        except GiveUp as error:
            await self._queue.finish(claim, "failed", str(error))
            return "failed"
        except (*LOST, Unavailable):
            if not limit.expired():
                raise
            await self._queue.finish(claim, "failed", "it was not finished in time")
            return "failed"
        except Exception as error:  # noqa: BLE001 - one job's defect must not stop the others
            log.error("handler raised", kind=claim.kind, **where(error))
            return await self._retry(claim, f"an unexpected {type(error).__name__}", None)
        return "done"

    async def _retry(self, claim: Claim, reason: str, after: float | None) -> str:
        return "failed" if await self._queue.retry(claim, reason, after) == "failed" else "retry"

    async def _after_cancel(self, job: Job) -> str:
        match job.why_cancelled:
            case "stop":
                await self._queue.finish(job.claim, "cancelled")
                return "cancelled"
            case "drain":
                await self._queue.hand_back(job.claim)
                return "handed back"
            case _:
                return "fenced"

    async def _beat_forever(self) -> None:
        while True:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._beat_now.wait(), self._queue.lease_seconds / 3)
            self._beat_now.clear()
            await self._beat()

    async def _beat(self) -> None:
        mine = list(self._running.values())
        if not mine:
            self._last_beat = time.monotonic()
            return
        try:
            async with asyncio.timeout(self._queue.lease_seconds / 3):
                owned = await self._queue.heartbeat([job.claim for job in mine])
        except Exception as error:  # noqa: BLE001 - the heart must not stop: whatever it was, the leases are not renewed
            log.warning("heartbeat failed", **where(error))
            if time.monotonic() - self._last_beat > 0.9 * self._queue.lease_seconds:
                for job in mine:  # the lease may be another's by now
                    job.cancel("fenced")
            return
        self._last_beat = time.monotonic()
        for job in mine:
            if job.claim.job_id not in owned:
                job.cancel("fenced")
            elif owned[job.claim.job_id]:
                job.cancel("stop")
