"""How much of a body is read. Counted while it streams in: a length that a caller states is only a claim."""

from collections.abc import Mapping

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MOST_JSON_BYTES = 1024 * 1024
MOST_IMPORT_BYTES = 64 * 1024 * 1024


class BodyLimit:
    """`most` by path; any other path takes at most `MOST_JSON_BYTES`."""

    def __init__(self, app: ASGIApp, most: Mapping[str, int]) -> None:
        self._app, self._most = app, most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] in ("GET", "HEAD"):
            await self._app(scope, receive, send)
            return
        left = self._most.get(scope["path"], MOST_JSON_BYTES)

        async def receive_on() -> Message:
            nonlocal left
            message = await receive()
            left -= len(message.get("body", b""))
            if left < 0:
                raise HTTPException(413)  # the one kind that FastAPI lets through while it reads a body
            return message

        await self._app(scope, receive_on, send)
