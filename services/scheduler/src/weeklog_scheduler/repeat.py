"""What the scheduler does again and again, whatever becomes of the database meanwhile."""

import asyncio
from collections.abc import Awaitable, Callable

from weeklog.db.engine import LOST
from weeklog.errors import Unavailable
from weeklog.logs import logger

log = logger(__name__)

Look = Callable[[], Awaitable[int]]
"""Looks once for something to do; answers how much it found."""


async def repeat(what: str, look: Look, every: float) -> None:
    """`every` is the pause between two looks, in seconds. `what` is in the log where something was found."""
    while True:
        try:
            if found := await look():
                log.info("found", what=what, count=found)
        except (*LOST, Unavailable) as error:
            log.warning("not looked: the database is away", what=what, error=type(error).__name__)
        await asyncio.sleep(every)
