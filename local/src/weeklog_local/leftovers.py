"""Pid files, and what a launcher that was killed outright left running."""

import json
import os
import signal
from contextlib import suppress
from pathlib import Path

from weeklog_local.pids import is_alive, start_time
from weeklog_local.private_files import write_private
from weeklog_local.waiting import wait_until


def record(folder: Path, name: str, pid: int) -> None:
    write_private(folder / f"{name}.pid", json.dumps({"pid": pid, "started": start_time(pid)}) + "\n")


def forget(folder: Path, name: str) -> None:
    (folder / f"{name}.pid").unlink(missing_ok=True)


def stop_recorded(folder: Path, *, except_for: str, grace: float = 5) -> list[str]:
    """Stop the recorded processes that still run, and name them.

    A pid counts only together with the moment its process began: after a reboot it belongs to a stranger.
    """
    recorded = {file: _running_pid(file) for file in sorted(folder.glob("*.pid")) if file.stem != except_for}
    alive = {file.stem: pid for file, pid in recorded.items() if pid}
    for ending in (signal.SIGTERM, signal.SIGKILL):
        for pid in alive.values():
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGCONT)
                os.kill(pid, ending)
        if wait_until(lambda: not any(is_alive(pid) for pid in alive.values()), grace):
            break
    for file in recorded:
        file.unlink(missing_ok=True)
    return list(alive)


def _running_pid(file: Path) -> int | None:
    try:
        told = json.loads(file.read_text())
        pid, started = int(told["pid"]), str(told["started"])
    except (ValueError, KeyError, TypeError, OSError):
        return None
    return pid if started and is_alive(pid) and start_time(pid) == started else None
