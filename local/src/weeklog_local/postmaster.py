"""What Postgres says of itself in `postmaster.pid`, and whether to believe it."""

import os
import signal
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from weeklog_local.pids import command_line, is_alive, working_folder
from weeklog_local.waiting import wait_until

_PORT_LINE = 3  # of `postmaster.pid`, from 0


def accepts(data: Path, pid: int) -> bool:
    lines = _lines(data / "postmaster.pid")
    return bool(lines) and lines[0] == str(pid) and lines[-1].strip() == "ready"


def running_port(data: Path) -> int | None:
    """Of the server that serves this folder now."""
    lines = _lines(data / "postmaster.pid")
    if len(lines) <= _PORT_LINE or not _serves(int(lines[0]), data):
        return None
    return int(lines[_PORT_LINE])


def stop_leftover(data: Path) -> None:
    """End the server that a killed launcher left on this folder; forget a pid file that names somebody else."""
    pid_file = data / "postmaster.pid"
    lines = _lines(pid_file)
    if not lines:
        return
    pid = int(lines[0])
    if not _serves(pid, data):
        pid_file.unlink(missing_ok=True)
        return
    for ending, patience in ((signal.SIGINT, 10), (signal.SIGQUIT, 5), (signal.SIGKILL, 5)):
        with suppress(ProcessLookupError):
            os.kill(pid, ending)
        if wait_until(lambda: not is_alive(pid), patience):
            return


def _serves(pid: int, data: Path) -> bool:
    if not is_alive(pid):
        return False
    folder = working_folder(pid)  # Postgres works inside its data folder, under whatever name it was given
    return folder == data.resolve() if folder else str(data) in command_line(pid)


def _lines(path: Path) -> Sequence[str]:
    with suppress(FileNotFoundError):
        return path.read_text().splitlines()
    return ()
