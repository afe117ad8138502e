"""The real servers that tests run against: started at first use on free ports, in a home of their own.

Nothing here touches the data of `make run`. What starts, ends with the interpreter.
"""

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

from weeklog_local import Postgres, Valkey

TEMPLATE = "weeklog_template"

_MEMORY = Path("/dev/shm")
_MEMORY_BYTES = 4 << 30  # what all processes of a run need together


@cache
def home() -> Path:
    """A folder with a short name, gone at the end of the run; in memory where there is enough of it.

    A database is copied for each test: 0.05 s in memory, 0.15 to 0.6 s on a disk.
    """
    folder = Path(tempfile.mkdtemp(prefix="wl-", dir=_MEMORY if _has_memory() else None))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def _has_memory() -> bool:
    return os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free >= _MEMORY_BYTES


@cache
def postgres() -> Postgres:
    server = Postgres(home(), durable=False).start()
    atexit.register(server.stop)
    return server


@cache
def valkey() -> Valkey:
    server = Valkey(home()).start()
    atexit.register(server.stop)
    return server


def clone_database(name: str) -> str:
    """A fresh, migrated database called `name`; its address as the login role `weeklog`."""
    _template()
    # Copying files beats logging each page for a template of this size, and needs no fsync here.
    postgres().execute(f'CREATE DATABASE "{name}" TEMPLATE {TEMPLATE} STRATEGY file_copy')
    return postgres().url(name)


def drop_database(name: str) -> None:
    postgres().execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def migrate(database: str) -> None:
    """Bring the schema of `database` up, as the owner, the way an operator does."""
    subprocess.run(
        [sys.executable, "-m", "weeklog.db.migrate"],
        check=True,
        env={
            **{name: value for name, value in os.environ.items() if not name.startswith("WEEKLOG_")},
            "WEEKLOG_DATABASE_URL": postgres().url(database),
            "WEEKLOG_DATABASE_OWNER_URL": postgres().owner_url(database),
        },
    )


@cache
def _template() -> None:
    postgres().execute(f"CREATE DATABASE {TEMPLATE}")
    migrate(TEMPLATE)
    # A template cannot be copied while somebody is connected to it.
    postgres().execute(f"ALTER DATABASE {TEMPLATE} WITH IS_TEMPLATE true ALLOW_CONNECTIONS false")
