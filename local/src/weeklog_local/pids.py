"""Is that process still the one we started? A pid alone does not tell: the system hands it out again."""

import os
import subprocess
from contextlib import suppress
from pathlib import Path

_PROC = Path("/proc")


def is_alive(pid: int) -> bool:
    """Alive and not merely waiting for its parent to collect it."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return _stat_fields(pid)[:1] != ["Z"]


def start_time(pid: int) -> str:
    """When the process began, in the system's own words; empty when there is no such process."""
    fields = _stat_fields(pid)
    return fields[19] if fields else _ps(pid, "lstart")


def command_line(pid: int) -> str:
    with suppress(OSError):
        return (
            (_PROC / str(pid) / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()
        )
    return _ps(pid, "command")


def working_folder(pid: int) -> Path | None:
    with suppress(OSError):
        return (_PROC / str(pid) / "cwd").readlink()
    return None


def _stat_fields(pid: int) -> list[str]:
    """The fields after the command name, which may itself hold spaces and brackets."""
    with suppress(OSError):
        return (_PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    return []


def _ps(pid: int, column: str) -> str:
    if _PROC.joinpath("self").exists():
        return ""
    shown = subprocess.run(
        ["ps", "-o", f"{column}=", "-p", str(pid)], check=False, capture_output=True, text=True
    )
    return shown.stdout.strip()
