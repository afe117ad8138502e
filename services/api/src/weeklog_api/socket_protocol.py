"""Websockets as uvicorn speaks them, with an end to each: one whose other side is silent, or takes nothing any more,
is dropped, and with it everything that waits for it."""

from typing import Any

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

from weeklog_api.server import GatewayState
from weeklog_api.stall_watch import STALLED_SECONDS, StallWatch


class BoundedSocketProtocol(WebSocketsSansIOProtocol):
    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        state = options["server_state"]
        seconds = state.stalled_seconds if isinstance(state, GatewayState) else STALLED_SECONDS
        self._stall = StallWatch(self.loop, seconds)

    def pause_writing(self) -> None:
        super().pause_writing()
        self._stall.begin(self.transport)

    def keepalive_timeout(self) -> None:
        super().keepalive_timeout()
        self._stall.begin(self.transport)

    async def run_asgi(self) -> None:
        await super().run_asgi()
        self._stall.begin(self.transport)

    def connection_lost(self, exc: Exception | None) -> None:
        self._stall.stop()
        super().connection_lost(exc)
