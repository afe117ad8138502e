"""The words for days, in English and in Vietnamese; what is written in Vietnamese counts without accents too."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Final

WEEKDAYS: Final = {
    "en": (
        ("mon", "monday"), ("tue", "tues", "tuesday"), ("wed", "weds", "wednesday"),
        ("thu", "thur", "thurs", "thursday"), ("fri", "friday"), ("sat", "saturday"), ("sun", "sunday"),
    ),
    "vi": (
        ("t2", "thứ 2", "thứ hai"), ("t3", "thứ 3", "thứ ba"), ("t4", "thứ 4", "thứ tư"), ("t5", "thứ 5", "thứ năm"),
        ("t6", "thứ 6", "thứ sáu"), ("t7", "thứ 7", "thứ bảy", "thứ bẩy"), ("cn", "chủ nhật", "chúa nhật"),
    ),
}  # fmt: skip
NEAR: Final = {
    "en": {
        "the day before yesterday": -2, "day before yesterday": -2, "yesterday": -1, "yesterday morning": -1,
        "yesterday afternoon": -1, "yesterday evening": -1, "last night": -1, "today": 0, "this morning": 0,
        "this afternoon": 0, "this evening": 0, "tonight": 0, "tomorrow": 1, "tomorrow morning": 1,
        "tomorrow afternoon": 1, "tomorrow evening": 1, "the day after tomorrow": 2, "day after tomorrow": 2,
    },
    "vi": {
        "hôm kia": -2, "hôm qua": -1, "hôm nay": 0, "ngày mai": 1, "ngày kia": 2, "ngày mốt": 2,
        **{f"{part} hôm kia": -2 for part in ("sáng", "trưa", "chiều", "tối", "đêm")},
        **{f"{part} {day}": -1 for part in ("sáng", "trưa", "chiều", "tối", "đêm") for day in ("qua", "hôm qua")},
        **{f"{part} {day}": 0 for part in ("sáng", "trưa", "chiều", "tối", "đêm") for day in ("nay", "hôm nay")},
        **{f"{part} {day}": 1 for part in ("sáng", "trưa", "chiều", "tối") for day in ("mai", "ngày mai")},
    },
}  # fmt: skip
COUNTS: Final = {
    "en": {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7},
    "vi": {"một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7},
}
UNITS: Final = {
    "en": {"day": 1, "days": 1, "week": 7, "weeks": 7},
    "vi": {"ngày": 1, "hôm": 1, "bữa": 1, "tuần": 7},
}
_MONTH_NAMES: Final = (
    ("jan", "january"), ("feb", "february"), ("mar", "march"), ("apr", "april"), ("may",), ("jun", "june"),
    ("jul", "july"), ("aug", "august"), ("sep", "sept", "september"), ("oct", "october"), ("nov", "november"),
    ("dec", "december"),
)  # fmt: skip
MONTHS: Final = {name: month for month, names in enumerate(_MONTH_NAMES, 1) for name in names}
# Which one is meant: `last` and `next` may be that of another week, `past` and `coming` are the nearest.
WHICH: Final = {
    "en": {"last": "last", "past": "past", "this": "this", "next": "next", "coming": "coming"},
    "vi": {
        "trước": "last", "rồi": "past", "vừa rồi": "past", "vừa qua": "past", "này": "this", "sau": "next",
        "tới": "coming",
    },
}  # fmt: skip
WEEKS: Final = {
    "en": {"last week": -1, "this week": 0, "next week": 1},
    "vi": {
        "tuần trước": -1, "tuần rồi": -1, "tuần vừa rồi": -1, "tuần qua": -1, "tuần này": 0, "tuần sau": 1, "tuần tới": 1,
    },
}  # fmt: skip
INTRO: Final = {
    "en": ("on",),
    "vi": ("vào ngày", "vào hôm", "vào", "hôm", "ngày", "mùng", "mồng", "ngày mùng"),
}
FROM: Final = {"en": ("from",), "vi": ("từ ngày", "từ")}
TO: Final = {"en": ("to", "until"), "vi": ("đến ngày", "đến", "tới")}

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


def plain(words: str) -> str:
    letters = unicodedata.normalize("NFD", words.replace("đ", "d"))
    return unicodedata.normalize("NFC", "".join(one for one in letters if not unicodedata.combining(one)))


def both_ways(values: Mapping[str, int | str]) -> dict[str, int | str]:
    """By their words with accents, and without where these are no other's."""
    return {plain(words): value for words, value in values.items()} | dict(values)


def any_of(words: Iterable[str]) -> str:
    """The longest first, with and without accents, for a pattern."""
    return "|".join(sorted({way for word in words for way in (word, plain(word))}, key=len, reverse=True))


_UNCLEAR_PATTERN: Final = re.compile("|".join((*_UNCLEAR, *map(plain, _UNCLEAR))))


def is_unclear(words: str) -> bool:
    return _UNCLEAR_PATTERN.fullmatch(words) is not None


def meant_by(word: str) -> str | None:
    """The long name of a day that this looks like, misspelt."""
    if not word.isalpha() or word.removesuffix("s") in _LONG_NAMES:
        return None
    return next(iter(get_close_matches(word, _LONG_NAMES, 1, _ALIKE)), None)
