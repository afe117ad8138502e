"""The words of the phrases for days, in English and in Vietnamese; Vietnamese counts without accents too."""

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Final, TypeVar

from weeklog.language.calendar_names import LANGUAGES
from weeklog.language.folding import folded, lowered

Value = TypeVar("Value", int, str)
MOST_COUNTED: Final = 7  # days or weeks ago
WEEKDAYS: Final = {
    code: tuple(tuple(map(lowered, names)) for names in words.weekdays) for code, words in LANGUAGES.items()
}
NEAR: Final = {code: words.near_days for code, words in LANGUAGES.items()}
COUNTS: Final = {
    code: {word: number for word, number in words.numbers.items() if 1 <= number <= MOST_COUNTED}
    for code, words in LANGUAGES.items()
}
COUNTS["en"]["a"] = 1
UNITS: Final = {code: words.units for code, words in LANGUAGES.items()}
MONTHS: Final = {
    lowered(name): month for month, names in enumerate(LANGUAGES["en"].months, 1) for name in names
}
WHICH: Final = {code: words.which for code, words in LANGUAGES.items()}
WEEKS: Final = {code: words.weeks for code, words in LANGUAGES.items()}
INTRO: Final = {code: words.before_day for code, words in LANGUAGES.items()}
FROM: Final = {code: words.from_day for code, words in LANGUAGES.items()}
TO: Final = {code: words.to_day for code, words in LANGUAGES.items()}

# They look like a day, exclude today, and name no one day. Only at the start: later they belong to the sentence.
_UNCLEAR: Final = (
    r"(?:(?:early|late) )?(?:last|next|past|coming) (?:week|weekend|month|year)",
    r"(?:at |on |over )?(?:the|this) weekend|the other day|on the \d{1,2}(?:st|nd|rd|th)",
    r"(?:a few|some|several|many) (?:days|weeks) ago|(?:\d{1,2}|a|one|two|three) (?:months?|years?) ago",
    r"(?:cuối |đầu |giữa )?(?:tuần|tháng|năm) (?:trước|rồi|vừa rồi|vừa qua|qua|sau|tới)",
    r"cuối tuần(?: này)?|(?:hôm|bữa) (?:trước|nọ|rồi)|(?:mấy|vài) (?:hôm|ngày|bữa|tuần) (?:trước|nay)",
    r"(?:\d{1,2}|một|hai|ba) (?:tháng|năm) trước|(?:vào )?ngày \d{1,2}",
)
_LONG_NAMES: Final = tuple(
    word
    for words in (*WEEKDAYS["en"], ("yesterday", "tomorrow"))
    for word in words
    if word.endswith(("day", "tomorrow"))
)
_ALIKE: Final = 0.85


def both_ways(values: Mapping[str, Value]) -> dict[str, Value]:
    """By their words with accents, and without where these are no other's."""
    return {folded(words): value for words, value in values.items()} | dict(values)


def any_of(words: Iterable[str]) -> str:
    """The longest first, with and without accents, for a pattern."""
    return "|".join(sorted({way for word in words for way in (word, folded(word))}, key=len, reverse=True))


_UNCLEAR_PATTERN: Final = re.compile("|".join((*_UNCLEAR, *map(folded, _UNCLEAR))))


def is_unclear(words: str) -> bool:
    return _UNCLEAR_PATTERN.fullmatch(words) is not None


def meant_by(word: str) -> str | None:
    """The long name of a day that this looks like, misspelt."""
    if not word.isalpha() or word.removesuffix("s") in _LONG_NAMES:
        return None
    return next(iter(get_close_matches(word, _LONG_NAMES, 1, _ALIKE)), None)
