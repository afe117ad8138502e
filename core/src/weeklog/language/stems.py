"""What of a word stays the same, and which words tell what a text is about."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Final, Protocol, cast

import snowballstemmer  # pyright: ignore[reportMissingTypeStubs] - it has no types

from weeklog.language.characters import LETTER
from weeklog.language.english import ENGLISH
from weeklog.language.folding import folded, lowered
from weeklog.language.vietnamese import VIETNAMESE

SHORTEST_TELLING: Final = 3  # letters of a word that tells something
LONGEST_STEMMED: Final = 40  # letters; a longer run of letters is no word of English
_WORD: Final = re.compile(rf"\w(?:{LETTER}|['’](?=\w))*")
_COMPOUND: Final = re.compile(rf"{_WORD.pattern}(?:[-‐‑]{_WORD.pattern})+")
COMMON: Final = ENGLISH.common | VIETNAMESE.common


class _Stemmer(Protocol):
    def stemWord(self, word: str) -> str: ...  # noqa: N802 - the library's name


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """`modules` and `module`, `tested` and `testing` have one stem. A word with accents, or of another script, is
    its own: Vietnamese words have no endings."""
    lower = lowered(word).replace("’", "'")
    if not lower.isascii() or len(lower) > LONGEST_STEMMED:
        return lower
    # One for each call: it holds the word that it works on. It has no types.
    english = cast("_Stemmer", snowballstemmer.stemmer("english"))  # pyright: ignore[reportUnknownMemberType] - it has no types
    return english.stemWord(lower)


def words_of(text: str) -> list[str]:
    """In lower case, in their order; a compound with a hyphen is its parts."""
    return _WORD.findall(lowered(text))


def stems_of(text: str) -> list[str]:
    return [stem(word) for word in words_of(text)]


def telling(text: str) -> frozenset[str]:
    """The stems of the words that tell what a text is about: no common word, no number, nothing very short."""
    return frozenset(
        stem(word)
        for word in words_of(text)
        if len(word) >= SHORTEST_TELLING and word not in COMMON and not word.isdigit()
    )


def keys_of(text: str) -> frozenset[str]:
    """Every key under which a word of the text may be looked up: its stem with and without accents; a compound
    also as one word, and so are two neighbours. So `write-up`, `write up` and `writeup` share a key, and so do
    `họp` and `hop`."""
    return frozenset(key for one in _ways(lowered(text)) for key in (one, folded(one)))


def _ways(text: str) -> Iterator[str]:
    words = _WORD.findall(text)
    yield from map(stem, words)
    for compound in _COMPOUND.findall(text):
        yield stem(re.sub(r"[-‐‑]", "", compound))
    for first, second in pairwise(words):
        yield stem(first + second)
