"""Text made comparable, character by character, so that what is found in it can be cut out of the original. Pure."""

import unicodedata
from functools import lru_cache


def lowered(text: str) -> str:
    """Composed and lower case; as long as the composed original."""
    return "".join(
        lower if len(lower := one.lower()) == 1 else one for one in unicodedata.normalize("NFC", text)
    )


def folded(text: str) -> str:
    """Lower case without diacritics: "Tuần đầu" is "tuan dau". As long as the composed original."""
    return "".join(map(_bare, lowered(text)))


def has_marks(text: str) -> bool:
    return folded(text) != lowered(text)


@lru_cache(maxsize=2048)
def _bare(letter: str) -> str:
    if letter == "đ":
        return "d"
    base = unicodedata.normalize("NFD", letter)[0]
    return base if base.isalpha() else letter
