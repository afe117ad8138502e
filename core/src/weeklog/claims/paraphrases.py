"""Which words of a sentence say in other words what its records say. Pure.

Stricter than a search, which also finds what is only near in meaning: here a word stands for another when both name
the same act (`weeklog/language/paraphrases.txt`), or one translates the other.
"""

from collections.abc import Sequence
from typing import Final

from weeklog.claims.records import Cited
from weeklog.language.paraphrases import stems_in, ways_of
from weeklog.language.stems import stem

LONGEST: Final = 4  # words of a phrase


def borne_out(words: Sequence[str], cited: Cited) -> frozenset[int]:
    """The places of the words, in lower case, that stand for what is cited: the longest phrases first."""
    found: set[int] = set()
    at = 0
    while at < len(words):
        sizes = range(min(LONGEST, len(words) - at), 0, -1)
        size = next((one for one in sizes if _stands(" ".join(words[at : at + one]), cited)), 0)
        found.update(range(at, at + size))
        at += max(size, 1)
    return frozenset(found)


def _stands(phrase: str, cited: Cited) -> bool:
    return any(_is_said(way, cited) for way in ways_of(phrase))


def _is_said(way: str, cited: Cited) -> bool:
    if " " not in way:
        return stem(way) in cited.stems
    return f" {stems_in(way)} " in cited.run_of_stems
