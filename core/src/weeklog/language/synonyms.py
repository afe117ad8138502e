"""Words of one language that people use for the same thing at work: who asks for the "kids" finds the "pupils".

A line is one meaning. These are near in meaning, not equal: a search that ranks counts them for less than the
word itself, and nothing is counted or denied by them. They stand in `words/synonyms.txt`; an ending makes no
difference. Things of a kind are near to its name, and not the other way round: `words/kinds.txt`.
"""

from collections.abc import Mapping
from functools import cache, lru_cache

from weeklog.language.folding import folded
from weeklog.language.stems import stem
from weeklog.language.translations import said_at_work, said_otherwise
from weeklog.language.word_files import read_lines, words_of_line


def _key(words: str) -> str:
    return " ".join(stem(word) for word in words.lower().split())


@cache
def _table() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for line in map(words_of_line, read_lines("synonyms")):
        for word in line:
            for key in {_key(word), folded(word)} if not word.isascii() else {_key(word)}:
                found.setdefault(key, {}).update(dict.fromkeys(one for one in line if one != word))
    return {word: tuple(others) for word, others in found.items()}


@cache
def _things() -> Mapping[str, tuple[str, ...]]:
    """What a kind holds, by its name."""
    found: dict[str, tuple[str, ...]] = {}
    for line in read_lines("kinds"):
        kinds, things = line.split(":")
        found |= {_key(kind): tuple(words_of_line(things)) for kind in words_of_line(kinds)}
    return found


def is_known(word: str) -> bool:
    """Whether it is a word of a meaning here: then it is no slip of another."""
    return _key(word) in _table() or _key(word) in _things()


@lru_cache(maxsize=4096)
def near_in_meaning(words: str) -> tuple[str, ...]:
    """Words near in meaning, in either language, without those that say just the same."""
    same = (words, *said_otherwise(words))
    near = [other for one in same for other in (*_table().get(_key(one), ()), *_things().get(_key(one), ()))]
    translated = [other for one in near for other in said_at_work(one)]
    return tuple(one for one in dict.fromkeys((*near, *translated)) if one not in same)
