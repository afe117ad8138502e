"""`weeklog-local instance …`: `weeklog.instance` with the database of `make run`, whether that runs or not."""

import os
import subprocess
import sys
from collections.abc import Generator, Sequence
from contextlib import contextmanager

from weeklog_local.home import Home
from weeklog_local.postgres import Postgres
from weeklog_local.postmaster import running_port
from weeklog_local.settings import Settings
from weeklog_local.stack import Stack


def run_instance(settings: Settings, arguments: Sequence[str]) -> int:
    """The exit code of `weeklog.instance`."""
    home = Home(settings.home)
    home.prepare()
    stack = Stack(settings, home)
    with _database(stack.postgres, home):
        env = {name: value for name, value in os.environ.items() if not name.startswith("WEEKLOG_")}
        command = [sys.executable, "-m", "weeklog.instance", *arguments]
        return subprocess.run(command, check=False, env=env | stack.owner_environment()).returncode


@contextmanager
def _database(postgres: Postgres | None, home: Home) -> Generator[None]:
    """The one that runs; else one that is started for a while, and nobody may start meanwhile."""
    if postgres is None:
        yield
    elif port := running_port(postgres.data):
        postgres.port = port
        yield
    else:
        with home.held("looking after the instance"):
            home.require_space()
            try:
                postgres.start()
                yield
            finally:
                postgres.stop()
