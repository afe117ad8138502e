import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from weeklog_local.errors import LocalError

_PORTS = range(1, 65_536)
_REPORTING_PROCESSES = range(1, 33)
_MOST_BY_ITSELF = 4  # each holds some 120 MB
CHECKOUT = Path(__file__).resolve().parents[3]


@dataclass(frozen=True)
class Settings:
    home: Path
    host: str
    port: int
    database_url: str | None
    redis_url: str | None
    reporting_processes: int
    passed_on: Mapping[str, str]
    """Every WEEKLOG_ variable that was given: the services know more of them than the launcher."""

    @property
    def address(self) -> str:
        host = "127.0.0.1" if self.host in {"0.0.0.0", "::"} else self.host  # noqa: S104 - read, not bound
        return f"http://{host}:{self.port}"


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    given = {name: value for name, value in environment.items() if name.startswith("WEEKLOG_") and value}
    return Settings(
        home=Path(given.get("WEEKLOG_HOME", CHECKOUT / ".weeklog")).expanduser().absolute(),
        host=given.get("WEEKLOG_HOST", "127.0.0.1"),
        port=_port(given.get("WEEKLOG_PORT", "8000")),
        database_url=given.get("WEEKLOG_DATABASE_URL"),
        redis_url=given.get("WEEKLOG_REDIS_URL"),
        reporting_processes=_reporting_processes(given.get("WEEKLOG_REPORTING_PROCESSES")),
        passed_on=given,
    )


def _port(text: str) -> int:
    if text.isdecimal() and int(text) in _PORTS:
        return int(text)
    raise LocalError(
        f"WEEKLOG_PORT is {text!r}, which is no port.",
        "Give a number from 1 to 65535: WEEKLOG_PORT=8000 make run",
    )


def _reporting_processes(text: str | None) -> int:
    """One for each processor that this process may use, when nobody says how many."""
    if text is None:
        return min(_processors(), _MOST_BY_ITSELF)
    if text.isdecimal() and int(text) in _REPORTING_PROCESSES:
        return int(text)
    raise LocalError(
        f"WEEKLOG_REPORTING_PROCESSES is {text!r}, which is no number of processes.",
        f"Give a number from 1 to {_REPORTING_PROCESSES[-1]}, or leave it out: then there is one for each processor.",
    )


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
