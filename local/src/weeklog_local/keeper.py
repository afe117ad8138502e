"""Keeps one process alive: when it ends, it is started again, at first soon and then more patiently."""

import random
import threading
import time
from collections.abc import Callable
from typing import Protocol

from weeklog_local.errors import LocalError

FIRST_DELAY = 0.2
LONGEST_DELAY = 5.0
STABLE = 30.0
_TIMES_BEFORE_SAYING = 5


class Server(Protocol):
    """What Postgres, Valkey and Process have in common."""

    @property
    def pid(self) -> int: ...
    @property
    def running(self) -> bool: ...
    def start(self) -> object: ...
    def wait(self) -> int: ...
    def kill(self) -> object: ...


class Keeper:
    def __init__(
        self, name: str, server: Server, say: Callable[[str], None], started: Callable[[], None]
    ) -> None:
        self.name = name
        self.server = server
        self._say = say
        self._started = started
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._keep, name=name, daemon=True)

    def watch(self) -> None:
        """From now on, a process that ends is started again."""
        self._started()
        self._thread.start()

    def release(self) -> None:
        """From now on, a process that ends has ended."""
        self._stopping.set()

    def join(self) -> None:
        if self._thread.is_alive():
            self._thread.join()

    def _keep(self) -> None:
        delay, failures = FIRST_DELAY, 0
        while True:
            began = time.monotonic()
            status = self.server.wait()
            if self._stopping.is_set():
                return
            if time.monotonic() - began > STABLE:
                delay, failures = FIRST_DELAY, 0
            failures += 1
            pause = delay * random.uniform(0.5, 1)  # noqa: S311 - spreads restarts, hides nothing
            self._say(f"{self.name} ended ({_meaning(status)}); starting it again in {pause:.1f} s.")
            if failures >= _TIMES_BEFORE_SAYING:
                self._say(f"{self.name} has ended {failures} times in a row. It needs you: its log says why.")
            if self._stopping.wait(pause):
                return
            delay = min(delay * 2, LONGEST_DELAY)
            self._restart()

    def _restart(self) -> None:
        try:
            self.server.start()
            self._started()
        except (LocalError, OSError) as error:  # a full disk refuses even the pid file
            self._say(f"{self.name}: {error}")
        if self._stopping.is_set():  # released while it was starting
            self.server.kill()


def _meaning(status: int) -> str:
    return f"signal {-status}" if status < 0 else f"exit status {status}"
