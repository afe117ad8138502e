"""Sends due jobs to Celery, and ends the ones that nobody will finish. Run as many as you like: rows are locked.

A job that was told of but lost on the way comes back by itself, since its row says when to send it again. So a failing
broker costs time and never a job. Each queue is looked at by itself: a question does not wait behind ten thousand
reviews.
"""

import asyncio
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import suppress
from uuid import UUID

from celery import Celery
from kombu.exceptions import OperationalError
from prometheus_client import Counter

from weeklog.db.engine import LOST, Database
from weeklog.errors import Unavailable
from weeklog.jobs.catalogue import QUEUES
from weeklog.jobs.queue import JOBS_CHANNEL, DueJob, JobQueue
from weeklog.logs import logger

log = logger(__name__)

# A hint costs its sender and its reader 3 ms of processor time between them, a job in it next to nothing. But a
# process that has no slot left holds them all back until their rows send them again.
JOBS_A_HINT = 20
GATHER_SECONDS = 0.02  # after a round that found several: more are coming, and share the next one
REAP_SECONDS = 1.0
AWAY_SECONDS = 0.5

sent_hints = Counter("weeklog_jobs_sent", "Hints sent to Celery", ["kind"])
reaped_jobs = Counter("weeklog_jobs_reaped", "Jobs ended because nobody would finish them", ["kind", "state"])


def hints(due: Sequence[DueJob]) -> Iterator[tuple[str, str, list[UUID]]]:
    """Kind, queue and jobs of each hint. Jobs that come alone are sent alone; of a crowd, a few share one."""
    alike: dict[tuple[str, str], list[UUID]] = defaultdict(list)
    for job in due:
        alike[job.kind, job.queue].append(job.id)
    for (kind, queue), ids in alike.items():
        for first in range(0, len(ids), JOBS_A_HINT):
            yield kind, queue, ids[first : first + JOBS_A_HINT]


class Dispatcher:
    def __init__(self, queue: JobQueue, database: Database, celery: Celery, poll_seconds: float) -> None:
        self._queue, self._database, self._celery, self._poll = queue, database, celery, poll_seconds
        self._due = {name: asyncio.Event() for name in QUEUES}

    async def run(self) -> None:
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._listen(), name="job notices")
            for name in QUEUES:
                tasks.create_task(self._send_forever(name), name=f"dispatch {name}")
            tasks.create_task(self._reap_forever(), name="reap")

    async def _listen(self) -> None:
        while True:
            with suppress(Exception):  # it polls besides, and listens again whatever it was
                async with self._database.listening(JOBS_CHANNEL, self._hear) as lost:
                    await lost.wait()
            await asyncio.sleep(AWAY_SECONDS)

    def _hear(self, queue: str) -> None:
        named = self._due.get(queue)
        for due in self._due.values() if named is None else (named,):  # another version may name none
            due.set()

    async def _send_forever(self, queue: str) -> None:
        while True:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._due[queue].wait(), self._poll)
            self._due[queue].clear()
            try:
                while due := await self._queue.due(queue):
                    await asyncio.to_thread(self._send, due)
                    if len(due) == 1:  # what comes after it is told of
                        break
                    await asyncio.sleep(GATHER_SECONDS)
            except (*LOST, Unavailable) as error:
                log.warning("dispatch paused: the database is away", error=type(error).__name__)
                await asyncio.sleep(AWAY_SECONDS)
            except (OperationalError, ConnectionError) as error:
                # Whether they arrived is not known; each comes back when its row says so.
                log.warning("hints not sent: the broker is away", error=type(error).__name__)
                await asyncio.sleep(AWAY_SECONDS)

    def _send(self, due: Sequence[DueJob]) -> None:
        with self._celery.producer_pool.acquire(block=True, timeout=5) as producer:
            for kind, queue, ids in hints(due):
                self._celery.send_task(
                    kind,
                    args=[str(job_id) for job_id in ids],
                    queue=queue,
                    producer=producer,
                    ignore_result=True,
                    retry=False,
                )
                sent_hints.labels(kind).inc()

    async def _reap_forever(self) -> None:
        while True:
            try:
                for job in await self._queue.reap():
                    reaped_jobs.labels(job.kind, job.state).inc()
                    log.warning("job ended by nobody", job_id=str(job.id), kind=job.kind, state=job.state)
            except (*LOST, Unavailable) as error:
                log.warning("reaping paused: the database is away", error=type(error).__name__)
            await asyncio.sleep(REAP_SECONDS)
