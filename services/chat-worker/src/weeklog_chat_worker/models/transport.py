"""HTTP as a process with hundreds of streamed answers needs it: a transport for httpx2 that gathers.

With many answers at once, most of a process's time would go into being woken for every token. So a connection
whose answer has begun to speak is read in rounds: what arrives between two rounds waits in the kernel and is then
read at once. The more connections, the longer the rounds; with a few there are none, and the first words of an
answer never wait.

HTTP/1.1, kept-alive connections, TLS by the system's certificates. No proxies.
"""

import asyncio
import ssl
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import suppress
from http import HTTPStatus
from typing import Any, cast

import httptools
import httpx2
from typing_extensions import override

from weeklog_chat_worker.models.egress import Egress, anywhere

FEW = 8  # answers at once that are each read as they come
LONGEST_ROUND = 0.15  # seconds
ROUND_PER_ANSWER = 0.0006
KEPT_SECONDS = 30.0  # an idle connection is used again for so long
LONGEST_HEAD = 512 * 1024  # bytes that come before an answer's body
MOST_HEADERS = 1000
MOST_UNREAD = 256 * 1024  # bytes that wait to be read; the rest waits in the kernel

Origin = tuple[str, str, int]


class Rounds:
    """How long the answers of this process are gathered between reads."""

    def __init__(self) -> None:
        self.answers = (
            0  # begun to speak or still to: of a crowd the first must not keep the others from starting
        )

    @property
    def seconds(self) -> float:
        return 0.0 if self.answers <= FEW else min(LONGEST_ROUND, self.answers * ROUND_PER_ANSWER)


class Connection(asyncio.Protocol):
    """One connection: one request at a time."""

    def __init__(self, rounds: Rounds) -> None:
        self._rounds = rounds
        self._transport: asyncio.Transport | None = None
        self._woken = asyncio.Event()
        self._timer: asyncio.TimerHandle | None = None
        self._counted = self._gathering = False
        self._unread = 0
        self._held = False
        self.closed = False
        self._stray = False  # more came than was asked for: it is not used again
        self.idle_since = 0.0
        self._begin()

    def _begin(self) -> None:
        self._parser = httptools.HttpResponseParser(self)
        self.headers: list[tuple[bytes, bytes]] = []
        self.status = 0  # none yet
        self._head_bytes = 0
        self.complete = False
        self._is_hint = False  # 1xx: the answer itself is still to come
        self._body: list[bytes] = []

    # what the event loop says

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)  # uvloop's is none by class

    def data_received(self, data: bytes) -> None:
        if self.complete:  # nobody asked: what it is the answer to cannot be known
            self.abort()
            return
        if not self.status:
            self._head_bytes += len(data)
            if self._head_bytes > LONGEST_HEAD:
                self.abort()
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserError:
            self.abort()
        self._woken.set()
        if self._gathering and not self.complete and (seconds := self._rounds.seconds):
            assert self._transport is not None
            self._transport.pause_reading()
            self._timer = asyncio.get_running_loop().call_later(seconds, self._read_on)
            return
        self._unread += len(data) if self.status else 0
        if self._unread > MOST_UNREAD and not (self._held or self.closed):
            assert self._transport is not None
            self._held = True
            self._transport.pause_reading()

    @override
    def connection_lost(self, exc: Exception | None) -> None:
        self.closed = True
        self._gather(on=False)
        self._count(on=False)
        self._woken.set()

    def _read_on(self) -> None:
        self._timer, self._held, self._unread = None, False, 0
        if self._transport is not None and not self._transport.is_closing():
            self._transport.resume_reading()

    # what the parser says

    def on_header(self, name: bytes, value: bytes) -> None:
        self.headers.append((name, value))
        if len(self.headers) > MOST_HEADERS:
            self.abort()

    def on_headers_complete(self) -> None:
        status = self._parser.get_status_code()
        self._is_hint = status < HTTPStatus.OK  # informational answers, RFC 9110
        if self._is_hint:
            self.headers = []
        else:
            self.status = status

    def on_body(self, body: bytes) -> None:
        self._body.append(body)

    def on_message_complete(self) -> None:
        self._stray = self._stray or self.complete
        self.complete = not self._is_hint

    # what the transport asks for

    async def send(self, request: bytes) -> None:
        """Returns when the head of the answer is here. Raises httpx2.ReadError when it will not come."""
        self._begin()
        self._count(on=True)
        assert self._transport is not None
        if self.closed:
            raise httpx2.ReadError("the server had closed the connection")
        self._transport.write(request)
        while not self.status:
            if self.closed:
                raise httpx2.ReadError("the server closed the connection without an answer")
            await self._wait()

    async def read(self) -> bytes:
        """All that has come; empty at the end. An answer that breaks off ends too: what it means to say is complete
        says so itself."""
        while not (self._body or self.complete or self.closed):
            await self._wait()
        data, self._body = b"".join(self._body), []
        if self._held:
            self._read_on()
        self._unread = 0
        return data

    def gather(self) -> None:
        self._gather(on=True)

    def _gather(self, *, on: bool) -> None:
        self._gathering = on
        if not on and self._timer is not None:
            self._timer.cancel()
            self._read_on()
        if not on and self._held:
            self._read_on()

    def _count(self, *, on: bool) -> None:
        if on is not self._counted:
            self._counted = on
            self._rounds.answers += 1 if on else -1

    def release(self) -> bool:
        """Whether it may be used again."""
        self._gather(on=False)
        self._count(on=False)
        self.idle_since = asyncio.get_running_loop().time()
        again = self.complete and not self._stray and not self.closed and self._parser.should_keep_alive()
        if not again:
            self.abort()
        return again

    def abort(self) -> None:
        self._gather(on=False)
        self._count(on=False)
        self.closed = True
        if self._transport is not None:
            self._transport.abort()
        self._woken.set()

    async def _wait(self) -> None:
        self._woken.clear()
        await self._woken.wait()


