"""The public keys of this instance, kept in memory: a check asks the database only about a key that is not
known yet."""

import time
from collections.abc import Callable, Mapping

from weeklog.db.engine import Database
from weeklog.signing.tables import list_public_keys

LOOK_AGAIN_SECONDS = 5.0


class KnownKeys:
    def __init__(self, database: Database, clock: Callable[[], float] = time.monotonic) -> None:
        self._database, self._clock = database, clock
        self._keys: dict[str, bytes] = {}
        self._looked_at: float | None = None

    async def with_key(self, key_id: str | None) -> Mapping[str, bytes]:
        """All of them, `key_id` too if it is one."""
        if key_id is not None and key_id not in self._keys and self._may_look():
            self._looked_at = self._clock()
            self._keys = {row.id: row.public_key for row in await self._database.all(list_public_keys)}
        return self._keys

    def _may_look(self) -> bool:
        return self._looked_at is None or self._clock() - self._looked_at >= LOOK_AGAIN_SECONDS
