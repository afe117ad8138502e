"""Ends a connection whose other side takes nothing any more. Closing it is not enough: that waits, for ever, until
what was written has been taken."""

import asyncio
from typing import Final

STALLED_SECONDS: Final = 30.0


class StallWatch:
    """Of one connection. It looks only while something waits to be taken."""

    def __init__(self, loop: asyncio.AbstractEventLoop, seconds: float) -> None:
        self._loop, self._seconds = loop, seconds
        self._timer: asyncio.TimerHandle | None = None

    def begin(self, transport: asyncio.Transport) -> None:
        if self._timer is None and (left := transport.get_write_buffer_size()):
            self._timer = self._loop.call_later(self._seconds, self._look, transport, left)

    def stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _look(self, transport: asyncio.Transport, before: int) -> None:
        self._timer = None
        if transport.get_write_buffer_size() == before:
            transport.abort()
        else:
            self.begin(transport)
