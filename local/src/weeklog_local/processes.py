import os
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from http import HTTPStatus
from pathlib import Path
from types import TracebackType
from typing import Self

from weeklog_local.errors import LocalError
from weeklog_local.spawn import spawn
from weeklog_local.waiting import wait_until


class Process:
    """`python -m MODULE` in a process group of its own, its output appended to `log`.

    `env` holds all the WEEKLOG_ variables that it sees: those of the caller's shell do not leak in.
    It gets SIGTERM when the process that started it dies.
    """

    def __init__(
        self,
        module: str,
        *,
        env: Mapping[str, str],
        log: Path,
        args: Sequence[str] = (),
        name: str = "",
        ready: Callable[[], bool] | None = None,
    ) -> None:
        self.module = module
        self.name = name or module
        self.log = log
        self._args = args
        self._env = {
            name: value for name, value in os.environ.items() if not name.startswith("WEEKLOG_")
        } | dict(env)
        self._ready = ready
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        return self._started.pid

    @property
    def running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    @property
    def returncode(self) -> int | None:
        return self._started.poll()

    def start(self, timeout: float = 60) -> Self:
        """Start, and wait until ready when a `ready` was given."""
        self.spawn()
        if self._ready:
            self.wait_ready(timeout)
        return self

    def spawn(self) -> Self:
        assert not self.running, f"{self.name} runs already"
        self._process = self._begin(self._env | {"PYTHONUNBUFFERED": "1"})
        return self

    def _begin(self, env: Mapping[str, str]) -> subprocess.Popen[bytes]:
        return spawn([sys.executable, "-m", self.module, *self._args], env=env, log=self.log)

    def wait_ready(self, timeout: float = 60) -> None:
        assert self._ready, f"{self.name} was given nothing that tells when it is ready"
        ready = self._ready
        if wait_until(lambda: not self.running or ready(), timeout, every=0.02) and self.running:
            return
        state = "is not ready" if self.running else f"ended with {self.returncode}"
        self.kill()
        raise LocalError(f"{self.name} {state}:\n{self.said()[-3000:]}", f"Its log is {self.log}")

    def wait(self, timeout: float | None = None) -> int:
        return self._started.wait(timeout)

    def terminate(self, grace: float = 30) -> int:
        """SIGTERM, time to drain, then SIGKILL. Returns the exit status."""
        self.signal(signal.SIGTERM)
        try:
            return self.wait(grace)
        except subprocess.TimeoutExpired:
            return self.kill()

    def kill(self) -> int:
        """SIGKILL, for the whole group: whatever it started goes with it."""
        with suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)
        return self.wait()

    def pause(self) -> None:
        self.signal(signal.SIGSTOP)

    def resume(self) -> None:
        self.signal(signal.SIGCONT)

    def signal(self, number: signal.Signals) -> None:
        self._started.send_signal(number)  # checks first that the pid was not collected and handed out again

    def said(self) -> str:
        return self.log.read_text(errors="replace") if self.log.exists() else ""

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.running:
            self.resume()
            self.terminate()

    @property
    def _started(self) -> subprocess.Popen[bytes]:
        assert self._process, f"{self.name} was not started"
        return self._process


def answers(url: str) -> Callable[[], bool]:
    """A `ready` for `Process`: whether GET `url` gives 200."""

    def ask() -> bool:
        with suppress(urllib.error.URLError, OSError), urllib.request.urlopen(url, timeout=2) as response:  # noqa: S310 - our own address
            return bool(response.status == HTTPStatus.OK)
        return False

    return ask
