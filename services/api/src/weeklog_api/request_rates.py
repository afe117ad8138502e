"""How often one person, and one token of theirs, may ask. Kept in this process: a gateway more is as much again.

Each has a bucket that fills evenly and holds a minute's worth, so that a burst is served and a flood is not.
Answers tell what is left, in the headers of the IETF's draft on RateLimit fields.
"""

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.types import Message, Send

from weeklog.errors import TooMany
from weeklog_api.identity import Identity

_MINUTE: Final = 60.0
_MOST_KEYS: Final = 50_000


@dataclass
class _Bucket:
    left: float
    at: float


class RequestRates:
    """In a minute; 0 = as often as they like."""

    def __init__(self, per_person: int, per_token: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._allowed = {"person": per_person, "token": per_token}
        self._clock = clock
        self._buckets: OrderedDict[str, _Bucket] = OrderedDict()  # the one that was used longest ago first

    @property
    def is_on(self) -> bool:
        return any(self._allowed.values())

    def limits_of(self, identity: Identity) -> "list[Limit]":
        keys = {"person": f"person:{identity.person_id}", "token": identity.credential}
        wanted = ["person"] if identity.by_session else ["person", "token"]
        return [self._limit(name, keys[name]) for name in wanted if self._allowed[name]]

    def _limit(self, name: str, key: str) -> "Limit":
        allowed, now = self._allowed[name], self._clock()
        bucket = self._buckets.pop(key, None) or _Bucket(allowed, now)
        self._buckets[key] = bucket
        if len(self._buckets) > _MOST_KEYS:
            self._buckets.popitem(last=False)
        bucket.left = min(allowed, bucket.left + (now - bucket.at) * allowed / _MINUTE)
        bucket.at = now
        return Limit(name, allowed, bucket)


@dataclass(frozen=True)
class Limit:
    name: str
    allowed: int
    bucket: _Bucket

    @property
    def wait(self) -> float:
        """Seconds until one more is served."""
        return max(0.0, (1 - self.bucket.left) * _MINUTE / self.allowed)

    def policy(self) -> str:
        return f'"{self.name}";q={self.allowed};w={_MINUTE:.0f}'

    def state(self) -> str:
        full = (self.allowed - self.bucket.left) * _MINUTE / self.allowed
        return f'"{self.name}";r={int(self.bucket.left)};t={full:.0f}'


def take(limits: "list[Limit]") -> None:
    """One of each. Raises TooMany, and takes none, where one of them has none left."""
    if (wait := max((limit.wait for limit in limits), default=0.0)) > 0:
        raise TooMany(
            "you have asked more often than this installation allows: wait a moment, then go on", wait
        )
    for limit in limits:
        limit.bucket.left -= 1


def telling(send: Send, limits: "list[Limit]") -> Send:
    """Sends the same, with the headers that say what is left."""

    async def send_on(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers["RateLimit-Policy"] = ", ".join(limit.policy() for limit in limits)
            headers["RateLimit"] = ", ".join(limit.state() for limit in limits)
        await send(message)

    return send_on
