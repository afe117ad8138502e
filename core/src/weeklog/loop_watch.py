"""Notices when the event loop is held: nobody is answered meanwhile.

A tick of the loop that comes late was held up. How much of that time the loop's own thread computed tells a fault of
the program (`cpu_ms` is about `ms`) from a machine that is too busy or a call that waits (`cpu_ms` is small). A thread
looks where the loop is while it is late.
"""

import asyncio
import sys
import threading
import time
import traceback
from collections import deque
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Final

from prometheus_client import Gauge, Histogram

from weeklog.logs import logger
from weeklog.tasks import end_task

HELD_SECONDS: Final = 0.1  # from here on it is told
WORKER_HELD_SECONDS: Final = 2.0  # of a process that answers nobody: what is long beside its leases
TICK_SECONDS: Final = 0.05
LAGS_KEPT: Final = 200  # of as many ticks: ten seconds
MESSAGE: Final = "the event loop was held"
_FRAMES: Final = 6

log = logger(__name__)
loop_lag = Gauge(
    "weeklog_loop_lag_seconds", "By how much the event loop was late at most, within ten seconds"
)
loop_tasks = Gauge("weeklog_loop_tasks", "Tasks that the event loop has now")
loop_held = Histogram(
    "weeklog_loop_held_seconds",
    "Times for which the event loop was held longer than 0.1 s",
    buckets=(0.1, 0.2, 0.5, 1, 2, 5, 10, 30),
)


@asynccontextmanager
async def watched_loop(held_seconds: float = HELD_SECONDS) -> AsyncGenerator[None]:
    """What holds the loop for longer than `held_seconds` is a line in the log."""
    watch, loop = _Watch(held_seconds), asyncio.get_running_loop()
    loop_tasks.set_function(lambda: len(asyncio.all_tasks(loop)))
    ticking = asyncio.create_task(watch.tick(), name="loop watch")
    looking = threading.Thread(target=watch.look, name="loop watch", daemon=True)
    looking.start()
    try:
        yield
    finally:
        watch.ended.set()
        await end_task(ticking)


class _Watch:
    def __init__(self, held_seconds: float) -> None:
        self._held_seconds = held_seconds
        self._lags: deque[float] = deque(maxlen=LAGS_KEPT)
        self.ended = threading.Event()
        self._loop_thread = threading.get_ident()
        self._ticked = time.monotonic()
        self._where: list[str] = []

    async def tick(self) -> None:
        while True:
            self._where = []
            self._ticked, computed = time.monotonic(), time.thread_time()
            await asyncio.sleep(TICK_SECONDS)
            held = time.monotonic() - self._ticked - TICK_SECONDS
            self._lags.append(max(0.0, held))
            loop_lag.set(max(self._lags))
            if held > HELD_SECONDS:
                loop_held.observe(held)
            if held > self._held_seconds:
                computed = time.thread_time() - computed
                log.warning(MESSAGE, ms=round(held * 1000), cpu_ms=round(computed * 1000), where=self._where)

    def look(self) -> None:
        while not self.ended.wait(TICK_SECONDS):
            late = time.monotonic() - self._ticked - TICK_SECONDS
            if late > self._held_seconds and not self._where:
                frame = sys._current_frames().get(self._loop_thread)  # noqa: SLF001  # pyright: ignore[reportPrivateUsage] - the one way to see another thread
                self._where = _places(traceback.extract_stack(frame)) if frame else []


def _places(stack: traceback.StackSummary) -> list[str]:
    """The innermost last. Who imports a module is of use, and not how Python does it."""
    own = [one for one in stack if "importlib" not in one.filename]
    return [f"{one.filename.rsplit('/', 1)[-1]}:{one.lineno} {one.name}" for one in own[-_FRAMES:]]
