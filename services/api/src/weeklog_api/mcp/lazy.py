"""The MCP server, loaded when somebody first asks for it.

Importing it costs as much as everything else here together, and most gateways never serve an editor or an agent.
"""

import asyncio
from contextlib import AsyncExitStack
from contextvars import Context

from starlette.applications import Starlette
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send

from weeklog.errors import Unavailable
from weeklog_api.parts import Parts, parts_of

PATH = "/mcp"


class LazyMcp:
    """An ASGI application. `closing` belongs to the gateway's lifespan."""

    def __init__(self) -> None:
        self._app: asyncio.Task[ASGIApp] | None = None
        self._serving: asyncio.Task[None] | None = None
        self._closed = asyncio.Event()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._closed.is_set():
            raise Unavailable("the gateway is stopping: try again in a moment")
        if self._app is None:
            opening = self._open(parts_of(HTTPConnection(scope)))
            # It outlives the request that was first: its lines in the log are of no request.
            self._app = asyncio.create_task(opening, name="open MCP", context=Context())
        app = await asyncio.shield(self._app)
        await app(scope, receive, send)

    async def close(self) -> None:
        self._closed.set()
        if self._app is not None:
            await asyncio.gather(self._app, return_exceptions=True)
        if self._serving is not None:
            await self._serving

    async def _open(self, parts: Parts) -> ASGIApp:
        app = await asyncio.to_thread(_build, parts)
        opened = asyncio.Event()
        self._serving = asyncio.create_task(self._serve(app, opened), name="MCP sessions")
        await opened.wait()
        return app

    async def _serve(self, app: Starlette, opened: asyncio.Event) -> None:
        """Its lifespan is entered and left by one task, as its task groups demand."""
        async with AsyncExitStack() as stack:
            await stack.enter_async_context(app.router.lifespan_context(app))
            opened.set()
            await self._closed.wait()


def _build(parts: Parts) -> Starlette:
    from weeklog_api.mcp.server import build_mcp  # noqa: PLC0415 - the import is what is put off

    return build_mcp(parts, PATH)
