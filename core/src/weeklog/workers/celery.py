"""Celery as weeklog uses it: it carries hints from the dispatcher to the workers, and nothing else.

Early acknowledgement, no prefetch, no results, no countdowns, no retries: the jobs table does all of that. The reasons
are measured (`docs/decisions/0004-job-rows-and-celery-hints.md`).
"""

import asyncio
import os
import secrets
import socket
import threading
import warnings
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import AsyncExitStack
from uuid import UUID

import uvloop
from celery import Celery
from celery.signals import setup_logging, worker_shutting_down

from weeklog.db.base import APP_ROLE, SYSTEM_ROLE
from weeklog.db.engine import Database
from weeklog.events.person_stream import PersonStreams
from weeklog.events.redis import broker, check_server, connect
from weeklog.events.reply_stream import Flusher
from weeklog.garbage import freeze_gc
from weeklog.jobs.canaries import CANARIES, fly
from weeklog.jobs.catalogue import KINDS
from weeklog.jobs.queue import STOP_CHANNEL, JobQueue
from weeklog.kept.versions import open_versions
from weeklog.listener import listening
from weeklog.logs import logger
from weeklog.loop_watch import WORKER_HELD_SECONDS, watched_loop
from weeklog.settings import Settings
from weeklog.unit_of_work import Store
from weeklog.workers.health import WorkerHealth
from weeklog.workers.worker import WAITING_THREADS, Handler, JobRunner

log = logger(__name__)


def celery_app(name: str, redis_url: str) -> Celery:
    address, tls = broker(redis_url)
    app = Celery(name, broker=address, set_as_current=False)
    app.conf.update(
        broker_use_ssl=tls,
        accept_content=["json"],
        task_serializer="json",
        task_acks_late=False,
        worker_prefetch_multiplier=1,
        # Not worker_disable_prefetch: it looks for a hint once per turn of Celery's loop, and 300 jobs began within 9
        # s instead of 2 s. A hint that a full process holds back is sent again by its row.
        task_ignore_result=True,
        result_backend=None,
        task_publish_retry=False,
        broker_connection_retry_on_startup=True,
        broker_connection_max_retries=None,
        worker_hijack_root_logger=False,
        worker_redirect_stdouts=False,
        worker_cancel_long_running_tasks_on_connection_loss=False,
        task_create_missing_queues=True,
        broker_transport_options={
            "visibility_timeout": 3600,
            "socket_timeout": 5,
            "socket_connect_timeout": 2,
            "socket_keepalive": True,
            "health_check_interval": 10,
            "global_keyprefix": "wl:",
            "ack_emulation": False,  # a hint is acknowledged before it is looked at: keeping books on it buys nothing
        },
    )
    return app


def _leave_logs_alone(**_: object) -> None:
    """Without a receiver Celery sets the level of every log to its own."""


class WorkerResources:
    """What handlers may use, opened on the worker's event loop."""

    def __init__(self, settings: Settings, name: str) -> None:
        redis = connect(settings.redis_url)
        self.app_database = Database.of(settings, APP_ROLE, settings.database_pool, name)
        self.system_database = Database.of(settings, SYSTEM_ROLE, 4, name)
        self.person_streams = PersonStreams(redis)
        self.flusher = Flusher(redis)
        self._versions = open_versions(settings, self.system_database)
        self.store = Store(self.app_database, self.person_streams, self._versions)
        self._redis = redis

    async def open(self) -> None:
        await check_server(self._redis)
        await self.app_database.open()
        await self.system_database.open()
        self.person_streams.start()
        self.flusher.start()

    async def close(self) -> None:
        await self.person_streams.stop()
        await self.flusher.stop()
        if self._versions is not None:
            await self._versions.close()
        await self.app_database.close()
        await self.system_database.close()
        await self._redis.aclose()


OpenHandlers = Callable[[WorkerResources, AsyncExitStack], Awaitable[Mapping[str, Handler]]]


