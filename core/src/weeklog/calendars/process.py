"""Reads a calendar in a process of its own: whatever the file asks for, it has an end, and holds nobody up."""

import asyncio
import sys
from datetime import date, datetime
from typing import Any, Final

import orjson

from weeklog.calendars.whose import Whose
from weeklog.suggestions.items import Item

MOST_BYTES: Final = 2 * 1024 * 1024
WALL_SECONDS: Final = 20.0
AT_ONCE: Final = 2
_TOO_MUCH: Final = "takes too long to read: export fewer weeks of it"


class UnreadableCalendar(Exception):
    """The message says what is wrong, and what to do."""


class CalendarReader:
    def __init__(self) -> None:
        self._free = asyncio.Semaphore(AT_ONCE)

    async def items(self, file: bytes, whose: Whose, since: date, until: date, now: datetime) -> list[Item]:
        """What becomes suggestions, the earliest first. Raises UnreadableCalendar."""
        asked = {"email": whose.email, "zone": whose.zone, "since": since, "until": until, "now": now}
        async with self._free:
            told = await _told(orjson.dumps(asked) + b"\n" + file)
        if "fault" in told:
            raise UnreadableCalendar(told["fault"])
        return [_item(one) for one in told["events"]]


async def _told(sent: bytes) -> dict[str, Any]:
    child = await asyncio.create_subprocess_exec(
        *(sys.executable, "-I", "-m", "weeklog.calendars"),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,  # a traceback would quote the file
        env={},
    )
    try:
        async with asyncio.timeout(WALL_SECONDS):
            answer, _ = await child.communicate(sent)
    except TimeoutError:
        raise UnreadableCalendar(_TOO_MUCH) from None
    finally:
        if child.returncode is None:
            child.kill()
            await child.wait()
    if child.returncode != 0:
        raise UnreadableCalendar(_TOO_MUCH)
    told: dict[str, Any] = orjson.loads(answer)
    return told


def _item(event: dict[str, Any]) -> Item:
    return Item(
        key=event["key"],
        text=event["text"],
        start_on=date.fromisoformat(event["start_on"]),
        end_on=date.fromisoformat(event["end_on"]),
        url=event["url"],
        status="done" if event["has_ended"] else "planned",
        hours=event["hours"],
    )
