"""Hours that somebody counted: `3h`, `4.5`, `1,5`, `1h30`, `90 phút`, `2 tiếng rưỡi`."""

import re
from typing import Final

from weeklog.hugo.read.languages import words_for

MOST_HOURS: Final = 1000
_MINUTES: Final = 60  # of an hour
_LONGEST: Final = 40
_MORNING: Final = 8
"""`(9h)` behind a text may be a time of the day; so are fewer hours hardly ever."""
_HOUR: Final = "|".join(map(re.escape, sorted((*words_for("hour"), "h"), key=len, reverse=True)))
_MINUTE: Final = "|".join(map(re.escape, sorted((*words_for("minute"), "m", "p"), key=len, reverse=True)))
_HOURS: Final = re.compile(
    rf"[~≈]?(?P<hours>\d{{1,4}}(?:[.,]\d{{1,2}})?)[ ]?(?:{_HOUR})"
    rf"(?:[ ]?(?P<rest>[0-5]?\d)(?:[ ]?(?:{_MINUTE}))?|[ ]?(?P<half>rưỡi))?",
    re.IGNORECASE,
)
_ONLY_MINUTES: Final = re.compile(rf"[~≈]?(?P<minutes>\d{{1,4}})[ ]?(?:{_MINUTE})", re.IGNORECASE)
_O_CLOCK: Final = re.compile(r"\dh|giờ", re.IGNORECASE)
_CLOCK: Final = re.compile(r"(?P<hours>\d{1,2}):(?P<rest>[0-5]\d)")
_BARE: Final = re.compile(r"\d{1,4}(?:[.,]\d{1,2})?")
_BESIDE: Final = re.compile(
    r"(?:\s[(\[](?P<held>[^()\[\]]{1,30})[)\]]|\s[-–—]\s(?P<said>[^()\[\]–—-]{1,30}))\Z"
)


def read_hours(cell: str, *, bare: bool = False) -> float | None:
    """`bare` takes a number without a unit, and `1:30`, for hours. None for what says no hours."""
    words = " ".join(cell.strip(" *_").split())
    if len(words) > _LONGEST:
        return None
    if found := _HOURS.fullmatch(words):
        minutes = 30 if found["half"] else int(found["rest"] or 0)
        return _taken(_number(found["hours"]) + minutes / _MINUTES)
    if found := _ONLY_MINUTES.fullmatch(words):
        return _taken(int(found["minutes"]) / _MINUTES)
    if bare and (found := _CLOCK.fullmatch(words)):
        return _taken(int(found["hours"]) + int(found["rest"]) / _MINUTES)
    return _taken(_number(words)) if bare and _BARE.fullmatch(words) else None


def hours_beside(text: str) -> float | None:
    """Those at the end of a text's first line: `x (3h)`, `x – 90 phút`. They stay words of the text."""
    found = _BESIDE.search(text.partition("\n")[0][-_LONGEST:])
    words = (found["held"] or found["said"]) if found else ""
    hours = read_hours(words)
    return hours if hours and (hours < _MORNING or not _O_CLOCK.search(words)) else None


def _number(words: str) -> float:
    return float(words.replace(",", "."))


def _taken(hours: float) -> float | None:
    return round(hours, 2) if 0 < hours <= MOST_HOURS else None
