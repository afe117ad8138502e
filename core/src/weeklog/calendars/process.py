"""Reads a calendar in a process of its own: whatever the file asks for, it has an end, and holds nobody up."""

import asyncio
import sys
from datetime import date, datetime
from typing import Any, Final

import orjson

from weeklog.calendars.rounds import Told
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

    async def events(self, file: bytes, whose: Whose, since: date, until: date, now: datetime) -> list[Told]:
        """What may be suggested, the earliest first: done where it is over by `now`. Raises UnreadableCalendar."""
        asked = {"email": whose.email, "zone": whose.zone, "since": since, "until": until}
        async with self._free:
            told = await _told(orjson.dumps(asked) + b"\n" + file)
        if "fault" in told:
            raise UnreadableCalendar(told["fault"])
        return [_event(one, now) for one in told["events"]]


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


def _event(event: dict[str, Any], now: datetime) -> Told:
    ends_at = datetime.fromisoformat(event["ends_at"])
    item = Item(
        key=event["key"],
        text=event["text"],
        start_on=date.fromisoformat(event["start_on"]),
        end_on=date.fromisoformat(event["end_on"]),
        url=event["url"],
        status="done" if ends_at <= now else "planned",
        hours=event["hours"],
    )
    return Told(item, ends_at)
