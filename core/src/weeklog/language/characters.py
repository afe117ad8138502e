"""Which characters text may hold, and the one form in which it is kept: Unicode's composed form, NFC.

The same words arrive composed from Linux and decomposed from macOS. Both become the same text here, at the border, so
that everything behind it may compare with `==`.
"""

import re
import unicodedata
from typing import Final

LONGEST_TAG: Final = 40  # characters
LONGEST_RUN: Final = 30  # combining marks behind one letter; what Unicode calls stream-safe text
_JOINERS: Final = "\u200c\u200d"  # within words of Persian, Hindi, Malayalam and others they change the shape
_SURROGATE: Final = re.compile("[\ud800-\udfff]")


def composed(text: str) -> str:
    """The text in NFC, in linear time."""
    if text.isascii() or unicodedata.is_normalized("NFC", text):
        return text
    return unicodedata.normalize("NFC", _ordered(text))


def _ordered(text: str) -> str:
    """Long runs of combining marks in their canonical order: `unicodedata` sorts each run in quadratic time."""
    parts: list[str] = []
    run: list[str] = []
    for character in text:
        if unicodedata.combining(character):
            run.append(character)
        else:
            parts += _sorted(run)
            parts.append(character)
            run.clear()
    return "".join((*parts, *_sorted(run)))


def _sorted(run: list[str]) -> list[str]:
    return sorted(run, key=unicodedata.combining) if len(run) > LONGEST_RUN else run


def unstorable(text: str) -> str | None:
    """Why no row can hold the text; None when one can."""
    if "\x00" in text:
        return "holds a NUL character, which cannot be stored: remove it"
    if _SURROGATE.search(text):
        return "holds half a character (a lone surrogate), which cannot be stored: remove it, or type it anew"
    return None


def is_blank(text: str) -> bool:
    """Whether nothing of the text can be seen: spaces, control and format characters alone."""
    return not text.strip() or all(unicodedata.category(character)[0] in "CZ" for character in text)


# Where combining marks lie; variation selectors are left out: they choose a picture.
_MARKED_BLOCKS: Final = (
    (0x300, 0x2000), (0x20D0, 0x2100), (0x2C00, 0x3100), (0xA600, 0xAC00), (0xFB00, 0xFE00), (0xFE20, 0xFE30),
    (0x10000, 0x12000), (0x16000, 0x17000), (0x1BC00, 0x1BD00), (0x1CF00, 0x1D250), (0x1DA00, 0x1E95A),
)  # fmt: skip
_VARIATIONS: Final = "\u180b\u180c\u180d\u180f"


def _marks() -> str:
    """Every combining mark (Mn, Mc: accents, vowel signs of Devanagari and others), for a class of a pattern."""
    found = [
        chr(one)
        for first, end in _MARKED_BLOCKS
        for one in range(first, end)
        if unicodedata.category(chr(one)) in ("Mn", "Mc")
    ]
    return "".join(found).translate(dict.fromkeys(map(ord, _VARIATIONS)))


MARKS: Final = _marks()
LETTER: Final = rf"[\w{MARKS}{_JOINERS}]"  # behind another: a letter, a digit, `_`, a mark, a joiner
TAG: Final = rf"[\w-][\w{MARKS}{_JOINERS}-]{{0,{LONGEST_TAG - 1}}}(?!{LETTER}|-)"
_TAG: Final = re.compile(TAG)


def tag_key(tag: str) -> str:
    """The form in which a tag is kept: composed, lower case, without spaces at its ends."""
    return composed(composed(tag).strip().lower())


def is_tag(tag: str) -> bool:
    """Letters, digits, `_` and `-`; behind one of these marks and joiners, as words of every script need them."""
    return _TAG.fullmatch(tag) is not None
