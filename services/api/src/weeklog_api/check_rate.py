"""How often anybody may ask for a check. Kept in this process: a gateway more is a few checks more."""

import time
from collections import deque
from collections.abc import Callable

from weeklog.errors import TooMany

WINDOW_SECONDS = 60.0
MOST_SENDERS = 20_000


class Rate:
    def __init__(self, allowed: int, clock: Callable[[], float] = time.monotonic) -> None:
        """`allowed` in a minute, of each sender."""
        self._allowed, self._clock = allowed, clock
        self._asked: dict[str, deque[float]] = {}  # the sender that asked longest ago first

    def count(self, sender: str) -> None:
        """Raises TooMany."""
        now = self._clock()
        moments = self._asked.pop(sender, None) or deque[float]()
        self._asked[sender] = moments
        while moments and moments[0] <= now - WINDOW_SECONDS:
            moments.popleft()
        if len(moments) >= self._allowed:
            raise TooMany(
                "too many files were checked from your network: wait a minute, then try again",
                moments[0] + WINDOW_SECONDS - now,
            )
        moments.append(now)
        if len(self._asked) > MOST_SENDERS:
            del self._asked[next(iter(self._asked))]
