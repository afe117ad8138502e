"""Valkey or Redis as weeklog uses it: how to connect, what is written where, and which servers are refused.

The address says whether the connection is encrypted (`rediss://`) and how the server is verified, for the streams
and for Celery alike: by its certificate and name, unless the address says `ssl_cert_reqs=none`.
"""

import asyncio
import math
import ssl
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, ClassVar, cast
from urllib.parse import parse_qsl, urlencode, urlsplit
from uuid import UUID

import hiredis
from redis.asyncio import BlockingConnectionPool, Connection, Redis, SSLConnection
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import AuthenticationError, RedisError, ResponseError

from weeklog.events.catalogue import GatewayEvent, PersonEvent, ReplyEvent

FIELD = b"e"  # the one field of every stream entry: the event as JSON
KEEP_SECONDS = 3600
ANSWER_SECONDS = 5.0

Command = tuple[bytes | str | int, ...]

_packed: Callable[[tuple[Any, ...]], bytes] = cast("Any", hiredis).pack_command  # its stubs say no result
_CERTIFICATES = {"none": ssl.CERT_NONE, "optional": ssl.CERT_OPTIONAL, "required": ssl.CERT_REQUIRED}


class ServerRefusedError(Exception):
    """The server cannot do what weeklog needs of it: one sentence for the operator."""


class PackedConnection(Connection):
    """Commands are packed in C: the client's own packing was a tenth of a busy worker. (TLS and unix sockets keep
    it.)"""

    def pack_command(self, *args: Any) -> list[bytes]:
        name, *rest = args  # "XINFO STREAM" is two words on the wire
        return [_packed((*name.split(), *rest))]


class TlsConnection(SSLConnection):
    """Connections to one server share what they trust. To read the system's certificates takes 60 ms, and the client
    would do it for each of them, on the event loop."""

    _read: ClassVar[dict[str, Any]] = {}

    def __init__(self, **options: Any) -> None:
        kind: Any = super()  # its stubs leave the arguments open
        kind.__init__(**options)
        told = repr(sorted((name, value) for name, value in options.items() if name.startswith("ssl_")))
        self.ssl_context = self._read.setdefault(told, self.ssl_context)


Begin = Callable[[Any], Awaitable[None]]


def connect(
    url: str, *, connections: int = 8, timeout: float | None = ANSWER_SECONDS, begin: Begin | None = None
) -> "Redis":
    """A client that waits for a free connection instead of raising, and never repeats a command by itself.

    `timeout` (seconds) is for one answer; None for readers that block. `begin` is what each connection does first, its
    own `on_connect` included.
    """
    pools: Any = BlockingConnectionPool  # its stubs leave the arguments open
    pool: BlockingConnectionPool = pools.from_url(
        url,
        connection_class=PackedConnection,
        protocol=2,
        max_connections=connections,
        timeout=10,
        socket_timeout=timeout,
        socket_connect_timeout=2,
        socket_keepalive=True,
        retry=Retry(NoBackoff(), 0),
        redis_connect_func=begin,
    )
    if issubclass(pool.connection_class, SSLConnection):
        pool.connection_class = TlsConnection
    return Redis(connection_pool=pool)


def broker(url: str) -> tuple[str, dict[str, Any] | None]:
    """The same address for Celery, which reads none of its TLS from it, and what it is told instead."""
    parts = urlsplit(url)
    if parts.scheme != "rediss":
        return url, None
    query = dict(parse_qsl(parts.query))
    tls: dict[str, Any] = {name: query.pop(name) for name in tuple(query) if name.startswith("ssl_")}
    tls["ssl_cert_reqs"] = _CERTIFICATES[tls.get("ssl_cert_reqs", "required").lower()]
    tls["ssl_check_hostname"] = tls["ssl_cert_reqs"] != ssl.CERT_NONE and str(
        tls.get("ssl_check_hostname", "true")
    ).lower() not in {"false", "0", "no"}
    return parts._replace(query=urlencode(query)).geturl(), tls


async def exchange(redis: "Redis", commands: Sequence[Command]) -> list[Any]:
    """The answers to commands that leave together, errors of single ones among them. With thousands a second the
    client's own pipeline, which sets a timer for each answer, costs twice as much.

    Raises RedisError, OSError or TimeoutError where what was written is not known.
    """
    pool: Any = redis.connection_pool
    connection = await pool.get_connection()
    try:
        async with asyncio.timeout(ANSWER_SECONDS):
            await connection.send_packed_command(b"".join([_packed(command) for command in commands]))
            return [await _answer(connection) for _ in commands]
    finally:
        await pool.release(connection)


async def _answer(connection: Any) -> Any:
    try:
        return await connection.read_response(timeout=math.inf)
    except ResponseError as error:
        return error


async def ping(redis: "Redis") -> None:
    """Raises what the client raises where the server does not answer."""
    await _loosely_typed(redis).ping()


async def check_server(redis: "Redis") -> None:
    """Raises ServerRefusedError for a server in cluster mode, one that is not trusted, and one that does not let us
    in. One that is away now is taken: it is only needed later."""
    try:
        said = await _loosely_typed(redis).info("cluster")
    except (RedisError, OSError, TimeoutError) as error:
        if why := _why_never(error):
            raise ServerRefusedError(f"WEEKLOG_REDIS_URL: {why}") from None
        return
    if said.get("cluster_enabled"):
        raise ServerRefusedError(
            "WEEKLOG_REDIS_URL leads to a server in cluster mode, where keys of different slots cannot be written "
            "together:"
            " give one that runs alone or with replicas (cluster-enabled no)"
        )


def _why_never(error: BaseException) -> str | None:
    """What waiting will not mend."""
    if isinstance(error, AuthenticationError):
        return "the server refuses this user or password: correct the address"
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return (
                f"the server's certificate is not trusted ({cause.verify_message}): name who signed it with "
                "?ssl_ca_certs=FILE"
            )
        cause = cause.__cause__ or cause.__context__
    return None


def _loosely_typed(redis: "Redis") -> Any:
    """The client's stubs leave the results of some commands open."""
    return redis


def person_key(person_id: UUID) -> str:
    return f"wl:person:{person_id}"


def encode(event: PersonEvent | ReplyEvent | GatewayEvent) -> bytes:
    return event.model_dump_json().encode()
