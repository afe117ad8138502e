"""When reviews that find no place try again. Pure: the caller has the clock."""

from dataclasses import dataclass
from typing import Final

SHORTEST_SECONDS: Final = 15.0
A_SECOND: Final = 10  # tries of one process, however many wait: each costs a claim and a retry


@dataclass
class Turns:
    """Each gets the next one behind all others, so that a crowd's tries are spread evenly and keep their order."""

    _next: float = 0.0

    def wait(self, now: float) -> float:
        """Seconds until its turn."""
        self._next = max(now + SHORTEST_SECONDS, self._next + 1 / A_SECOND)
        return self._next - now
