"""Sockets and streams whose other side says nothing, or takes nothing, any more: each is ended in a bound, and nothing
of it stays.

Short by default; `WEEKLOG_SILENT_SOCKETS=200` in full.
"""

import asyncio
import json
import os
import re
import socket
import time
from collections.abc import AsyncGenerator, Iterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from tests.support.reply_worker import open_worker
from tests.support.stack import Stack, running_stack
from tests.support.tcp_proxy import TcpProxy
from tests.support.waiting import eventually

SOCKETS = int(os.environ.get("WEEKLOG_SILENT_SOCKETS", "40"))
PING_SECONDS = 1.0
STALLED_SECONDS = 1.5 * PING_SECONDS
BOUND = 2 * PING_SECONDS + 2 * STALLED_SECONDS + 5 + SOCKETS / 5  # of all of it, on a busy machine
OF_OTHERS = 12  # tasks that come and go, as a pool's do; a socket has four
LISTENS = "0A"  # a state in /proc/net/tcp
PIECE, PIECES = 100_000, 60  # of a reply: more than the buffers of a connection hold


@dataclass(frozen=True)
class Held:
    """What a gateway has open."""

    sockets: int
    tasks: int


def held(stack: Stack) -> Held:
    with stack.client() as client:
        tasks = re.search(r"^weeklog_loop_tasks (\S+)", client.get("/metrics").text, re.MULTILINE)
    assert tasks is not None
    return Held(_connections(stack), int(float(tasks[1])))


def _connections(stack: Stack) -> int:
    """At the gateway's port, as the kernel counts what the process holds: those to other servers are a pool's."""
    links: list[str] = []
    for one in Path(f"/proc/{stack.processes['api'].pid}/fd").iterdir():
        with suppress(FileNotFoundError):  # closed since
            links.append(str(one.readlink()))
    own = {link.removeprefix("socket:[").rstrip("]") for link in links if link.startswith("socket:")}
    rows = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    port = f":{int(stack.env['WEEKLOG_PORT']):04X}"
    return sum(row[9] in own and row[1].endswith(port) and row[3] != LISTENS for row in rows)


@pytest.fixture(scope="module")
def stack() -> Iterator[Stack]:
    with running_stack(processes=("api",), env={"WEEKLOG_PING_SECONDS": str(PING_SECONDS)}) as stack:
        yield stack


@asynccontextmanager
async def let_go(stack: Stack, what: str) -> AsyncGenerator[list[Held]]:
    """Fails unless all that was opened inside is gone within the bound, though nobody closed it. Prints the counts."""
    before = held(stack)
    while_open: list[Held] = []
    yield while_open
    began = time.monotonic()
    await asyncio.to_thread(eventually, lambda: _is_let_go(stack, before), BOUND)
    after = held(stack)
    print(f"\n{what}: before {before}, with {while_open[0]}, after {after}, {time.monotonic() - began:.1f} s")


def _is_let_go(stack: Stack, before: Held) -> bool:
    now = held(stack)
    return now.sockets <= before.sockets and now.tasks <= before.tasks + OF_OTHERS


async def opened(stack: Stack, url: str, *, window: int = 0) -> ClientConnection:
    address = url.removeprefix("http://").split(":")
    sock = socket.create_connection((address[0], int(address[1])))
    if window:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, window)
    sock.setblocking(False)
    found = await connect(
        url.replace("http", "ws") + "/v1/stream", sock=sock, compression=None, ping_interval=None
    )
    ticket = await asyncio.to_thread(take_ticket, stack)
    await found.send(json.dumps({"type": "authenticate", "ticket": ticket}))
    assert json.loads(await found.recv())["type"] == "welcome"
    return found


def take_ticket(stack: Stack) -> str:
    with stack.client() as client:
        return client.post("/v1/stream-tickets").raise_for_status().json()["ticket"]


@asynccontextmanager
async def long_reply(stack: Stack) -> AsyncGenerator[str]:
    """One that is whole, and waits to be taken."""
    async with open_worker(stack) as worker:
        reply = await worker.begin()
        stream = worker.flusher.open(reply, 1)
        piece = "x" * PIECE
        for _ in range(PIECES):
            stream.append(piece)
            await asyncio.sleep(0.03)
        yield str(reply)


async def test_sockets_that_fall_silent_are_closed_and_leave_nothing(stack: Stack) -> None:
    port = int(stack.env["WEEKLOG_PORT"])
    with TcpProxy(port) as proxy:
        async with let_go(stack, f"{SOCKETS} silent sockets") as while_open:
            sockets = [await opened(stack, f"http://127.0.0.1:{proxy.port}") for _ in range(SOCKETS)]
            while_open.append(await asyncio.to_thread(held, stack))
            proxy.stall()
        proxy.resume()
        codes = {await closed_by(one) for one in sockets}
        assert codes == {1011}


async def closed_by(found: ClientConnection) -> int | None:
    with pytest.raises(ConnectionClosed):
        await asyncio.wait_for(found.recv(), 10)
    return found.close_code


async def test_sockets_that_take_nothing_are_dropped_and_leave_nothing(stack: Stack) -> None:
    async with (
        long_reply(stack) as reply,
        let_go(stack, f"{SOCKETS} sockets that take nothing") as while_open,
    ):
        sockets = [await opened(stack, stack.url, window=4096) for _ in range(SOCKETS)]
        for one in sockets:
            one.transport.pause_reading()
            with suppress(ConnectionClosed):  # on a busy machine the first are dropped before the last asks
                await one.send(
                    json.dumps({"type": "subscribe", "stream": f"reply:{reply}", "position": None})
                )
        while_open.append(await asyncio.to_thread(held, stack))
    for one in sockets:
        one.transport.abort()


async def test_event_streams_that_take_nothing_are_dropped_and_leave_nothing(stack: Stack) -> None:
    port = int(stack.env["WEEKLOG_PORT"])
    async with (
        long_reply(stack) as reply,
        let_go(stack, f"{SOCKETS} streams that take nothing") as while_open,
    ):
        asked = f"GET /v1/replies/{reply}/events HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
        asked += f"Authorization: Bearer {stack.token}\r\n\r\n"
        readers: list[socket.socket] = []
        for _ in range(SOCKETS):
            sock = socket.socket()
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            sock.connect(("127.0.0.1", port))
            sock.sendall(asked.encode())
            readers.append(sock)
        await asyncio.sleep(0.5)
        while_open.append(await asyncio.to_thread(held, stack))
    for sock in readers:
        sock.close()
