"""Words that say nothing by themselves (`light_words.txt`): what may stand in any sentence. Pure."""

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Final

from weeklog.language.irregular import inflected
from weeklog.language.numbers import read_number, read_ordinal
from weeklog.language.stems import COMMON, stem
from weeklog.language.word_files import lines_of, words_of_line

LONGEST: Final = 3  # words of a phrase


def is_light(word: str) -> bool:
    """A word in lower case. Numbers are light, because they are looked up by themselves."""
    if word in COMMON or stem(word) in _light() or word.isdigit():
        return True
    return read_number(word) is not None or read_ordinal(word) is not None


def light_places(words: Sequence[str]) -> frozenset[int]:
    """The places of the light words and phrases."""
    return frozenset(_places(words))


def _places(words: Sequence[str]) -> Iterator[int]:
    for at, word in enumerate(words):
        if is_light(word):
            yield at
        for size in range(2, LONGEST + 1):
            if " ".join(map(stem, words[at : at + size])) in _light():
                yield from range(at, min(at + size, len(words)))


@cache
def _light() -> frozenset[str]:
    words = [word for line in lines_of(Path(__file__).with_suffix(".txt")) for word in words_of_line(line)]
    forms = (form for word in words for form in inflected(word))
    return frozenset(" ".join(map(stem, form.split())) for form in forms)
