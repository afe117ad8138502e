"""A fake OpenAI-compatible server, in a process of its own: `python -m tests.support.provider [--port N]`.

It answers `POST /v1/chat/completions` with one chunk for each token, one token every 25 ms. The last user message
scripts it, by words that begin with `@`:

    @tokens:200   how many tokens             @every:25    milliseconds between them (0 = all at once)
    @first:300    milliseconds to the first   @stamps      each token is the CLOCK_MONOTONIC microsecond of
    its sending @hang         answers nothing at all      @stall:5     says nothing more after 5 tokens @eof:5
    closes after 5 tokens       @half:5      ends the body properly after 5, without saying that it is done
    @cut:5        closes in the middle of the chunk of token 5 @garbage:3    3 lines that are no JSON before
    the first token       @flood    garbage for ever @status:429   that status; with @after:2 a Retry-After of
    2 s       @error:5  an error object after 5 tokens @long:300000  one token of so many characters
    @done     [DONE] twice @split        writes each byte on its own, so that characters are split
    @tool:NAME:{"a":1}   first calls a tool (arguments without spaces); answers with tokens when its result
    has come @say:WORD     every token is that word @lookup       calls find_entries with the longest word of
    the text, then count_entries with none, and then quotes what it was told, three entries at most, each with
    its citation @times:1      the failure is for the first request with this text only; later ones succeed

`GET /requests` -> how many requests came, how many are being answered, how many were left by their client, and the
messages of the last.
"""

import argparse
import asyncio
import contextlib
import json
import os
import re
import select
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any, Self

import uvloop

WORDS = (
    "Công",
    "việc",
    "tuần",
    "này:",
    "the",
    "VPC",
    "is",
    "up,",
    "và",
    "tài",
    "liệu",
    "đã",
    "viết",
    "xong.",
)
FAILURES = ("hang", "stall", "eof", "half", "cut", "garbage", "flood", "status", "error", "long")


class Provider:
    """Runs the server; `base_url` is what WEEKLOG_LLM_BASE_URL takes. `always` is the script of texts that have
    none, `host` an address of this machine."""

    def __init__(self, always: str = "", host: str = "127.0.0.1") -> None:
        self._always, self._host = always, host

    def __enter__(self) -> Self:
        told = (f"--always={self._always}", f"--host={self._host}")
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.support.provider", *told],
            cwd=Path(__file__).parents[2],
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdout is not None
        if not select.select([self._process.stdout], [], [], 30)[0]:
            raise TimeoutError("the fake provider did not start")
        self.base_url = f"http://{self._host}:{int(self._process.stdout.readline())}/v1"
        self.pid = self._process.pid
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()


class Script(dict[str, str]):
    @classmethod
    def read(cls, text: str) -> "Script":
        return cls((match[1], match[2] or "") for match in re.finditer(r"(?<!\S)@([a-z]+)(?::(\S+))?", text))

    def number(self, name: str, default: int) -> int:
        return int(self.get(name) or default)


class Server:
    def __init__(self, always: str) -> None:
        self.always = always
        self.seen: Counter[str] = Counter()
        self.last: list[dict[str, Any]] = []
        self.counts = Counter[str](requests=0, open=0, left=0)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
            while await self._answer(reader, writer):
                pass
        writer.close()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        head = await reader.readuntil(b"\r\n\r\n")
        length = re.search(rb"content-length: (\d+)", head, re.IGNORECASE)
        body = await reader.readexactly(int(length[1]) if length else 0)
        if head.startswith(b"GET"):
            _plain(writer, 200, {**self.counts, "messages": self.last})
            return True
        request: dict[str, Any] = json.loads(body)
        self.last = request["messages"]
        self.counts["requests"] += 1
        self.counts["open"] += 1
        # A client that leaves is seen when its side of the connection ends.
        leaving = asyncio.ensure_future(reader.read(1))
        leaving.add_done_callback(lambda left: left.cancelled() or left.exception())
        talking = asyncio.ensure_future(self._talk(request, writer))
        await asyncio.wait([leaving, talking], return_when=asyncio.FIRST_COMPLETED)
        left = not talking.done() or isinstance(talking.exception(), ConnectionError)
        self.counts["left"] += left
        self.counts["open"] -= 1
        if left:
            talking.cancel()
            return False
        goes_on = talking.result()
        if leaving.done():
            return False
        leaving.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await leaving
        return goes_on

    async def _talk(self, request: dict[str, Any], writer: asyncio.StreamWriter) -> bool:
        """Whether the connection may be used again."""
        text = next(_text(message) for message in reversed(request["messages"]) if message["role"] == "user")
        script = Script.read(text) or Script.read(self.always)
        self.seen[text] += 1
        if "times" in script and self.seen[text] > script.number("times", 1):
            for failure in FAILURES:
                script.pop(failure, None)
        if "hang" in script:
            await asyncio.sleep(3600)
        if "status" in script:
            after = {"Retry-After": script["after"]} if "after" in script else {}
            _plain(writer, script.number("status", 500), {"error": {"message": f"no: {text}"}}, after)
            return True
        writer.write(
            b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
        )
        if "lookup" in script:
            await _look_up(writer, script, text, request["messages"])
        elif "tool" in script and request["messages"][-1]["role"] != "tool":
            name, _, arguments = script["tool"].partition(":")
            _call_tool(writer, name, arguments or "{}")
        elif not await _speak(writer, script):
            return False
        writer.write(b"0\r\n\r\n")
        return True


