"""What the servers that weeklog brings along have in common: a process below a home, on a port of its own."""

import subprocess
from abc import ABC, abstractmethod
from pathlib import Path
from types import TracebackType
from typing import ClassVar, Self


class EmbeddedServer(ABC):
    """TCP on 127.0.0.1. Port 0 is a free one, kept over restarts of this object."""

    name: ClassVar[str]

    def __init__(self, home: Path, port: int = 0) -> None:
        self.home = home.absolute()
        self.data = self.home / self.name.lower()
        self.log = self.home / "logs" / f"{self.name.lower()}.log"
        self.port = port
        self._process: subprocess.Popen[bytes] | None = None

    @abstractmethod
    def start(self) -> Self:
        """Returns once it answers; makes what is missing."""

    @abstractmethod
    def stop(self) -> None: ...

    @property
    def pid(self) -> int:
        assert self._process, f"{self.name} was not started"
        return self._process.pid

    @property
    def running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def kill(self) -> None:
        """As the kernel does when memory runs out. The next `start` recovers."""
        if self._process:
            self._process.kill()
            self._process.wait()

    def wait(self) -> int:
        assert self._process, f"{self.name} was not started"
        return self._process.wait()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
