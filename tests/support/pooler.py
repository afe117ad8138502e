"""A real PgBouncer before a database of the tests."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.support.servers import postgres

PROGRAM = shutil.which("pgbouncer", path=os.defpath + ":/usr/sbin:/usr/local/sbin")


@contextmanager
def pooler(database: str, mode: str, *, ignored: str = "role") -> Iterator[str]:
    """The address of the pooler; it drops the startup parameters in `ignored` without a word."""
    if PROGRAM is None:
        pytest.skip("pgbouncer is not installed")
    direct = urlsplit(postgres().url(database))
    with tempfile.TemporaryDirectory(prefix="wl-p-") as folder, socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        home = Path(folder)
        (home / "users").write_text(f'"{direct.username}" "{direct.password}"\n')
        (home / "ini").write_text(f"""
[databases]
{database} = host=127.0.0.1 port={direct.port} dbname={database}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = plain
auth_file = {home / "users"}
pool_mode = {mode}
default_pool_size = 2
ignore_startup_parameters = {ignored}
""")
        as_user = {}
        if os.geteuid() == 0:  # it refuses to run as root
            nobody = pwd.getpwnam("nobody")
            as_user = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": list[int]()}
            for path in (home, home / "users", home / "ini"):
                os.chown(path, nobody.pw_uid, nobody.pw_gid)
        with (home / "log").open("w") as log:
            running = subprocess.Popen([PROGRAM, str(home / "ini")], stdout=log, stderr=log, **as_user)
        try:
            _wait(port, running, home / "log")
            yield direct._replace(netloc=f"{direct.username}:{direct.password}@127.0.0.1:{port}").geturl()
        finally:
            running.terminate()
            running.wait(10)


def _wait(port: int, running: "subprocess.Popen[bytes]", log: Path) -> None:
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        assert running.poll() is None, log.read_text()
        time.sleep(0.05)
    raise AssertionError(log.read_text())
