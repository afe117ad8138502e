"""Words that name the same act, in either language: `paraphrases.txt`, and translations."""

from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from weeklog.language.irregular import forms_of, inflected
from weeklog.language.stems import stem, words_of
from weeklog.language.translations import said_otherwise
from weeklog.language.word_files import lines_of, words_of_line


class Ways(NamedTuple):
    """What says the same, by its stems. `phrases` have several words, with a space at either end."""

    words: frozenset[str]
    phrases: tuple[str, ...]


@lru_cache(maxsize=16_384)
def stems_of_ways(phrase: str) -> Ways:
    """A phrase in lower case, and all that says the same."""
    ways = ways_of(phrase)
    return Ways(
        frozenset(stem(way) for way in ways if " " not in way),
        tuple(dict.fromkeys(f" {stems_in(way)} " for way in ways if " " in way)),
    )


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
