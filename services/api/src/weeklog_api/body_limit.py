"""How much of a body is read. Counted while it streams in: a length that a caller states is only a claim.

An answer that is given before a large body has come ends the connection: to read on for the sake of the next request
would cost as much as what was just refused.
"""

import asyncio
import re
from collections.abc import Iterable, Mapping, Sequence

from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MOST_JSON_BYTES = 1024 * 1024
MOST_IMPORT_BYTES = 64 * 1024 * 1024
PAUSE_SECONDS = 30.0  # between two pieces of a body
SLOWEST = 8 * 1024  # bytes a second of a whole body, which may take so much longer than a pause
_MOST_DIGITS = 20  # of a length that is read as a number
_READ_ON_FOR = 64 * 1024  # what arrives in any case


class BodyLimit:
    """`most` by path, in which `{id}` stands for any one part; any other path takes at most `MOST_JSON_BYTES`."""

    def __init__(self, app: ASGIApp, most: Mapping[str, int], pause: float = PAUSE_SECONDS) -> None:
        self._app, self._pause = app, pause
        self._most = {path: limit for path, limit in most.items() if "{id}" not in path}
        self._patterns = [
            (re.compile(_pattern(path)), limit) for path, limit in most.items() if "{id}" in path
        ]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] in ("GET", "HEAD"):
            await self._app(scope, receive, send)
            return
        left = self._limit(scope["path"])
        goes_on = _is_large(scope["headers"])
        clock = asyncio.get_running_loop().time
        until = clock() + self._pause + min(left, _stated(scope["headers"], left)) / SLOWEST
        is_whole = False

        async def receive_on() -> Message:
            nonlocal left, goes_on, is_whole
            if is_whole:  # what comes now is the end of the connection
                return await receive()
            try:
                async with asyncio.timeout(min(self._pause, until - clock())):
                    message = await receive()
            except TimeoutError:
                raise HTTPException(408) from None
            is_whole = not message.get("more_body")
            left -= len(message.get("body", b""))
            goes_on = goes_on and bool(message.get("more_body"))
            if left < 0:
                raise HTTPException(413)  # the one kind that FastAPI lets through while it reads a body
            return message

        async def send_on(message: Message) -> None:
            if message["type"] == "http.response.start" and goes_on:
                MutableHeaders(scope=message)["connection"] = "close"
            await send(message)

        await self._app(scope, receive_on, send_on)

    def _limit(self, path: str) -> int:
        if (limit := self._most.get(path)) is not None:
            return limit
        return next((limit for one, limit in self._patterns if one.fullmatch(path)), MOST_JSON_BYTES)


def _pattern(path: str) -> str:
    return "[^/]+".join(re.escape(part) for part in path.split("{id}"))


def _stated(headers: Iterable[tuple[bytes, bytes]], otherwise: int) -> int:
    """How many bytes the caller says that will come."""
    stated = next((value for name, value in headers if name == b"content-length"), b"")
    if not stated.isdigit():
        return otherwise
    return int(stated) if len(stated) < _MOST_DIGITS else MOST_IMPORT_BYTES


def _is_large(headers: Sequence[tuple[bytes, bytes]]) -> bool:
    is_chunked = any(name == b"transfer-encoding" for name, _ in headers)
    return is_chunked or _stated(headers, 0) > _READ_ON_FOR
