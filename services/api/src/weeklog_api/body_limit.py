"""How much of a body is read. Counted while it streams in: a length that a caller states is only a claim.

An answer that is given before a large body has come ends the connection: to read on for the sake of the next request
would cost as much as what was just refused.
"""

import asyncio
import re
from collections.abc import Iterable, Mapping

from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MOST_JSON_BYTES = 1024 * 1024
MOST_IMPORT_BYTES = 64 * 1024 * 1024
PAUSE_SECONDS = 30.0  # between two pieces of a body
_READ_ON_FOR = 64 * 1024  # what arrives in any case


class BodyLimit:
    """`most` by path, in which `{id}` stands for any one part; any other path takes at most `MOST_JSON_BYTES`."""

    def __init__(self, app: ASGIApp, most: Mapping[str, int]) -> None:
        self._app = app
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

        async def receive_on() -> Message:
            nonlocal left, goes_on
            try:
                async with asyncio.timeout(PAUSE_SECONDS):
                    message = await receive()
            except TimeoutError:
                raise HTTPException(408) from None
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


def _is_large(headers: Iterable[tuple[bytes, bytes]]) -> bool:
    return any(
        name == b"transfer-encoding"
        or (name == b"content-length" and value.isdigit() and int(value) > _READ_ON_FOR)
        for name, value in headers
    )
