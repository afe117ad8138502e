"""Scheduled questions over the API, and when they are asked, as people type it."""

import re
from collections.abc import Iterator
from typing import Any, Final

from weeklog_cli.dates import WEEKDAYS
from weeklog_cli.exchange import Exchange
from weeklog_cli.wire import QuestionRun, ScheduledQuestion

_SEVERAL: Final = {
    "day": range(7),
    "ngày": range(7),
    "weekday": range(5),
    "weekend": range(5, 7),
}
# Of words with one space between them.
_TIME: Final = re.compile(r" ?\b(?:at |lúc )?(\d{1,2})(?:[:h](\d{2})?)? ?(am|pm)?$")
_BETWEEN: Final = re.compile(r" ?(?:,|\band\b|\bvà\b| ) ?")
_HOURS, _MINUTES = 24, 60


class UnknownSchedule(ValueError):
    def __init__(self, text: str) -> None:
        super().__init__(
            f'{text!r} is not a schedule: write weekdays and a time, such as "monday 9:00", "mon, thu 17:30" or '
            '"weekday 8:00"'
        )


class ScheduledQuestions:
    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange

    def all(self) -> list[ScheduledQuestion]:
        return self._exchange.get("/v1/scheduled-questions")["items"]

    def add(self, fields: dict[str, Any]) -> ScheduledQuestion:
        return self._exchange.create("/v1/scheduled-questions", fields)

    def edit(self, question_id: str, fields: dict[str, Any]) -> ScheduledQuestion:
        return self._exchange.send("PATCH", f"/v1/scheduled-questions/{question_id}", json=fields).json()

    def remove(self, question_id: str) -> None:
        self._exchange.send("DELETE", f"/v1/scheduled-questions/{question_id}")

    def runs(self, question_id: str, most: int) -> Iterator[QuestionRun]:
        yield from self._exchange.listed(f"/v1/scheduled-questions/{question_id}/runs", {}, most)


def read_schedule(text: str) -> dict[str, Any]:
    """`weekdays` (0 = Monday) and `at` of "monday 9:00", "mon, thu 17:30", "every weekday at 8". Raises
    UnknownSchedule."""
    words = " ".join(text.lower().split()).removeprefix("every ").removeprefix("mỗi ")
    if (time := _TIME.search(words)) is None:
        raise UnknownSchedule(text)
    weekdays = _weekdays(words[: time.start()])
    at = _clock(time)
    if not weekdays or at is None:
        raise UnknownSchedule(text)
    return {"weekdays": sorted(weekdays), "at": at}


def _weekdays(words: str) -> set[int] | None:
    """None where a word is none. "thứ 2" is two words and one weekday."""
    found: set[int] = set()
    left = words.strip(" ,")
    names = sorted({**_SEVERAL, **WEEKDAYS}, key=len, reverse=True)
    while left:
        name = next((one for one in names if re.match(rf"{one}s?(?!\w)", left)), None)
        if name is None:
            return None
        found |= set(_SEVERAL.get(name) or (WEEKDAYS[name],))
        left = _after(left, name)
    return found


def _after(words: str, name: str) -> str:
    rest = words[len(name) :].removeprefix("s")
    between = _BETWEEN.match(rest)
    return rest[between.end() :] if between else rest


def _clock(time: re.Match[str]) -> str | None:
    hour, minute, half = int(time[1]), int(time[2] or 0), time[3]
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return f"{hour:02}:{minute:02}" if hour < _HOURS and minute < _MINUTES else None
