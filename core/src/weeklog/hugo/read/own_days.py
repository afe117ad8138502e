"""Days that stand before what was done on them: a heading or an item that is nothing but a day, and the head of an
item that says its day itself."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from weeklog.hugo.read.dates import RawDate, find_dates
from weeklog.hugo.read.days import read_day
from weeklog.hugo.read.languages import any_word, numbered, words_for
from weeklog.hugo.read.words import plain

_LONGEST_DAY: Final = 60  # characters of a heading or an item that is only a day
_LONGEST_MARKED_DAY: Final = 300  # with its markup
_BESIDE_A_DAY: Final = re.compile(
    rf"{any_word((*numbered('weekdays', 0), *words_for('day')))}|week \d+|[\W\d_]"
)
FIRST_OF_RANGE: Final = re.compile(r"(?<![\d/.])(\d{1,2})\s?[-–—~]\s?$")
_LAST_OF_RANGE: Final = re.compile(r"\s?[-–—~]\s?(\d{1,2})(?![\d/.:])")
_LONGEST_HEAD: Final = 80  # characters of a line in which the day that it says itself ends
_BRACKETED: Final = re.compile(
    r"[*_]{0,3}(?:\([^()\n]{1,60}\)|\[[^\[\]\n]{1,60}\](?![(\[]))[*_]{0,3}\s{0,3}(?:[:–—-]\s|\s)"
)
_BEHIND: Final = re.compile(r"\s{0,3}(?::(?!\d)|[-–—](?=\s))[*_]{0,3}\s{0,9}")
_EMPHASIS: Final = re.compile(r"\*\*|__|~~|[*_]")
_WHOLE_DATE: Final = re.compile(r"[*_]{0,3}\s{1,9}")


@dataclass(frozen=True, slots=True)
class OwnDay:
    """`head` is all that stands before the text, as it is written; `label` are the author's words for the day."""

    head: str = ""
    label: str = ""


_NO_DAY: Final = OwnDay()


def own_day(line: str) -> OwnDay:
    """`Monday: x`, `**07/12** – x`, `(05/11) x`, `06.11.2026 x` say their day themselves. `line` has no box."""
    found = next((found for found in _heads(line) if _is_head(line, found)), _NO_DAY)
    says = find_dates(found.label) or read_day(found.label).weekdays
    return found if says and _is_whole(found.head) else OwnDay("", found.label)


def _heads(line: str) -> Iterator[OwnDay]:
    """A bracket, then what ends at the first colon, at the last dash, or with a whole date."""
    if bracket := _BRACKETED.match(line):
        yield OwnDay(bracket[0], bracket[0].rstrip(" \t:–—-*_").lstrip("*_")[1:-1])
    ends = list(_BEHIND.finditer(line[: _LONGEST_HEAD + 1]))
    colon = next((number for number, end in enumerate(ends) if ":" in end[0]), len(ends))
    for end in reversed(ends[: colon + 1]):
        yield OwnDay(line[: end.end()], line[: end.start()].strip(" *_"))
    opening = len(line) - len(line.lstrip("*_"))
    dates = find_dates(line[opening:_LONGEST_HEAD])
    if dates and dates[0].start == 0 and dates[0].year:
        end = opening + len(dates[0].text)
        if behind := _WHOLE_DATE.match(line, end):
            yield OwnDay(line[: behind.end()], dates[0].text)


def _is_whole(head: str) -> bool:
    """No bracket and no emphasis that begins in it ends behind it."""
    return head.count("(") == head.count(")") and not any(
        count % 2 for count in Counter(_EMPHASIS.findall(head)).values()
    )


def _is_head(line: str, found: OwnDay) -> bool:
    """It is nothing but a day, and something follows."""
    return bool(line[len(found.head) :].strip(" *_")) and is_day(found.label)


def is_day(text: str) -> bool:
    """Nothing but a day: `Monday, 26 October 2026`, `**Thứ Hai (19/10)**`, `Day 2`, `10月19日`."""
    return len(text) <= _LONGEST_MARKED_DAY and _is_day(text)


# Pages repeat their lines, and a site is read page by page: the same few words are asked about again and again.
@lru_cache(maxsize=4000)
def _is_day(text: str) -> bool:
    words = plain(text)
    if not words or len(words) > _LONGEST_DAY:
        return False
    dates = find_dates(words)
    rest = words
    for raw in reversed(dates):
        rest = rest[: raw.start] + " " + rest[raw.start + len(raw.text) :]
    numbered_day = (
        re.search(r"\d", words) and not _BESIDE_A_DAY.sub("", words) and any(map(str.isalpha, words))
    )
    says = bool(dates or read_day(words).weekdays or numbered_day)
    return says and not _BESIDE_A_DAY.sub("", rest).strip()


def with_range(text: str) -> tuple[RawDate, ...]:
    """The dates, and the other day of a short range: `8-12/9` is from 8/9 to 12/9."""
    dates = find_dates(text)
    if len(dates) == 1 and (first := FIRST_OF_RANGE.search(text[: dates[0].start])):
        return replace(dates[0], a=int(first[1])), dates[0]
    if len(dates) == 1 and (last := last_of_range(text, dates[0])) and int(last[1]) > dates[0].a:
        return dates[0], replace(dates[0], a=int(last[1]))
    return dates


def last_of_range(text: str, opening: RawDate) -> re.Match[str] | None:
    """The second day of `Oct 21–22`."""
    named = opening.form == "named"
    return _LAST_OF_RANGE.match(text, opening.start + len(opening.text)) if named else None
