"""The folder that holds everything `make run` keeps: checked first, then held by one launcher at a time."""

import fcntl
import os
import shutil
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from weeklog_local.errors import LocalError

NEEDED_SPACE = 200_000_000


class Home:
    def __init__(self, path: Path) -> None:
        self.path = path.absolute()
        self.logs = self.path / "logs"
        self.run = self.path / "run"
        self.secrets = self.path / "secrets"
        self.demo = self.path / "demo.json"

    def prepare(self) -> None:
        try:
            for folder in (self.path, self.logs, self.run, self.secrets):
                folder.mkdir(parents=True, exist_ok=True, mode=0o700)
                folder.joinpath(".writable").touch()
                folder.joinpath(".writable").unlink()
        except OSError as error:
            raise LocalError(
                f"{self.path} cannot be written to: {error.strerror}.",
                "Make it yours (it may have been made by another user, or by root), or choose another: "
                "WEEKLOG_HOME=~/weeklog make run",
            ) from error

    def free_space(self) -> int:
        return shutil.disk_usage(self.path).free

    def require_space(self, needed: int = NEEDED_SPACE) -> None:
        if (free := self.free_space()) < needed:
            raise LocalError(
                f"The disk of {self.path} has {megabytes(free)} free; weeklog needs {megabytes(needed)}.",
                "Free some space, or choose another disk: WEEKLOG_HOME=/elsewhere make run",
            )

    @contextmanager
    def held(self, address: str) -> Generator[None]:
        """One launcher at a time. The kernel lets go of it however the launcher ends."""
        with (self.run / "lock").open("a+") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                lock.seek(0)
                raise LocalError(
                    f"weeklog already runs from {self.path} ({lock.read().strip()}).",
                    "Stop that one with Ctrl-C, or start a second beside it: WEEKLOG_HOME=… WEEKLOG_PORT=… make run",
                ) from None
            lock.truncate(0)
            lock.write(f"process {os.getpid()}, {address}")
            lock.flush()
            yield


def megabytes(size: int) -> str:
    return f"{size / 1_000_000:,.0f} MB"
