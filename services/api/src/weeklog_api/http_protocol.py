"""HTTP/1.1 as uvicorn speaks it, with an end to the head of a request, and deaf to upgrades that are not taken.

A head has 10 seconds and 64 KiB, counted from the moment the connection could begin one; a connection that is kept
for the next request has longer, which is uvicorn's own timer. Who takes nothing of an answer for a while is dropped.
The parser stops at any `Upgrade` and loses the body
behind it, so an upgrade to anything but a websocket is made unreadable before the parser sees it (RFC 9110 7.8: it
may be ignored).
"""

import asyncio
import re
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from weeklog_api.server import GatewayState
from weeklog_api.stall_watch import STALLED_SECONDS, StallWatch

HEAD_SECONDS = 10.0
HEAD_BYTES = 64 * 1024
_END = b"\r\n\r\n"
_UPGRADE = re.compile(rb"\r\nupgrade[ \t]*:[ \t]*([^\r\n]*)", re.IGNORECASE)
_TOO_LARGE = (
    b"HTTP/1.1 431 Request Header Fields Too Large\r\ncontent-type: application/problem+json\r\nconnection: close\r\n"
    b"content-length: %d\r\n\r\n%s"
)
_SAID = (
    b'{"type":"/problems/headers-too-large","title":"The headers are too large","status":431,'
    b'"detail":"the address and headers of a request have at most 64 KiB: send fewer cookies or a shorter '
    b'query","errors":[]}'
)


class BoundedHttpProtocol(HttpToolsProtocol):
    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._head = bytearray()  # of the request that has begun to come; empty once the parser has it
        self._in_message = False
        self._timer: asyncio.TimerHandle | None = None
        state = self.server_state
        seconds = state.stalled_seconds if isinstance(state, GatewayState) else STALLED_SECONDS
        self._stall = StallWatch(self.loop, seconds)

    def connection_made(self, transport: asyncio.Transport) -> None:  # pyright: ignore[reportIncompatibleMethodOverride] - as in uvicorn
        super().connection_made(transport)
        self._expect_head()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_timer()
        self._stall.stop()
        super().connection_lost(exc)

    def pause_writing(self) -> None:
        super().pause_writing()
        self._stall.begin(self.transport)

    def timeout_keep_alive_handler(self) -> None:
        super().timeout_keep_alive_handler()
        self._stall.begin(self.transport)

    def data_received(self, data: bytes) -> None:
        if self._in_message:
            super().data_received(data)
            return
        self._unset_keepalive_if_required()
        if self._timer is None:
            self._expect_head()
        begun = max(0, len(self._head) - len(_END))
        self._head += data
        end = self._head.find(_END, begun)
        if end > HEAD_BYTES or (end < 0 and len(self._head) > HEAD_BYTES):
            self._refuse()
        elif end >= 0:
            head, rest = bytes(self._head[: end + len(_END)]), bytes(self._head[end + len(_END) :])
            self._head.clear()
            super().data_received(_without_upgrade(head) + rest)

    def on_message_begin(self) -> None:
        self._in_message = True
        if self._timer is None:  # of a request that came right behind the body of another
            self._expect_head()
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        self._stop_timer()
        super().on_headers_complete()
        if isinstance(self.server_state, GatewayState) and self.server_state.is_leaving and self.cycle:
            self.cycle.keep_alive = False  # its next request goes to a gateway that stays

    def on_message_complete(self) -> None:
        self._in_message = False
        super().on_message_complete()

    def _expect_head(self) -> None:
        self._timer = self.loop.call_later(HEAD_SECONDS, self._give_up)

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _give_up(self) -> None:
        self._timer = None
        if not self.transport.is_closing():
            self.transport.close()

    def _refuse(self) -> None:
        self._stop_timer()
        self._head.clear()
        self._in_message = True  # what still comes is not kept
        self.transport.write(_TOO_LARGE % (len(_SAID), _SAID))
        self.transport.close()


def _without_upgrade(head: bytes) -> bytes:
    return _UPGRADE.sub(lambda found: found[0] if _is_websocket(found[1]) else _hidden(found[0]), head)


def _is_websocket(value: bytes) -> bool:
    return value.strip().lower() == b"websocket"


def _hidden(line: bytes) -> bytes:
    """Of the same length, under a name that means nothing."""
    return re.sub(rb"upgrade", b"x-asked", line, count=1, flags=re.IGNORECASE)
