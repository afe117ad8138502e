"""How many imports of one person run at once. They wait for each other anyhow, and each that waits holds a
connection."""

from collections import Counter
from collections.abc import Generator
from contextlib import contextmanager
from typing import Final

from weeklog.errors import TooMany
from weeklog.ids import PersonId

MOST_OF_ONE: Final = 3
RETRY_SECONDS: Final = 2.0

_running: Counter[PersonId] = Counter()


@contextmanager
def turn(person_id: PersonId) -> Generator[None]:
    """Raises TooMany while so many of this person run already."""
    if _running[person_id] >= MOST_OF_ONE:
        raise TooMany(
            f"{MOST_OF_ONE} imports of yours are running: wait until one is done, or send the pages as one import",
            RETRY_SECONDS,
        )
    _running[person_id] += 1
    try:
        yield
    finally:
        _running[person_id] -= 1
        if not _running[person_id]:
            del _running[person_id]
