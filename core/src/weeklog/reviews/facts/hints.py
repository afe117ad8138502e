"""Weak signs that an entry may be about a text: enough to ask its owner, and never to claim it.

They are looked for only where no telling word is shared, before a review says that nothing is linked.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

from weeklog.language.folding import folded, lowered
from weeklog.language.stems import COMMON, stem

_WORD: Final = re.compile(r"[^\W\d_]+")
_SHORTEST: Final = 3
_ABBREVIATION: Final = range(4, 9)  # letters: `cert` for certificate, `sept` for September


@dataclass(frozen=True, slots=True)
class Hints:
    words: frozenset[str]  # stems of English words, also of those that tell little by themselves
    beginnings: frozenset[str]  # of longer words
    accented: frozenset[str]  # neighbouring syllables of Vietnamese, without their accents
    neighbours: frozenset[str]  # of all words: Vietnamese that was typed without accents is among them


@lru_cache(maxsize=2048)
def hints_of(text: str) -> Hints:
    words = _WORD.findall(lowered(text))
    english = {stem(one) for one in words if one.isascii() and len(one) >= _SHORTEST and one not in COMMON}
    pairs = list(pairwise(zip(words, map(folded, words), strict=True)))
    return Hints(
        words=frozenset(english),
        beginnings=frozenset(word[:end] for word in english for end in _ABBREVIATION if end < len(word)),
        accented=frozenset(_bare(pair) for pair in pairs if _is_vietnamese(pair)),
        neighbours=frozenset(map(_bare, pairs)),
    )


_Word = tuple[str, str]  # as it is written, and without accents


def _bare(pair: tuple[_Word, _Word]) -> str:
    return f"{pair[0][1]} {pair[1][1]}"


def _is_vietnamese(pair: tuple[_Word, _Word]) -> bool:
    return any(word != bare for word, bare in pair) and all(word not in COMMON for word, _ in pair)


def may_be_about(one: str, other: str) -> bool:
    """Whether they share any word, an abbreviation of one, or two syllables written with and without accents."""
    mine, theirs = hints_of(one), hints_of(other)
    return (
        not mine.words.isdisjoint(theirs.words)
        or not mine.accented.isdisjoint(theirs.neighbours)
        or not theirs.accented.isdisjoint(mine.neighbours)
        or not mine.words.isdisjoint(theirs.beginnings)
        or not theirs.words.isdisjoint(mine.beginnings)
    )
