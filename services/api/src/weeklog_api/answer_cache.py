"""Answers that are dear to compute, kept in Valkey under the name of what they were made from.

The name holds a version of the rows that the answer was made from, which Postgres tells before every read. A
write moves the version in its own transaction, so that nobody, on any gateway, is told what was before it: an
answer of before is never asked for again, and leaves when its time is over. Valkey may be away, be emptied or
come back with old answers: all of it costs time alone (`docs/decisions/0017-kept-answers.md`).
"""

import asyncio
import secrets
from collections.abc import Awaitable, Callable
from contextlib import suppress
from hashlib import blake2s
from typing import Any, Final

from prometheus_client import Counter
from redis.asyncio import Redis
from redis.exceptions import RedisError

_PATIENCE: Final = 0.25  # seconds for one answer of Valkey: computing is the better choice after that
_COMPUTE_SECONDS: Final = 10  # for so long others wait for whoever computes
_LOOK_SECONDS: Final = 0.02
_AWAY: Final = (RedisError, OSError, TimeoutError)

cache_reads = Counter(
    "weeklog_cache_reads",
    "Answers asked of the cache: hit, miss, waited (another computed it), away (Valkey did not answer)",
    ["answer", "result"],
)


class AnswerCache:
    """`seconds`: how long an answer is kept; 0 keeps none."""

    def __init__(self, redis: "Redis", seconds: int) -> None:
        self._redis: Any = redis  # its stubs leave the answers open
        self._seconds = seconds
        self._computing: dict[str, asyncio.Future[bytes | None]] = {}

    @property
    def is_on(self) -> bool:
        return self._seconds > 0

    async def answer(
        self, kind: str, made_from: tuple[object, ...], compute: Callable[[], Awaitable[bytes]]
    ) -> bytes:
        """`made_from` names everything that the answer depends on: who asks for whom, the day, the version of
        the rows.

        Of many who ask at once, one computes and the others wait for it.
        """
        key = f"wl:answer:{kind}:{blake2s(repr(made_from).encode(), digest_size=16).hexdigest()}"
        while (computing := self._computing.get(key)) is not None:
            cache_reads.labels(kind, "waited").inc()
            if (answer := await asyncio.shield(computing)) is not None:
                return answer
        mine = self._computing[key] = asyncio.get_running_loop().create_future()
        answer = None
        try:
            answer = await self._kept_or_computed(kind, key, compute)
            return answer
        finally:
            # None where it failed: what ended this request need not end those that wait, and one of them tries.
            del self._computing[key]
            mine.set_result(answer)

    async def _kept_or_computed(self, kind: str, key: str, compute: Callable[[], Awaitable[bytes]]) -> bytes:
        turn = secrets.token_hex(8)
        try:
            found, result = await self._found_or_my_turn(key, turn)
        except _AWAY:
            cache_reads.labels(kind, "away").inc()
            return await compute()
        cache_reads.labels(kind, result).inc()
        if found is not None:
            return found
        answer = None
        try:
            answer = await compute()
            return answer
        finally:
            await self._keep(key, answer)

    async def _keep(self, key: str, answer: bytes | None) -> None:
        """None where it failed: then others need not wait for it."""
        with suppress(*_AWAY):  # the next one computes it again
            async with asyncio.timeout(_PATIENCE):
                if answer is not None:
                    await self._redis.set(key, answer, ex=self._seconds)
                await self._redis.delete(f"{key}:turn")

    async def _found_or_my_turn(self, key: str, turn: str) -> tuple[bytes | None, str]:
        """None: it is not there, and this gateway is to compute it."""
        result = "hit"
        deadline = asyncio.get_running_loop().time() + _COMPUTE_SECONDS
        while True:
            async with asyncio.timeout(_PATIENCE):
                if (found := await self._redis.get(key)) is not None:
                    return found, result
                if await self._redis.set(f"{key}:turn", turn, nx=True, ex=_COMPUTE_SECONDS):
                    return None, "miss"
            if asyncio.get_running_loop().time() > deadline:
                return None, "miss"
            result = "waited"
            await asyncio.sleep(_LOOK_SECONDS)
