"""Which words of a sentence say in other words what its records say. Pure.

Stricter than a search, which also finds what is only near in meaning: here a word stands for another when both name
the same act (`paraphrases.txt`), or one translates the other.
"""

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from weeklog.claims.records import Cited
from weeklog.language.irregular import forms_of, inflected
from weeklog.language.stems import stem, words_of
from weeklog.language.translations import said_otherwise
from weeklog.language.word_files import lines_of, words_of_line

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


@lru_cache(maxsize=16_384)
def ways_of(phrase: str) -> tuple[str, ...]:
    """The phrase itself, its forms, and what says the same in either language."""
    same = (phrase, *forms_of(phrase))
    acts = (act for one in same for act in _acts().get(stems_in(one), ()))
    same = tuple(dict.fromkeys((*same, *acts)))
    ways = (*same, *(other for one in same for other in said_otherwise(one)))
    return tuple(dict.fromkeys(form for way in ways for form in inflected(way)))


def stems_in(words: str) -> str:
    return " ".join(map(stem, words_of(words)))


@cache
def _acts() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for line in map(words_of_line, lines_of(Path(__file__).with_suffix(".txt"))):
        for word in line:
            for form in inflected(word):
                found.setdefault(stems_in(form), {}).update(dict.fromkeys(line))
    return {word: tuple(others) for word, others in found.items()}
