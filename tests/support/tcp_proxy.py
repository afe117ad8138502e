"""A TCP proxy on loopback that does to connections what networks do: it balances them, encrypts them, falls silent,
cuts them and loses answers.

It runs on an event loop in a thread of its own, so that tests with and without a loop use it alike.
"""

import asyncio
import ssl
import threading
from collections import Counter
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Self, TypeVar

T = TypeVar("T")
PIECE = 64 * 1024
SSL_REQUEST = b"\x00\x00\x00\x08\x04\xd2\x16\x2f"  # how a client of Postgres asks for TLS


@dataclass(eq=False)
class Passage:
    """One connection through the proxy."""

    client: asyncio.StreamWriter
    server: asyncio.StreamWriter
    flows: asyncio.Event
    loses_its_answer: bool = False

    def abort(self) -> None:
        self.client.transport.abort()
        self.server.transport.abort()


class TcpProxy:
    """From `port` to the ports given, in turn. `tls`: what clients speak to it; `postgres`: they ask for it as clients
    of Postgres do. `health` is a path that must answer 200: a server where it does not gets no new connection."""

    def __init__(
        self, *ports: int, tls: ssl.SSLContext | None = None, postgres: bool = False, health: str = ""
    ) -> None:
        self._ports, self._tls, self._postgres, self._health = ports, tls, postgres, health
        self.port = 0
        self.served: Counter[int] = Counter()  # connections by server
        self.lost_answers = 0
        self._unwell: set[int] = set()
        self._turn = 0
        self._passages: set[Passage] = set()
        self._loses: bytes | None = None
        self._loses_silently = False
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._flows = asyncio.Event()
        self._flows.set()
        self._tasks: set[asyncio.Task[None]] = set()

    def __enter__(self) -> Self:
        self._thread.start()
        self.port = self._do(self._listen())
        return self

    def __exit__(self, *_: object) -> None:
        self._do(self._close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)
        self._loop.close()

    @property
    def connections(self) -> int:
        return len(self._passages)

    def stall(self) -> None:
        """From now on nothing passes, and nobody is told: neither a byte, nor an end, nor a refusal."""
        self._now(self._flows.clear)

    def resume(self) -> None:
        self._now(self._flows.set)

    def forget(self) -> None:
        """What is open now is silent for ever, while new connections pass: as after a failover."""
        self._now(self._forget)

    def _forget(self) -> None:
        self._flows.clear()
        self._flows = asyncio.Event()
        self._flows.set()

    def cut(self) -> None:
        """Every connection ends with a reset."""
        self._now(lambda: [passage.abort() for passage in list(self._passages)])

    def lose_answer_to(self, words: bytes, *, silently: bool = False) -> None:
        """The next request that holds `words` reaches its server. Instead of an answer its connection ends, or
        `silently` says nothing any more."""

        def lose() -> None:
            self._loses, self._loses_silently = words, silently

        self._now(lose)

    def _now(self, act: Callable[[], Any]) -> None:
        async def acting() -> None:
            act()

        self._do(acting())

    def _do(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(30)

    async def _listen(self) -> int:
        in_front = None if self._postgres else self._tls
        self._server = await asyncio.start_server(self._pass_on, "127.0.0.1", 0, ssl=in_front)
        if self._health:
            self._keep(self._look_forever())
        return self._server.sockets[0].getsockname()[1]

    async def _close(self) -> None:
        self._server.close()
        for passage in list(self._passages):
            passage.abort()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _keep(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _pass_on(self, reader: asyncio.StreamReader, client: asyncio.StreamWriter) -> None:
        self._keep(self._serve(reader, client))

    async def _serve(self, reader: asyncio.StreamReader, client: asyncio.StreamWriter) -> None:
        try:
            if self._postgres and self._tls:
                await self._begin_tls(reader, client)
            answers, server = await self._connect()
        except (OSError, ssl.SSLError, asyncio.IncompleteReadError):
            client.transport.abort()
            return
        passage = Passage(client, server, self._flows)
        self._passages.add(passage)
        try:
            await asyncio.gather(self._ask(passage, reader), self._answer(passage, answers))
        except OSError:
            passage.abort()
        finally:
            self._passages.discard(passage)
            for writer in (client, server):
                writer.close()

    async def _begin_tls(self, reader: asyncio.StreamReader, client: asyncio.StreamWriter) -> None:
        assert self._tls
        if await reader.readexactly(len(SSL_REQUEST)) != SSL_REQUEST:
            raise ConnectionRefusedError("only with TLS")
        client.write(b"S")
        await client.drain()
        await client.start_tls(self._tls)

    async def _connect(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """To the next one that is well; one that refuses is passed over."""
        well = [port for port in self._ports if port not in self._unwell]
        self._turn += 1
        for place in range(len(well)):
            port = well[(self._turn + place) % len(well)]
            with suppress(OSError):
                connection = await asyncio.open_connection("127.0.0.1", port)
                self.served[port] += 1
                return connection
        raise ConnectionRefusedError

    async def _ask(self, passage: Passage, reader: asyncio.StreamReader) -> None:
        while said := await reader.read(PIECE):
            await passage.flows.wait()
            if self._loses is not None and self._loses in said:
                self._loses, passage.loses_its_answer = None, True
            passage.server.write(said)
            await passage.server.drain()
        await passage.flows.wait()
        if passage.server.can_write_eof():
            passage.server.write_eof()

    async def _answer(self, passage: Passage, reader: asyncio.StreamReader) -> None:
        while said := await reader.read(PIECE):
            await passage.flows.wait()
            if passage.loses_its_answer:
                self.lost_answers += 1
                if not self._loses_silently:
                    passage.abort()
                return
            passage.client.write(said)
            await passage.client.drain()
        await passage.flows.wait()
        passage.client.close()

    async def _look_forever(self) -> None:
        while True:
            for port in self._ports:
                is_well = await self._is_well(port)
                (self._unwell.discard if is_well else self._unwell.add)(port)
            await asyncio.sleep(0.1)

    async def _is_well(self, port: int) -> bool:
        try:
            async with asyncio.timeout(2):
                reader, writer = await asyncio.open_connection("127.0.0.1", port)
                writer.write(f"GET {self._health} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
                status = await reader.readline()
                writer.close()
        except (OSError, TimeoutError):
            return False
        return b" 200 " in status
