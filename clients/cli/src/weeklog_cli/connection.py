"""Where weeklog is and as whom to speak to it.

First `WEEKLOG_URL` and `WEEKLOG_TOKEN`, then the saved login, then the demonstration that `make run` prepared. A saved
token goes only to the address it was saved for.
"""

import json
import os
from dataclasses import dataclass
from pathlib import Path

from weeklog_cli.errors import NotConnected

DEFAULT_URL = "http://127.0.0.1:8000"


@dataclass(frozen=True)
class Connection:
    url: str
    token: str


def find_connection() -> Connection:
    url, token = os.environ.get("WEEKLOG_URL"), os.environ.get("WEEKLOG_TOKEN")
    known = _read(saved_path()) or _read(demo_path())
    if token:
        return Connection(url or (known.url if known else DEFAULT_URL), token)
    if known and url in (None, "", known.url):
        return known
    raise NotConnected(
        "no token is known: sign in with `weeklog login`, set WEEKLOG_TOKEN, or start a demonstration with `make run`"
    )


def find_url() -> str:
    known = _read(saved_path()) or _read(demo_path())
    return os.environ.get("WEEKLOG_URL") or (known.url if known else DEFAULT_URL)


def save(connection: Connection) -> Path:
    """Readable by its owner alone, from the first byte on."""
    path = saved_path()
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = path.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        json.dump({"url": connection.url, "token": connection.token}, file)
    fresh.replace(path)
    return path


def saved_path() -> Path:
    config = os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config"
    return Path(config) / "weeklog" / "login.json"


def demo_path() -> Path:
    return Path(os.environ.get("WEEKLOG_HOME") or ".weeklog") / "demo.json"


def _read(path: Path) -> Connection | None:
    try:
        found = json.loads(path.read_text())
        return Connection(found["url"].rstrip("/"), found["token"])
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise NotConnected(
            f"{path} cannot be read ({type(error).__name__}): remove it and sign in again"
        ) from error
