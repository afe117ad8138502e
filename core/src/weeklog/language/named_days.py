"""Where a text names weekdays and months, in English and Vietnamese."""

import re
from collections.abc import Iterator
from typing import Final

from weeklog.language.calendar_names import MONTHS, WEEKDAYS
from weeklog.language.folding import has_accents, lowered


def _named(text: str, names: tuple[re.Pattern[str], dict[str, int]]) -> Iterator[tuple[str, int]]:
    pattern, values = names
    for match in pattern.finditer(text):
        yield match[0], values[lowered(match[0])]


_ABBREVIATED = 3  # letters of `Mon` and `Mar`


def _pattern(values: dict[str, int]) -> tuple[re.Pattern[str], dict[str, int]]:
    """In lower case only where they cannot be another word: `may`, `mar`, `sat`, `sun`."""
    words = {lowered(word): value for word, value in values.items()}
    long = [word for word in words if len(word) > _ABBREVIATED or has_accents(word)]
    abbreviated = [word for word in words if len(word) == _ABBREVIATED and word.isalpha() and word.isascii()]
    capital = [word.capitalize() for word in abbreviated]
    choices = "|".join(re.escape(word) for word in sorted(long, key=len, reverse=True))
    short = "|".join(sorted(capital))
    return re.compile(rf"\b(?:(?i:{choices})|{short})\b"), words


WEEKDAY_WORDS: Final = _pattern(dict(WEEKDAYS))
MONTH_WORDS: Final = _pattern(dict(MONTHS))


def weekdays_in(text: str) -> Iterator[tuple[str, int]]:
    """Their words, and the days as `date.weekday()` counts them."""
    return _named(text, WEEKDAY_WORDS)


def months_in(text: str) -> Iterator[tuple[str, int]]:
    """Their words, and their numbers."""
    return _named(text, MONTH_WORDS)
