import os
import secrets
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

import pytest

from tests.support import servers
from weeklog_local.pids import is_alive
from weeklog_local.ports import free_port
from weeklog_local.waiting import wait_until

STANDINS = Path(__file__).with_name("standins")


@pytest.fixture
def home() -> Iterator[Path]:
    folder = servers.home() / secrets.token_hex(3)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


class Launcher:
    """`python -m weeklog_local` as a person starts it, with stand-ins for the services."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.port = free_port()
        self.output = home.with_suffix(".out")
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, env: Mapping[str, str] | None = None) -> "Launcher":
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("WEEKLOG_")}
        own = {
            "WEEKLOG_HOME": str(self.home),
            "WEEKLOG_PORT": str(self.port),
            "WEEKLOG_REPORTING_PROCESSES": "1",  # on every machine
            "PYTHONPATH": str(STANDINS),
        }
        with self.output.open("wb") as output:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "weeklog_local"],
                env=inherited | own | dict(env or {}),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        return self

    @property
    def process(self) -> subprocess.Popen[bytes]:
        assert self._process
        return self._process

    def said(self) -> str:
        return self.output.read_text(errors="replace")

    def hears(self, text: str, timeout: float = 60) -> "Launcher":
        found = wait_until(
            lambda: text in self.said() or self.process.poll() is not None, timeout, every=0.02
        )
        assert found, self.said()
        assert text in self.said(), self.said()
        return self

    def ctrl_c(self) -> int:
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(30)

    def refusal(self) -> str:
        assert self.process.wait(60) == 1, self.said()
        return self.said()

    def running(self) -> dict[str, int]:
        """What works for this home, found by its variables and folders rather than by the launcher's own records."""
        found: dict[str, int] = {}
        for entry in Path("/proc").glob("[0-9]*"):
            pid = int(entry.name)
            if pid == self.process.pid or not is_alive(pid):
                continue
            with suppress(OSError):
                words = (entry / "cmdline").read_bytes().decode(errors="replace").split("\0")
                folder = str((entry / "cwd").readlink())
                variables = (entry / "environ").read_bytes().decode(errors="replace").split("\0")
                if folder.startswith(f"{self.home}/") or f"WEEKLOG_HOME={self.home}" in variables:
                    found[words[2] if words[1:2] == ["-m"] else Path(words[0]).name] = pid
        return found

    def leaves_nothing(self, within: float = 20) -> bool:
        return wait_until(lambda: not self.running(), within, every=0.05)


@pytest.fixture(scope="session")
def used_home() -> Path:
    """A home after its first start: making one takes longer than all that the tests do with it."""
    home = servers.home() / "used"
    launcher = Launcher(home)
    launcher.start().hears("Ctrl-C stops it").ctrl_c()
    return home


@pytest.fixture
def launcher(used_home: Path, home: Path) -> Iterator[Launcher]:
    subprocess.run(["cp", "-a", used_home, home], check=True)
    yield from launcher_at(home)


@pytest.fixture
def fresh_launcher(home: Path) -> Iterator[Launcher]:
    yield from launcher_at(home)


def launcher_at(home: Path) -> Iterator[Launcher]:
    launcher = Launcher(home)
    yield launcher
    if launcher.process.poll() is None:
        launcher.process.send_signal(signal.SIGINT)
        time.sleep(0.1)
        launcher.process.send_signal(signal.SIGINT)
        launcher.process.wait(30)
    assert launcher.leaves_nothing(), launcher.running()
