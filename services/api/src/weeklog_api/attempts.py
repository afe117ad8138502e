"""How often a sign-in may fail. Kept in this process: a gateway more is a few attempts more."""

import time
from collections import deque
from collections.abc import Callable, Generator
from contextlib import contextmanager

from weeklog.errors import Conflict, NotAllowed, NotFound, TooMany

WINDOW_SECONDS = 300.0
MOST_KEYS = 20_000
PER_ACCOUNT = 5  # from all senders together, an account may be tried this many times as often as from one
# one sender may try this many addresses as often as one address; then it is slowed down, since behind a
PER_SENDER = 5
SLOW_SECONDS = 1.0  # proxy all people may be one sender: one attempt in this time


class Attempts:
    def __init__(self, allowed: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._allowed, self._clock = allowed, clock
        self._failed: dict[str, deque[float]] = {}  # the least recently failed first
        self._known: dict[
            str, None
        ] = {}  # who signed in from where, the latest last: no flood of others keeps them out
        self._slowed: dict[str, float] = {}  # when each sender that is slowed down may try again

    def check(self, email: str, sender: str) -> None:
        self._check(f"{sender} {email}", self._allowed)
        if f"{sender} {email}" in self._known:
            return
        self._check(f"account {email}", self._allowed * PER_ACCOUNT)
        self._slow_down(sender)

    def succeeded(self, email: str, sender: str) -> None:
        self._known.pop(f"{sender} {email}", None)
        self._known[f"{sender} {email}"] = None
        if len(self._known) > MOST_KEYS:
            del self._known[next(iter(self._known))]

    def failed(self, email: str, sender: str) -> None:
        for key in (f"{sender} {email}", f"account {email}", sender):
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
        moments = self._recent(key)
        if len(moments) >= allowed:
            wait = moments[0] + WINDOW_SECONDS - self._clock()
            raise TooMany("too many attempts failed: wait a few minutes, then try again", wait)

    def _slow_down(self, sender: str) -> None:
        if len(self._recent(sender)) < self._allowed * PER_SENDER:
            self._slowed.pop(sender, None)
            return
        now = self._clock()
        if (wait := self._slowed.get(sender, 0.0) - now) > 0:
            raise TooMany("many attempts from your network failed: wait a moment, then try again", wait)
        self._slowed[sender] = now + SLOW_SECONDS

    def _recent(self, key: str) -> deque[float]:
        moments = self._failed.get(key) or deque[float]()
        while moments and moments[0] < self._clock() - WINDOW_SECONDS:
            moments.popleft()
        if not moments:
            self._failed.pop(key, None)
        return moments
