"""In place of a worker: waits."""

import signal
import sys
from types import FrameType


def end(_number: int, _frame: FrameType | None) -> None:
    sys.exit()


signal.signal(signal.SIGTERM, end)
while True:
    signal.pause()
