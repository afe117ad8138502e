"""uvicorn's server, which leaves in two steps: told to end, it first serves on as not ready.

Who sends requests here (a proxy, an orchestrator) looks at `/readyz` and stops; kept connections end with their next
answer. Only then the listener closes, and nobody is refused.
"""

import signal
import time
from types import FrameType

import uvicorn
from uvicorn.server import ServerState

from weeklog_api.stall_watch import STALLED_SECONDS


class GatewayState(ServerState):
    """What all connections of one gateway share."""

    def __init__(self, stalled_seconds: float = STALLED_SECONDS) -> None:
        super().__init__()
        self.is_leaving = False
        self.stalled_seconds = stalled_seconds  # after which one whose other side takes nothing is dropped


class GatewayServer(uvicorn.Server):
    """`leave_seconds` is how long it serves on after SIGTERM. A second signal does not wait."""

    def __init__(self, config: uvicorn.Config, state: GatewayState, leave_seconds: float) -> None:
        super().__init__(config)
        self.server_state = self._state = state
        self._leave_seconds = leave_seconds
        self._leaves_at = float("inf")

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        if sig == signal.SIGTERM and self._leave_seconds and not self._state.is_leaving:
            self._state.is_leaving = True
            self._leaves_at = time.monotonic() + self._leave_seconds
        else:
            super().handle_exit(sig, frame)

    async def on_tick(self, counter: int) -> bool:
        if time.monotonic() >= self._leaves_at and not self.should_exit:
            super().handle_exit(signal.SIGTERM, None)
        return await super().on_tick(counter)
