import signal
import socket
import subprocess
import time
from contextlib import suppress
from typing import Self

from weeklog_local.binaries import valkey_server
from weeklog_local.embedded import EmbeddedServer
from weeklog_local.errors import LocalError
from weeklog_local.ports import free_port
from weeklog_local.private_files import kept_secret, write_private
from weeklog_local.spawn import spawn
from weeklog_local.waiting import wait_until


class Valkey(EmbeddedServer):
    """An embedded Valkey: data, password and log below `home`, everything kept in its log file."""

    name = "Valkey"

    @property
    def url(self) -> str:
        return f"redis://:{self._password}@127.0.0.1:{self.port}/0"

    def start(self, timeout: float = 30) -> Self:
        if self.running:
            return self
        self.data.mkdir(parents=True, exist_ok=True, mode=0o700)
        deadline = time.monotonic() + timeout
        chosen = self.port
        while True:
            self.port = chosen or free_port()
            begins = self.log.stat().st_size if self.log.exists() else 0
            self._process = self._spawn()
            if (
                wait_until(lambda: not self.running or self._answers(), deadline - time.monotonic())
                and self.running
            ):
                return self
            self.kill()
            said = self.log.read_bytes()[begins:].decode(errors="replace").strip()
            if chosen or time.monotonic() >= deadline or "Address already in use" not in said:
                raise LocalError(f"Valkey did not start:\n{said[-2000:]}", f"Its log is {self.log}")

    def stop(self, timeout: float = 10) -> None:
        if not self.running or self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(timeout)
        except subprocess.TimeoutExpired:
            self.kill()

    @property
    def _password(self) -> str:
        return kept_secret(self.home / "secrets" / "valkey")

    def _spawn(self) -> subprocess.Popen[bytes]:
        # In a file, not on the command line: the password would show in the process list.
        settings = self.data / "valkey.conf"
        write_private(
            settings,
            f"bind 127.0.0.1\nport {self.port}\nprotected-mode yes\nrequirepass {self._password}\n"
            "appendonly yes\nappendfsync everysec\nmaxmemory-policy noeviction\nsave ''\n"
            "loglevel notice\nalways-show-logo no\nset-proc-title no\n",
        )
        command = [str(valkey_server()), str(settings)]
        return spawn(command, env={}, log=self.log, death_signal=signal.SIGTERM, cwd=self.data)

    def _answers(self) -> bool:
        """Knowing the password is also the proof that it is ours and not another server on the port."""
        with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=1) as connection:
            connection.sendall(f"AUTH {self._password}\r\nPING\r\n".encode())
            received = b""
            while b"PONG" not in received and b"-" not in received and (part := connection.recv(256)):
                received += part
            return b"+PONG" in received
        return False
