"""Text made comparable, character by character, so that what is found in it can be cut out of the original. Pure."""

import unicodedata
from functools import lru_cache


def lowered(text: str) -> str:
    """Composed and lower case; as long as the composed original."""
    composed = unicodedata.normalize("NFC", text)
    lower = composed.lower()
    if len(lower) == len(composed):
        return lower
    return "".join(low if len(low := one.lower()) == 1 else one for one in composed)


def folded(text: str) -> str:
    """Lower case without diacritics: "Tuần đầu" is "tuan dau". As long as the composed original."""
    lower = lowered(text)
    return lower if lower.isascii() else "".join(map(_bare, lower))


def has_marks(text: str) -> bool:
    return folded(text) != lowered(text)


@lru_cache(maxsize=2048)
def _bare(letter: str) -> str:
    if letter == "đ":
        return "d"
    base = unicodedata.normalize("NFD", letter)[0]
    return base if base.isalpha() else letter
