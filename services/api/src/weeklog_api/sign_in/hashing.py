"""Whose turn it is to have a password hashed. It takes a core for a while, so few run at once, few wait, and none
waits long.

What is refused here is refused before it costs anything, and says when to come back; nobody who is signed in comes
this way.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Final

from weeklog.errors import Unavailable

AT_ONCE: Final = 2
MOST_WAITING: Final = 16  # about a second of waiting
MOST_OF_ONE: Final = 3  # of one account: a flood of one leaves room for others

_running = asyncio.Semaphore(AT_ONCE)
_inside: Counter[str] = Counter()  # by account: who waits or runs


@asynccontextmanager
async def turn(account: str) -> AsyncGenerator[None]:
    """Raises Unavailable when too many wait already."""
    if _inside.total() >= AT_ONCE + MOST_WAITING or _inside[account] >= MOST_OF_ONE:
        raise Unavailable("many people are signing in just now: try again in a moment")
    _inside[account] += 1
    try:
        async with _running:
            yield
    finally:
        _inside[account] -= 1
        if not _inside[account]:
            del _inside[account]