async def _look_up(
    writer: asyncio.StreamWriter, script: Script, text: str, messages: list[dict[str, Any]]
) -> None:
    asked = max(number for number, message in enumerate(messages) if message["role"] == "user")
    told = [json.loads(_text(message)) for message in messages[asked:] if message["role"] == "tool"]
    words = re.findall(r"(?<!@)\b[^\W\d_]{3,}", text)
    match told:
        case []:
            word = json.dumps({"text": max(words, key=len, default="")}, ensure_ascii=False)
            _call_tool(writer, "find_entries", word)
        case [found, counts, *_]:
            lines = [f"{found['total']} of {counts['entries']} entries:"]
            lines += [f"- {one['start_on']}: {one['text']} [{one['ref']}]" for one in found["entries"][:3]]
            await _say(writer, script, re.findall(r"\S+\s*", "\n".join(lines)))
        case _:
            _call_tool(writer, "count_entries", "{}")


async def _say(writer: asyncio.StreamWriter, script: Script, words: list[str]) -> None:
    _chunk(writer, _event({"role": "assistant", "content": ""}))
    for word in words:
        await asyncio.sleep(script.number("every", 1) / 1000)
        _chunk(writer, _event({"content": word}))
    _chunk(writer, _event({}, "stop"))
    usage = {"prompt_tokens": 100, "completion_tokens": len(words), "total_tokens": len(words) + 100}
    _chunk(writer, b"data: " + json.dumps({"id": "c", "choices": [], "usage": usage}).encode() + b"\n\n")
    _chunk(writer, b"data: [DONE]\n\n")


async def _speak(writer: asyncio.StreamWriter, script: Script) -> bool:  # noqa: C901 - one line for each trick
    """False when the connection is to be closed in the middle."""
    loop = asyncio.get_running_loop()
    every, tokens = script.number("every", 25) / 1000, script.number("tokens", 20)
    send = _slowly if "split" in script else _chunk
    send(writer, _event({"role": "assistant", "content": ""}))
    for _ in range(script.number("garbage", 0)):
        send(writer, b"data: {this is no JSON \xff\xfe\n\n")
    while "flood" in script:
        send(writer, b"data: {still none\n\n")
        await asyncio.sleep(0.001)
    at = loop.time() + script.number("first", round(every * 1000)) / 1000
    for number in range(tokens):
        if (wait := at - loop.time()) > 0:
            await asyncio.sleep(wait)
        at += every
        match script:
            case {"stall": after} if number == int(after):
                await asyncio.sleep(3600)
            case {"eof": after} if number == int(after):
                return False
            case {"half": after} if number == int(after):
                return True
            case {"cut": after} if number == int(after):
                writer.write(b"ff\r\n" + _event({"content": "half a ch"})[:-20])
                return False
            case {"error": after} if number == int(after):
                send(writer, b'data: {"error":{"message":"overloaded","code":503}}\n\n')
            case _:
                pass
        send(writer, _event({"content": _token(script, number)}))
    send(writer, _event({}, "stop"))
    usage = {"prompt_tokens": 100, "completion_tokens": tokens, "total_tokens": tokens + 100}
    send(writer, b"data: " + json.dumps({"id": "c", "choices": [], "usage": usage}).encode() + b"\n\n")
    for _ in range(2 if "done" in script else 1):
        send(writer, b"data: [DONE]\n\n")
    return True


def _token(script: Script, number: int) -> str:
    if "say" in script:
        return f"{script['say']} "
    if "stamps" in script:
        return f"{time.clock_gettime_ns(time.CLOCK_MONOTONIC) // 1000} "
    if "long" in script:
        return "x" * script.number("long", 0)
    return f"{WORDS[number % len(WORDS)]} "


def _call_tool(writer: asyncio.StreamWriter, name: str, arguments: str) -> None:
    half = len(arguments) // 2
    for index, part in enumerate((arguments[:half], arguments[half:])):
        function = {"arguments": part} | ({"name": name} if index == 0 else {})
        call = {"index": 0, "function": function} | (
            {"id": "call_1", "type": "function"} if index == 0 else {}
        )
        _chunk(writer, _event({"tool_calls": [call]}))
    _chunk(writer, _event({}, "tool_calls"))
    _chunk(writer, b"data: [DONE]\n\n")


def _event(delta: dict[str, Any], finish: str | None = None) -> bytes:
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    chunk = {"id": "c", "object": "chat.completion.chunk", "created": 1, "model": "fake", "choices": [choice]}
    return b"data: " + json.dumps(chunk, ensure_ascii=False).encode() + b"\n\n"


def _chunk(writer: asyncio.StreamWriter, data: bytes) -> None:
    if writer.is_closing():  # the client has left, and this is known here first
        raise ConnectionResetError
    writer.write(b"%x\r\n%s\r\n" % (len(data), data))


def _slowly(writer: asyncio.StreamWriter, data: bytes) -> None:
    for index in range(len(data)):
        _chunk(writer, data[index : index + 1])


def _plain(
    writer: asyncio.StreamWriter, status: int, body: object, headers: dict[str, str] | None = None
) -> None:
    data = json.dumps(body).encode()
    lines = [f"HTTP/1.1 {status} X", "Content-Type: application/json", f"Content-Length: {len(data)}"]
    lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
    writer.write("\r\n".join(lines).encode() + b"\r\n\r\n" + data)


def _text(message: dict[str, Any]) -> str:
    content = message["content"]
    return content if isinstance(content, str) else " ".join(part.get("text", "") for part in content)


async def main(host: str, port: int, always: str) -> None:
    server = await asyncio.start_server(Server(always).serve, host, port, backlog=1000)
    print(server.sockets[0].getsockname()[1], flush=True)
    parent = os.getppid()
    while os.getppid() == parent:  # whoever started it is gone: so is this
        await asyncio.sleep(1)


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--host", default="127.0.0.1")
    options.add_argument("--port", type=int, default=0)
    options.add_argument("--always", default="", help="the script of texts that have none")
    given = options.parse_args()
    uvloop.run(main(given.host, given.port, given.always))
