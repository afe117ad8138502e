"""An OpenAI-compatible server that misbehaves in every way we know, in a thread: `with BrokenProvider() as provider`.

The last user message says how, by a word that begins with `@` (`TROUBLES`); any other text is answered as it
should be. Where it can, what it sends holds `SECRET`, which no log and no answer may show.
"""

import asyncio
import json
import re
import socket
import threading
from collections.abc import Callable, Coroutine
from contextlib import contextmanager, suppress
from typing import Any, Self

SECRET = "xyzzy-body-of-the-provider"
Writer = asyncio.StreamWriter
Trouble = Callable[[Writer], Coroutine[Any, Any, None]]


class BrokenProvider:
    def __init__(self) -> None:
        self.requests = 0
        self.heads: list[str] = []
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        serving = asyncio.run_coroutine_threadsafe(
            asyncio.start_server(self._serve, "127.0.0.1", 0), self._loop
        )
        self._server = serving.result(10)
        self.port: int = self._server.sockets[0].getsockname()[1]
        self.base_url = f"http://127.0.0.1:{self.port}/v1"
        return self

    def __exit__(self, *_: object) -> None:
        async def end() -> None:
            self._server.close()
            others = asyncio.all_tasks() - {asyncio.current_task()}
            for task in others:
                task.cancel()
            await asyncio.gather(*others, return_exceptions=True)

        asyncio.run_coroutine_threadsafe(end(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: Writer) -> None:
        with suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            head = (await reader.readuntil(b"\r\n\r\n")).decode()
            length = re.search(r"content-length: (\d+)", head, re.IGNORECASE)
            body = json.loads(await reader.readexactly(int(length[1]) if length else 0))
            self.requests += 1
            self.heads.append(head)
            await self.answer(body, writer)
            await writer.drain()
        writer.close()

    async def answer(self, body: dict[str, Any], writer: Writer) -> None:
        asked = [one["content"] for one in body["messages"] if one["role"] == "user"][-1]
        named = re.search(r"@([a-z_]+)", asked)
        await TROUBLES.get(named[1] if named else "", _well)(writer)


@contextmanager
def full_backlog() -> Any:
    """An address at which every attempt to connect hangs: a queue of waiting connections that nobody takes from."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        waiting = [socket.socket() for _ in range(4)]
        for one in waiting:
            one.setblocking(False)
            with suppress(BlockingIOError):
                one.connect(listener.getsockname())
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/v1"
        for one in waiting:
            one.close()


def event(delta: dict[str, Any], finish: str | None = None) -> bytes:
    chunk = {"model": "broken", "choices": [{"index": 0, "delta": delta, "finish_reason": finish}]}
    return b"data: " + json.dumps(chunk, ensure_ascii=False).encode() + b"\n\n"


DONE = b"data: [DONE]\n\n"
STREAM = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n"


def says(*parts: bytes) -> Trouble:
    async def say(writer: Writer) -> None:
        for part in parts:
            writer.write(part)
            await writer.drain()
            await asyncio.sleep(0.01)

    return say


def answers(status: str, *headers: str) -> Trouble:
    body = json.dumps({"error": {"message": SECRET}})
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers, "", body]
    return says("\r\n".join(lines).encode())


def endless(begin: bytes, part: bytes) -> Trouble:
    async def go_on(writer: Writer) -> None:
        writer.write(begin)
        while not writer.is_closing():
            writer.write(part)
            await writer.drain()
            await asyncio.sleep(0)

    return go_on


async def _silent(writer: Writer) -> None:
    await asyncio.sleep(3600)


async def _stalls(writer: Writer) -> None:
    writer.write(STREAM + event({"content": f"half an answer {SECRET}"}))
    await asyncio.sleep(3600)


async def _large(writer: Writer) -> None:
    writer.write(STREAM)
    for _ in range(10_000):
        writer.write(event({"content": "x" * 1000}))
        await writer.drain()
    writer.write(event({}, "stop") + DONE)


def _call(arguments: str, name: str | None = None) -> bytes:
    function = {"arguments": arguments} | ({"name": name} if name else {})
    return event({"tool_calls": [{"index": 0, "id": "c", "function": function}]})


_split = event({"content": "Tuần này: ✓"})
_cut = _split.index("ầ".encode()) + 1
_well = says(STREAM + event({"content": "well"}) + event({}, "stop") + DONE)
_COMPLETION = {"choices": [{"message": {"role": "assistant", "content": "well"}, "finish_reason": "stop"}]}
_BODY = json.dumps(_COMPLETION, indent=1).encode()
_WHOLE = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%b" % (
    len(_BODY),
    _BODY,
)
_MESSAGE = b"data: " + json.dumps(_COMPLETION).encode()  # the last line has no end
TROUBLES: dict[str, Trouble] = {
    "silent": _silent,
    "no_first_token": says(STREAM + event({"role": "assistant", "content": ""}), b""),
    "stalls": _stalls,
    "busy": answers("429 Too Many Requests", "Retry-After: 86400"),
    "broken": answers("500 Internal Server Error"),
    "moved": answers("302 Found", "Location: http://127.0.0.1:1/v1/chat/completions"),
    "refuses": answers("401 Unauthorized"),
    "bytes": says(b"\x00\xff\xfe\x80" * 5000),
    "garbage": says(STREAM + b"\x00\xff\xfe\x80" * 5000 + SECRET.encode()),
    "many_headers": endless(b"HTTP/1.1 200 OK\r\n", b"X-More: " + b"h" * 1000 + b"\r\n"),
    "long_header": endless(b"HTTP/1.1 200 OK\r\nX-Long: ", b"h" * 100_000),
    "split": says(STREAM + _split[:_cut], _split[_cut:] + event({}, "stop") + DONE),
    "long_line": endless(STREAM + b"data: ", b"x" * 100_000),
    "long_token": says(STREAM + event({"content": "x" * 1024 * 1024}) + event({}, "stop") + DONE),
    "large": _large,
    "eof": says(STREAM + event({"content": f"half an answer {SECRET}"})),
    "eof_at_once": says(STREAM),
    "two_ends": says(STREAM + event({"content": "well"}) + (event({}, "stop") + DONE) * 2),
    "cut": says(STREAM + event({"content": "The first half of an ans"}) + event({}, "length") + DONE),
    "held_back": says(STREAM + event({"content": "The first half"}) + event({}, "content_filter") + DONE),
    "no_length": says(STREAM + event({"reasoning_content": "hm"}) + event({}, "length") + DONE),
    "tags": says(
        STREAM
        + event({"content": "<think>plan"})
        + event({"content": "</think>\n\nwell"})
        + event({}, "stop")
        + DONE
    ),
    "no_opening_tag": says(
        STREAM + event({"content": f"plan {SECRET}\n"}),
        event({"content": "</think>\n\nwell"}) + event({}, "stop") + DONE,
    ),
    "whole": says(_WHOLE),
    "messages": says(STREAM + _MESSAGE),
    "empty": says(STREAM + event({}, "stop") + DONE),
    "endless_arguments": endless(STREAM + _call("{", "find_entries"), _call("x" * 2000)),
    "endless_thinking": endless(STREAM, event({"reasoning_content": "hm " * 500})),
    "endless_pings": endless(STREAM, b": ping\n\n" * 100),
}
