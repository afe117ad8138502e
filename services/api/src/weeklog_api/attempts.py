"""How often a sign-in may fail. Kept in this process: a gateway more is a few attempts more."""

import time
from collections import deque
from collections.abc import Callable, Generator
from contextlib import contextmanager

from weeklog.errors import Conflict, NotAllowed, NotFound, TooMany

WINDOW_SECONDS = 300.0
MOST_KEYS = 20_000
PER_SENDER = 5  # one sender may try this many addresses as often as one address


class Attempts:
    def __init__(self, allowed: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._allowed, self._clock = allowed, clock
        self._failed: dict[str, deque[float]] = {}  # the least recently failed first

    def check(self, email: str, sender: str) -> None:
        self._check(f"{sender} {email}", self._allowed)
        self._check(sender, self._allowed * PER_SENDER)

    def failed(self, email: str, sender: str) -> None:
        for key in (f"{sender} {email}", sender):
            moments = self._failed.pop(key, None) or deque[float]()
            moments.append(self._clock())
            self._failed[key] = moments
        while len(self._failed) > MOST_KEYS:
            del self._failed[next(iter(self._failed))]

    @contextmanager
    def counted(self, email: str, sender: str) -> Generator[None]:
        """Of what is done by a link: refused after too many that failed, as sign-ins are."""
        self.check(email, sender)
        try:
            yield
        except (NotFound, NotAllowed, Conflict):
            self.failed(email, sender)
            raise

    def _check(self, key: str, allowed: int) -> None:
        moments = self._failed.get(key)
        if moments is None:
            return
        while moments and moments[0] < self._clock() - WINDOW_SECONDS:
            moments.popleft()
        if not moments:
            del self._failed[key]
        elif len(moments) >= allowed:
            wait = moments[0] + WINDOW_SECONDS - self._clock()
            raise TooMany("too many attempts failed: wait a few minutes, then try again", wait)
