"""Weekdays and months: what they are called, and which one a word names."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from weeklog.language.english import ENGLISH
from weeklog.language.folding import folded, lowered
from weeklog.language.vietnamese import VIETNAMESE
from weeklog.language.words import Words

LANGUAGES: Final[Mapping[str, Words]] = {words.code: words for words in (ENGLISH, VIETNAMESE)}


def both_ways(values: Mapping[str, int]) -> dict[str, int]:
    """By their words in lower case, and without accents where these are no other's."""
    return {folded(words): value for words, value in values.items()} | {
        lowered(words): value for words, value in values.items()
    }


def _numbered(named: Iterable[Iterable[str]], first: int) -> dict[str, int]:
    return {name: number for number, names in enumerate(named, first) for name in names}


WEEKDAYS: Final = both_ways(_numbered(ENGLISH.weekdays, 0) | _numbered(VIETNAMESE.weekdays, 0))
MONTHS: Final = both_ways(_numbered(ENGLISH.months, 1) | _numbered(VIETNAMESE.months, 1))


def read_weekday(word: str) -> int | None:
    """0 for Monday: `Thu`, `thursday`, `Thứ Năm`, `thu 5`, `T5`. None when the word names none."""
    return WEEKDAYS.get(_plain(word))


def read_month(word: str) -> int | None:
    """1 for January: `Oct`, `october`, `tháng 10`, `tháng mười`."""
    return MONTHS.get(_plain(word))


def weekday_name(weekday: int, language: str = "en") -> str:
    """As it stands within a sentence; 0 is Monday. An unknown language reads as English."""
    return _of(language).weekdays[weekday][0]


def month_name(month: int, language: str = "en") -> str:
    return _of(language).months[month - 1][0]


def long_day(day: date, language: str = "en") -> str:
    """A day of this year within a sentence: `Friday 9 October`, `thứ Sáu 09/10`."""
    name = weekday_name(day.weekday(), language)
    return f"{name} {day:%d/%m}" if language == "vi" else f"{name} {day.day} {month_name(day.month)}"


def _of(language: str) -> Words:
    return LANGUAGES.get(language, ENGLISH)


def _plain(word: str) -> str:
    return " ".join(lowered(word).rstrip(".").split())
