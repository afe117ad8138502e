"""Readers of many replies at once, as processes of their own. The provider stamps each token with the monotonic clock.

`python -m bench.streams direct|product|idle` reads its orders as JSON from standard input and answers JSON:
`{"first_ms": [...], "delay_ms": [...], "whole_ms": [...], "errors": n, "deltas": n, "cpu_seconds": s, "rss": bytes}`.
"""

import asyncio
import json
import os
import re
import sys
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import aiohttp
import uvloop

STAMP = re.compile(
    r"(\d{7,}) "
)  # microseconds of the monotonic clock, which all processes of a machine share


preparing = asyncio.Semaphore(10)


@dataclass
class Seen:
    first_ms: list[float] = field(default_factory=list[float])
    delay_ms: list[float] = field(default_factory=list[float])
    whole_ms: list[float] = field(default_factory=list[float])
    errors: int = 0
    deltas: int = 0
    cpu_seconds: float = 0
    rss: int = 0  # bytes of the gateway

    def hear(self, text: str, heard: set[str]) -> None:
        """`heard`: the reply's stamps so far. A snapshot says all of them again, and those are no new deltas."""
        now = time.monotonic_ns() // 1000
        for stamp in STAMP.findall(text):
            if stamp not in heard:
                heard.add(stamp)
                self.delay_ms.append((now - int(stamp)) / 1000)
                self.deltas += 1


async def direct(orders: dict[str, Any], seen: Seen) -> None:
    """What the provider's own stream costs a bare reader."""
    body = {"model": "bench", "stream": True, "messages": [{"role": "user", "content": orders["script"]}]}
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:

        async def read() -> None:
            began = time.monotonic()
            first, heard = True, set[str]()
            async with session.post(f"{orders['provider']}/chat/completions", json=body) as answer:
                async for line in answer.content:
                    if line.startswith(b"data: {"):
                        choices = json.loads(line[6:])["choices"]
                        if choices and (text := choices[0]["delta"].get("content")):
                            if first:
                                seen.first_ms.append((time.monotonic() - began) * 1000)
                            first = False
                            seen.hear(text, heard)
            seen.whole_ms.append((time.monotonic() - began) * 1000)

        await arrive(orders, seen, [read for _ in range(orders["streams"])])


async def product(orders: dict[str, Any], seen: Seen) -> None:
    """The same through weeklog: post a message, follow its reply on an open socket."""
    async with aiohttp.ClientSession(
        orders["url"],
        connector=aiohttp.TCPConnector(
            limit=0, keepalive_timeout=3
        ),  # the gateway closes idle ones after 5 s
        headers={"Authorization": f"Bearer {orders['token']}"},
    ) as session:
        ready = await asyncio.gather(
            *(
                prepare(session)
                for _ in range(0 if orders.get("in_turn") or orders.get("fresh") else orders["streams"])
            )
        )

        async def read() -> None:
            # A socket that waits unread answers no pings: those that wait long are opened when their turn comes.
            socket, conversation = ready.pop() if ready else await prepare(session)
            began = time.monotonic()
            made = await post(
                session, f"/v1/conversations/{conversation['id']}/messages", {"text": orders["script"]}
            )
            await socket.send_json(
                {"type": "subscribe", "stream": f"reply:{made['reply']['id']}", "position": None}
            )
            first, heard = True, set[str]()
            async for frame in socket:
                event = json.loads(frame.data).get("event")
                if event is None or "text" not in event:
                    if event and event["type"] == "reply.ended":
                        seen.errors += event["state"] != "done"
                        break
                    continue
                if first:
                    seen.first_ms.append((time.monotonic() - began) * 1000)
                first = False
                seen.hear(event["text"], heard)
            seen.whole_ms.append((time.monotonic() - began) * 1000)
            await socket.close()

        await arrive(orders, seen, [read for _ in range(orders["streams"])])


async def idle(orders: dict[str, Any], seen: Seen) -> None:
    """Opens sockets, lets each follow its person, and notes what the gateway's process holds then."""
    async with aiohttp.ClientSession(
        orders["url"],
        connector=aiohttp.TCPConnector(limit=0, keepalive_timeout=3),
        headers={"Authorization": f"Bearer {orders['token']}"},
    ) as session:

        async def follow() -> aiohttp.ClientWebSocketResponse:
            async with preparing:
                socket = await open_socket(session)
                await socket.send_json({"type": "subscribe", "stream": "person", "position": None})
                await socket.receive_json()
                return socket

        sockets = await asyncio.gather(*(follow() for _ in range(orders["sockets"])))
        await asyncio.sleep(2)
        fields = Path(f"/proc/{orders['pid']}/statm").read_text().split()
        seen.rss = int(fields[1]) * os.sysconf("SC_PAGE_SIZE")
        await asyncio.gather(*(socket.close() for socket in sockets))


async def prepare(session: aiohttp.ClientSession) -> tuple[aiohttp.ClientWebSocketResponse, dict[str, Any]]:
    async with preparing:
        return await open_socket(session), await post(session, "/v1/conversations", {})


async def open_socket(session: aiohttp.ClientSession) -> aiohttp.ClientWebSocketResponse:
    ticket = await post(session, "/v1/stream-tickets", {})
    socket = await session.ws_connect("/v1/stream")
    await socket.send_json({"type": "authenticate", "ticket": ticket["ticket"]})
    welcome = await socket.receive_json()
    assert welcome["type"] == "welcome", welcome
    return socket


async def post(session: aiohttp.ClientSession, path: str, body: object) -> dict[str, Any]:
    async with session.post(path, json=body) as answer:
        answer.raise_for_status()
        return await answer.json()


async def arrive(orders: dict[str, Any], seen: Seen, readers: list[Any]) -> None:
    """Spread evenly over `over` seconds; one after another when `in_turn`."""

    async def one(number: int, read: Any) -> None:
        await asyncio.sleep(orders["over"] * number / len(readers))
        try:
            async with asyncio.timeout(120):
                await read()
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            print(type(error).__name__, error, file=sys.stderr)
            seen.errors += 1

    before = time.process_time()
    if orders.get("in_turn"):
        for read in readers:
            await one(0, read)
    else:
        await asyncio.gather(*(one(number, read) for number, read in enumerate(readers)))
    seen.cpu_seconds = time.process_time() - before


if __name__ == "__main__":
    seen = Seen()
    uvloop.run({"direct": direct, "product": product, "idle": idle}[sys.argv[1]](json.load(sys.stdin), seen))
    os.set_blocking(
        sys.stdout.fileno(), True
    )  # whoever else has the pipe may have changed it, and half would be lost
    print(json.dumps(asdict(seen)), flush=True)
