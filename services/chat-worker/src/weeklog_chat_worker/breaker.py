"""Stops asking a server that does not answer, and finds out when it does again."""

import time
from collections import deque
from collections.abc import Callable
from typing import Literal

from prometheus_client import Counter, Gauge

MOST_FAILURES = 5
WITHIN = 30.0  # seconds
FIRST_PAUSE = 5.0
LONGEST_PAUSE = 120.0

Admission = Literal["ask", "try"]

open_breakers = Gauge("weeklog_model_breakers_open", "Language models that are not asked now", ["model"])
openings = Counter("weeklog_model_breaker_openings", "Times that a language model was given up", ["model"])


class Breaker:
    """Of one model of one server, in one process.

    It opens after five failures within half a minute without a success between them. After a pause one question is let
    through to try: an answer closes it, a failure doubles the pause.
    """

    def __init__(self, model: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._model, self._clock = model, clock
        self._failures: deque[float] = deque(maxlen=MOST_FAILURES)
        self._pause = 0.0  # 0 = closed
        self._try_at = 0.0
        self._trying = False

    def admit(self) -> Admission | None:
        """Whether to ask now; None = no. Who was admitted says how it went: `succeeded`, `failed`, and at last
        `left`."""
        if not self._pause:
            return "ask"
        if self._trying or self._clock() < self._try_at:
            return None
        self._trying = True
        return "try"

    @property
    def seconds(self) -> float:
        """Until it is tried again."""
        return max(0.0, self._try_at - self._clock()) if self._pause else 0.0

    def succeeded(self) -> None:
        self._failures.clear()
        self._trying = False
        if self._pause:
            self._pause = 0.0
            open_breakers.labels(self._model).dec()

    def failed(self, admission: Admission) -> None:
        if admission == "try":
            self._open(min(self._pause * 2, LONGEST_PAUSE))
            return
        if self._pause:  # it was asked before the breaker opened
            return
        now = self._clock()
        self._failures.append(now)
        if len(self._failures) == MOST_FAILURES and now - self._failures[0] <= WITHIN:
            open_breakers.labels(self._model).inc()
            self._open(FIRST_PAUSE)

    def left(self, admission: Admission) -> None:
        """It is over, however it went: perhaps nobody waited for the answer."""
        if admission == "try":
            self._trying = False

    def _open(self, pause: float) -> None:
        openings.labels(self._model).inc()
        self._pause, self._try_at, self._trying = pause, self._clock() + pause, False