class GatheringTransport(httpx2.AsyncBaseTransport):
    def __init__(self, egress: Egress = anywhere) -> None:
        self._egress = egress
        self._rounds = Rounds()
        self._idle: defaultdict[Origin, list[Connection]] = defaultdict(list)
        self._tls: ssl.SSLContext | None = None

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        origin, wire = _origin(request.url), await _wire(request)
        timeout: dict[str, float | None] = request.extensions.get("timeout", {})
        connection, used = self._take(origin), True
        if connection is None:
            connection, used = await self._connect(origin, timeout.get("connect")), False
        try:
            try:
                await connection.send(wire)
            except httpx2.ReadError:
                if not used:
                    raise
                connection = await self._connect(origin, timeout.get("connect"))  # it had just been closed
                await connection.send(wire)
        except BaseException:
            connection.abort()
            raise
        body = _Body(connection, self._idle[origin])
        return httpx2.Response(
            connection.status,
            headers=connection.headers,
            stream=body,
            # For who reads it token by token: the client's own iterators around it cost as much as the read.
            extensions={"gather": connection.gather, "body": body},
        )

    async def warm(self, url: str) -> None:
        """Opens a connection that the first request will find."""
        origin = _origin(httpx2.URL(url))
        connection = await self._connect(origin, 5.0)
        connection.idle_since = asyncio.get_running_loop().time()
        self._idle[origin].append(connection)

    async def aclose(self) -> None:
        for connections in self._idle.values():
            for connection in connections:
                connection.abort()
        self._idle.clear()

    def _take(self, origin: Origin) -> Connection | None:
        now = asyncio.get_running_loop().time()
        while self._idle[origin]:
            connection = self._idle[origin].pop()
            if not connection.closed and now - connection.idle_since < KEPT_SECONDS:
                return connection
            connection.abort()
        return None

    async def _connect(self, origin: Origin, seconds: float | None) -> Connection:
        scheme, host, port = origin
        if scheme == "https" and self._tls is None:
            self._tls = await asyncio.to_thread(ssl.create_default_context)
        try:
            async with asyncio.timeout(seconds):
                *others, last = await self._egress(host, port, scheme == "https")
                for address in others:
                    with suppress(OSError):
                        return await self._dial(origin, address)
                return await self._dial(origin, last)
        except TimeoutError:
            raise httpx2.ConnectTimeout(f"no connection to {host} within {seconds} s") from None
        except OSError as error:
            raise httpx2.ConnectError(f"no connection to {host}: {type(error).__name__}") from error

    async def _dial(self, origin: Origin, address: str) -> Connection:
        scheme, host, port = origin
        secure = scheme == "https"
        _, connection = await asyncio.get_running_loop().create_connection(
            lambda: Connection(self._rounds),
            address,
            port,
            ssl=self._tls if secure else None,
            server_hostname=host if secure else None,
        )
        return connection


class _Body(httpx2.AsyncByteStream):
    def __init__(self, connection: Connection, idle: list[Connection]) -> None:
        self._connection, self._idle = connection, idle
        self._released = False

    async def __aiter__(self) -> AsyncIterator[bytes]:
        while data := await self._connection.read():
            yield data

    async def aclose(self) -> None:
        """Before its end, this ends the request too: a model that nobody hears shall not go on speaking."""
        if not self._released:
            self._released = True
            if self._connection.release():
                self._idle.append(self._connection)


def _origin(url: httpx2.URL) -> Origin:
    return url.scheme, url.host, url.port or (443 if url.scheme == "https" else 80)


async def _wire(request: httpx2.Request) -> bytes:
    body = await request.aread()
    headers: list[Any] = [
        (name, value) for name, value in request.headers.raw if name.lower() != b"accept-encoding"
    ]
    head = [b"%s %s HTTP/1.1" % (request.method.encode(), request.url.raw_path)]
    head += [b"%s: %s" % header for header in headers]
    head.append(b"Accept-Encoding: identity")  # a compressed stream could not be read chunk by chunk
    return b"\r\n".join(head) + b"\r\n\r\n" + body
