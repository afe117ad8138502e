"""Case and accents. What is folded is as long as the composed text, so that what is found in it can be cut out of
that."""

import unicodedata
from functools import lru_cache
from typing import Final

from weeklog.language.characters import composed

_ACCENTED_SCRIPTS_END: Final = 0x530  # Latin, Greek and Cyrillic: elsewhere a mark makes another letter
_STROKES: Final = {
    "đ": "d",
    "ı": "i",
    "ł": "l",
    "ø": "o",
    "ħ": "h",
    "ŧ": "t",
}  # letters that do not decompose


def lowered(text: str) -> str:
    """Composed and lower case; as long as the composed text."""
    same = composed(text)
    lower = same.lower()
    if len(lower) == len(same):
        return lower
    return "".join(low if len(low := one.lower()) == 1 else one for one in same)


def folded(text: str) -> str:
    """Lower case without accents: "Tuần đầu" is "tuan dau". As long as the composed text."""
    lower = lowered(text)
    return lower if lower.isascii() else "".join(map(_bare, lower))


def has_accents(text: str) -> bool:
    return folded(text) != lowered(text)


def says(asked: str, text: str) -> bool:
    """Whether the word asked for is the word of the text: accents count where both have some."""
    asked, text = lowered(asked), lowered(text)
    return asked == text or (folded(asked) == folded(text) and not (has_accents(asked) and has_accents(text)))


@lru_cache(maxsize=4096)
def _bare(letter: str) -> str:
    if letter in _STROKES:
        return _STROKES[letter]
    base = unicodedata.normalize("NFD", letter)[0]
    return base.lower() if base.isalpha() and ord(base) < _ACCENTED_SCRIPTS_END else letter
