"""Which words of a sentence say in other words what its records say. Pure.

Stricter than a search, which also finds what is only near in meaning: here a word stands for another when both name
the same act (`weeklog/language/paraphrases.txt`), or one translates the other.
"""

from collections.abc import Sequence
from typing import Final

from weeklog.claims.records import Cited
from weeklog.language.paraphrases import stems_of_ways

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
    ways = stems_of_ways(phrase)
    return not ways.words.isdisjoint(cited.stems) or any(one in cited.run_of_stems for one in ways.phrases)
