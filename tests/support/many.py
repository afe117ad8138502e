"""Two of each process behind one HTTPS address, and TLS on the way to each server: one instance for many people."""

import secrets
import tempfile
from collections.abc import Generator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
from redis import Redis

from tests.support import servers
from tests.support.certificates import Authority
from tests.support.follow import Client
from tests.support.stack import EVERYTHING, MODULES, Stack, running_stack
from tests.support.tcp_proxy import TcpProxy
from weeklog_local.ports import free_port

# What the services need of Valkey: `docs/running.md` says the same.
RIGHTS = "on ~wl:* &* +@all -@admin -@dangerous +info"


@dataclass
class Many:
    stack: Stack
    front: TcpProxy
    database: TcpProxy
    streams: TcpProxy
    authority: Authority
    stranger: Authority  # signed none of these servers' certificates
    second_port: int
    password: str  # of weeklog's user at Valkey

    def let_in(self) -> None:
        """Makes Valkey's user, who may do what weeklog does and nothing else. A restart forgets it."""
        client: Any = Redis  # its stubs leave the arguments open
        with client.from_url(self.stack.valkey.url) as owner:
            owner.execute_command("ACL", "SETUSER", "weeklog", *RIGHTS.split(), f">{self.password}")

    @property
    def url(self) -> str:
        return f"https://localhost:{self.front.port}"

    @property
    def gateways(self) -> tuple[str, str]:
        """Each by itself, behind the proxy."""
        return self.stack.url, f"http://127.0.0.1:{self.second_port}"

    def page(self, cookies: httpx.Cookies | None = None) -> httpx.Client:
        """A browser: it has no token."""
        trusted = self.authority.client_context()
        headers = {"Origin": self.url}
        return httpx.Client(base_url=self.url, headers=headers, cookies=cookies, timeout=30, verify=trusted)

    def follower(self, url: str = "") -> Client:
        trusted = None if url else self.authority.client_context()
        return Client(url or self.url, self.stack.token, trusts=trusted)

    def start(self, name: str, env: Mapping[str, str] | None = None) -> None:
        """`name` is a kind of process, with " 2" behind it for its second."""
        second = {"WEEKLOG_PORT": str(self.second_port)} if name.endswith(" 2") else {}
        self.stack.start(name, MODULES[name.removesuffix(" 2")], {**second, **(env or {})})

    def restart(self, name: str) -> None:
        self.stack.processes[name].terminate(grace=40)
        self.start(name)


NAMES = tuple(name for kind in EVERYTHING for name in (kind, f"{kind} 2"))


@contextmanager
def many_of_each(*, now: str | None = None, env: Mapping[str, str] | None = None) -> Generator[Many]:
    with ExitStack() as ending:
        folder = Path(ending.enter_context(tempfile.TemporaryDirectory(prefix="wl-ca-")))
        authority, stranger = Authority(folder, "authority"), Authority(folder, "stranger")
        stack = ending.enter_context(running_stack(now=now, processes=(), env=env))
        tls, second = authority.server_context(), free_port()
        database = ending.enter_context(TcpProxy(servers.postgres().port, tls=tls, postgres=True))
        streams = ending.enter_context(TcpProxy(stack.valkey.port, tls=tls))
        ports = (int(stack.env["WEEKLOG_PORT"]), second)
        front = ending.enter_context(TcpProxy(*ports, tls=tls, health="/readyz"))
        many = Many(stack, front, database, streams, authority, stranger, second, secrets.token_hex(16))
        many.let_in()
        stack.env |= {
            "WEEKLOG_DATABASE_URL": database_url(many, authority),
            "WEEKLOG_REDIS_URL": streams_url(many, authority, many.password),
            "WEEKLOG_PUBLIC_URL": many.url,
        }
        ending.callback(stack.stop)  # before what it stands on
        for name in NAMES:
            many.start(name)
        yield many


def database_url(many: Many, trusted: Authority) -> str:
    signed_in = many.stack.database_url.partition("@")[0]
    where = f"localhost:{many.database.port}/{many.stack.database}"
    return f"{signed_in}@{where}?sslmode=verify-full&sslrootcert={trusted.path}"


def streams_url(many: Many, trusted: Authority, password: str) -> str:
    return f"rediss://weeklog:{password}@localhost:{many.streams.port}/0?ssl_ca_certs={trusted.path}"
