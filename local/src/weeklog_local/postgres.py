import signal
import subprocess
import time
from pathlib import Path
from typing import Literal, Self

from weeklog_local.account import account_for
from weeklog_local.binaries import postgres_programs
from weeklog_local.embedded import EmbeddedServer
from weeklog_local.errors import LocalError
from weeklog_local.ports import free_port
from weeklog_local.postgres_data import POSTGRES_ENV, check_data_folder, make_data_folder, reachable
from weeklog_local.postmaster import accepts, stop_leftover
from weeklog_local.private_files import kept_secret
from weeklog_local.spawn import spawn
from weeklog_local.waiting import wait_until

LOGIN_ROLE = "weeklog"

_STOP = {"smart": signal.SIGTERM, "fast": signal.SIGINT, "immediate": signal.SIGQUIT}

_LAPTOP = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",  # nobody needs it, and a long path would break its 107 characters
    "shared_buffers": "128MB",
    "max_connections": "200",
    "max_wal_size": "256MB",
    "jit": "off",  # our queries are short; compiling them costs more than it saves
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_checkpoints": "off",
    "cluster_name": "weeklog",
}
# Survives a kill of the server, not of the machine. (Without synchronous commits it would not survive the kill.)
_TESTS_ONLY = {"fsync": "off", "full_page_writes": "off"}


class Postgres(EmbeddedServer):
    """An embedded Postgres of one's own: data, passwords and log below `home`.

    `start` makes what is missing: the data folder, the login role `weeklog` (no owner, no superuser) and
    the database `weeklog`.
    """

    name = "Postgres"

    def __init__(self, home: Path, port: int = 0, *, durable: bool = True) -> None:
        super().__init__(home, port)
        self._durable = durable

    def url(self, database: str = "weeklog") -> str:
        return self._address(LOGIN_ROLE, self._login_password, database)

    def owner_url(self, database: str = "weeklog") -> str:
        return self._address("postgres", self._owner_password, database)

    def start(self, timeout: float = 60) -> Self:
        if self.running:
            return self
        account = account_for(self.data)
        if self.data.exists():
            check_data_folder(self.data, account)
            stop_leftover(self.data)
        else:
            make_data_folder(self.data, self._owner_password, self.log, account, durable=self._durable)
        self._listen(time.monotonic() + timeout)
        self._make_role_and_database()
        return self

    def stop(self, mode: Literal["smart", "fast", "immediate"] = "fast", timeout: float = 20) -> None:
        if not self.running or self._process is None:
            return
        self._process.send_signal(_STOP[mode])
        try:
            self._process.wait(timeout)
        except subprocess.TimeoutExpired:
            self._process.send_signal(signal.SIGQUIT)
            self._process.wait()

    def execute(self, sql: str, database: str = "postgres") -> str:
        """Run SQL as the owner through psql, which works below any event loop; rows come back unaligned."""
        psql = postgres_programs(None) / "psql"
        command = [
            str(psql),
            "--no-psqlrc",
            "--quiet",
            "--tuples-only",
            "--no-align",
            "--set=ON_ERROR_STOP=1",
        ]
        done = subprocess.run(
            [*command, f"--dbname={self._address('postgres', '', database)}"],
            check=False,
            input=sql,
            capture_output=True,
            text=True,
            env={"PGPASSWORD": self._owner_password, "PGCONNECT_TIMEOUT": "10"},
        )
        if done.returncode:
            raise LocalError(f"Postgres refused: {done.stderr.strip()}", f"Its log is {self.log}")
        return done.stdout.strip()

    @property
    def _owner_password(self) -> str:
        return kept_secret(self.home / "secrets" / "postgres-owner")

    @property
    def _login_password(self) -> str:
        return kept_secret(self.home / "secrets" / "postgres-login")

    def _address(self, role: str, password: str, database: str) -> str:
        who = f"{role}:{password}" if password else role
        return f"postgresql://{who}@127.0.0.1:{self.port}/{database}"

    def _listen(self, deadline: float) -> None:
        """Start the server; again on another port when the free one was lost meanwhile."""
        chosen = self.port
        while True:
            self.port = chosen or free_port()
            begins = self.log.stat().st_size if self.log.exists() else 0
            self._process = self._spawn()
            if (
                wait_until(
                    lambda: not self.running or accepts(self.data, self.pid), deadline - time.monotonic()
                )
                and self.running
            ):
                return
            self.kill()
            said = self.log.read_bytes()[begins:].decode(errors="replace").strip()
            if time.monotonic() < deadline and "Address already in use" in said and not chosen:
                continue
            if (
                time.monotonic() < deadline and "still in use" in said
            ):  # a killed server's children are leaving
                time.sleep(0.1)
                continue
            raise LocalError(f"Postgres did not start:\n{said[-2000:]}", f"Its log is {self.log}")

    def _spawn(self) -> subprocess.Popen[bytes]:
        account = account_for(self.data)
        settings = _LAPTOP if self._durable else _LAPTOP | _TESTS_ONLY
        with reachable(self.data, account) as (folder, descriptors):
            return spawn(
                [
                    str(postgres_programs(account) / "postgres"),
                    "-D",
                    folder,
                    "-p",
                    str(self.port),
                    *(word for name, value in settings.items() for word in ("-c", f"{name}={value}")),
                ],
                env=POSTGRES_ENV,
                log=self.log,
                account=account,
                pass_fds=descriptors,
                death_signal=signal.SIGINT,
                cwd=Path("/"),
            )

    def _make_role_and_database(self) -> None:
        self.execute(
            f"SELECT $$CREATE ROLE {LOGIN_ROLE} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS"
            f" PASSWORD '{self._login_password}'$$"
            f" WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{LOGIN_ROLE}') \\gexec\n"
            "SELECT 'CREATE DATABASE weeklog'"
            " WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'weeklog') \\gexec\n"
        )
