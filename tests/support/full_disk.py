"""A disk of a few MiB under tables of a real database. To mount one, it takes an administrator of the machine."""

import os
import subprocess
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.support import servers

_MIB = 16


class Disk:
    def __init__(self, folder: Path) -> None:
        self._ballast = folder / "ballast"

    def fill(self) -> None:
        with self._ballast.open("wb", buffering=0) as ballast:
            try:
                while True:
                    ballast.write(b"\0" * 4096)
            except OSError:
                return

    def empty(self) -> None:
        self._ballast.unlink()


@contextmanager
def disk_of(database: str, table: str) -> Generator[Disk]:
    """The rows of `table`, and their long texts, lie on it. Skips the test where nothing can be mounted."""
    with tempfile.TemporaryDirectory(prefix="wl-disk-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        mounted = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={_MIB}m", "tmpfs", name], check=False, capture_output=True
        )
        if mounted.returncode:
            pytest.skip("no disk can be mounted here: " + mounted.stderr.decode().strip())
        try:
            with _tablespace(folder, database, table):
                yield Disk(folder)
        finally:
            subprocess.run(["umount", name], check=True)


@contextmanager
def _tablespace(folder: Path, database: str, table: str) -> Generator[None]:
    place = folder / "tablespace"
    place.mkdir()
    owner = servers.postgres().data.stat()
    os.chown(place, owner.st_uid, owner.st_gid)
    servers.postgres().execute(f"create tablespace small location '{place}'")
    servers.postgres().execute(f"alter table {table} set tablespace small", database=database)
    try:
        yield
    finally:
        servers.postgres().execute(f"alter table {table} set tablespace pg_default", database=database)
        servers.postgres().execute("drop tablespace small")
