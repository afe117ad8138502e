"""What the person sees: what needs them. Every process writes its own log; of those, only lines that tell of
trouble are shown."""

import os
import re
import shutil
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TextIO

MAX_LOG = 5_000_000

_COLOURS = (36, 32, 33, 35, 34, 96, 92, 93)
_NAME_WIDTH = 9
_ROUTINE = re.compile(r"\S+ \[(?:debug|info) *\]")  # what our own services log of their ordinary work
_SERVER_TROUBLE = re.compile(r" (?:FATAL|PANIC): |Fatal|Can't|Failed")


def of_service(line: str) -> bool:
    """Warnings, errors, and whatever a process says outside its log format, such as a traceback."""
    return not _ROUTINE.match(line)


def of_server(line: str) -> bool:
    """Postgres and Valkey tell much at a start that is no trouble at all."""
    return bool(_SERVER_TROUBLE.search(line))


class Console:
    def __init__(self, output: TextIO) -> None:
        self._output = output
        self._colourful = output.isatty() and not os.environ.get("NO_COLOR")
        self._lock = threading.Lock()
        self._colours: dict[str, int] = {}

    def line(self, name: str, text: str) -> None:
        colour = self._colours.setdefault(name, _COLOURS[len(self._colours) % len(_COLOURS)])
        self.write(f"{self._painted(f'{name:>{_NAME_WIDTH}} |', colour)} {text}\n")

    def say(self, text: str) -> None:
        self.line("weeklog", text)

    def write(self, text: str) -> None:
        with self._lock:
            try:
                self._output.write(text)
                self._output.flush()
            except (OSError, ValueError):  # the terminal was closed; the logs go on
                self._output = Path(os.devnull).open("w")  # noqa: SIM115 - for as long as the process lives

    def _painted(self, text: str, colour: int) -> str:
        return f"\x1b[{colour}m{text}\x1b[0m" if self._colourful else text


class LogFollower:
    """Shows the lines of the logs that matter, and keeps each log below MAX_LOG.

    Processes write to their files themselves, so nothing is lost and nobody blocks when the launcher dies.
    They append, so a file that grew too big can be copied aside and emptied under them; what is written
    between the two is lost, which is the price of not standing between a process and its log.
    """

    def __init__(self, console: Console) -> None:
        self._console = console
        self._read: dict[str, tuple[Path, int]] = {}
        self._matters: dict[str, Callable[[str], bool]] = {}
        self._rest: dict[str, bytes] = {}
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._follow, name="logs", daemon=True)

    def add(self, name: str, log: Path, matters: Callable[[str], bool] = of_service) -> None:
        self._matters[name] = matters
        self._read[name] = (log, log.stat().st_size if log.exists() else 0)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._ended.set()
        if self._thread.is_alive():
            self._thread.join()

    def _follow(self) -> None:
        while not self._ended.wait(0.05):
            self._show_new()
        self._show_new()

    def _show_new(self) -> None:
        for name, (log, position) in list(self._read.items()):
            try:
                self._read[name] = (log, self._show(name, log, position))
            except OSError as error:
                sys.stderr.write(f"{log}: {error.strerror}\n")

    def _show(self, name: str, log: Path, position: int) -> int:
        size = log.stat().st_size if log.exists() else 0
        if size <= position:
            return size
        with log.open("rb") as file:
            file.seek(position)
            appended = self._rest.pop(name, b"") + file.read(size - position)
        *lines, self._rest[name] = appended.split(b"\n")
        for line in (line.decode(errors="replace") for line in lines):
            if self._matters[name](line):
                self._console.line(name, line)
        if size > MAX_LOG:
            shutil.copyfile(log, log.with_suffix(".log.1"))
            os.truncate(log, 0)
            return 0
        return size