class WorkerProcess:
    """One Celery process of threads beside one event loop. `run` returns when it was told to end and has drained.
    It takes from all of its queues in turn; by the first one it is known."""

    def __init__(
        self, name: str, settings: Settings, queues: Sequence[str], open_handlers: OpenHandlers, slots: int
    ) -> None:
        self._name, self._settings, self._queues, self._slots = name, settings, tuple(queues), slots
        self._open_handlers = open_handlers
        self._loop = uvloop.new_event_loop()
        self._stack = AsyncExitStack()
        self._runner: JobRunner | None = None
        self._health: WorkerHealth | None = None

    def run(self) -> None:
        thread = threading.Thread(target=self._loop.run_forever, name="event loop", daemon=True)
        thread.start()
        asyncio.run_coroutine_threadsafe(self._open(), self._loop).result()
        try:
            with listening(self._settings, self._is_healthy):
                self._consume()
        finally:
            asyncio.run_coroutine_threadsafe(self._close(), self._loop).result()
            self._loop.call_soon_threadsafe(self._loop.stop)
            thread.join(5)

    async def _open(self) -> None:
        resources = WorkerResources(self._settings, self._name)
        await resources.open()
        self._stack.push_async_callback(resources.close)
        handlers = dict(await self._open_handlers(resources, self._stack))
        handlers.update({CANARIES[queue].name: fly for queue in self._queues})
        queue = JobQueue(
            resources.system_database, self._settings.lease_seconds, self._settings.redispatch_seconds
        )
        owner = f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(3)}"
        self._runner = JobRunner(queue, resources.store, handlers, owner, self._slots)
        self._runner.start()
        self._health = WorkerHealth(
            self._queues[0], resources.system_database, self._runner, asyncio.get_running_loop()
        )
        freeze_gc()
        await self._stack.enter_async_context(watched_loop(WORKER_HELD_SECONDS))
        ear = asyncio.create_task(
            self._hear_stops(resources.system_database, self._runner), name="stop notices"
        )
        self._stack.callback(ear.cancel)

    def _is_healthy(self) -> bool:
        return self._health is not None and self._health()

    async def _close(self) -> None:
        if self._runner is not None:
            await self._runner.drain()
        await self._stack.aclose()

    async def _hear_stops(self, database: Database, runner: JobRunner) -> None:
        """Best effort: without it a stop takes until the next heartbeat."""
        while True:
            try:
                async with database.listening(STOP_CHANNEL, lambda _job_id: runner.beat_now()) as lost:
                    await lost.wait()
            except Exception as error:  # noqa: BLE001 - it listens again, whatever it was
                log.warning("stop notices are not heard", error=type(error).__name__)
                await asyncio.sleep(1)

    def _consume(self) -> None:
        app = celery_app(self._name, self._settings.redis_url)
        for kind in KINDS.values():
            if kind.queue in self._queues:
                app.task(name=kind.name, shared=False)(self._take)
        # Its warning for root is about pickled messages; ours are ids in JSON.
        warnings.filterwarnings("ignore", message="You're running the worker with superuser privileges")
        worker_shutting_down.connect(self._stop_taking)
        setup_logging.connect(_leave_logs_alone)
        app.Worker(
            pool="threads",
            concurrency=WAITING_THREADS,
            queues=list(self._queues),
            hostname=f"{self._queues[0]}@{socket.gethostname()}.{os.getpid()}",
            without_gossip=True,
            without_mingle=True,
            quiet=True,
            loglevel="WARNING",
        ).start()

    def _take(self, *job_ids: str) -> None:
        assert self._runner is not None
        ids = [UUID(job_id) for job_id in job_ids]
        asyncio.run_coroutine_threadsafe(self._runner.take(ids), self._loop).result()

    def _stop_taking(self, **_: object) -> None:
        if self._runner is not None:
            self._loop.call_soon_threadsafe(self._runner.stop_taking)
