"""A streaming replica of the tests' Postgres."""

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from tests.support import servers
from tests.support.waiting import eventually
from weeklog_local.account import account_for
from weeklog_local.binaries import postgres_programs
from weeklog_local.ports import free_port
from weeklog_local.spawn import spawn


@contextmanager
def streaming_replica(database: str) -> Generator[str]:
    """The address of that database on a server that follows the tests' own."""
    primary, home = servers.postgres(), Path(tempfile.mkdtemp(prefix="wl-r-"))
    home.chmod(0o755)
    data, port = home / "data", free_port()
    account = account_for(data)
    copy = [postgres_programs(None) / "pg_basebackup", "-D", data, "-d", primary.owner_url("postgres")]
    subprocess.run([*copy, "--write-recovery-conf", "--checkpoint=fast"], check=True, env={})
    for path in (data, *data.rglob("*")):
        if account is not None:
            os.chown(path, account.uid, account.gid, follow_symlinks=False)
    server = spawn(
        [str(postgres_programs(account) / "postgres"), "-D", str(data), "-p", str(port), "-c", "hot_standby=on",
         "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "max_connections=200"],
        env={"LC_ALL": "C"}, log=home / "log", account=account, death_signal=signal.SIGINT, cwd=Path("/"),
    )  # fmt: skip
    try:
        following = "select count(*) from pg_stat_replication where state = 'streaming'"
        eventually(lambda: primary.execute(following) != "0")
        yield primary.url(database).replace(f":{primary.port}/", f":{port}/")
    finally:
        server.send_signal(signal.SIGINT)
        server.wait()
        shutil.rmtree(home, ignore_errors=True)


def caught_up() -> None:
    """Returns when every replica has replayed what the tests' Postgres has written."""
    primary = servers.postgres()
    here = primary.execute("select pg_current_wal_lsn()")
    behind = f"select count(*) from pg_stat_replication where replay_lsn < '{here}'"
    eventually(lambda: primary.execute(behind) == "0")


def owner_of(replica: str) -> str:
    """The replica's address for the owner."""
    port = urlsplit(replica).port
    return servers.postgres().owner_url("postgres").replace(f":{servers.postgres().port}/", f":{port}/")
