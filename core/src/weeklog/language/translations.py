"""Words in English and in Vietnamese: a question in one language finds rows in the other.

Two files of `words/` hold them. `translations.txt` has words of work, by which entries are also counted;
`dictionary.txt` has everyday words and words of trades, by which rows are ranked.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Final

from weeklog.language.folding import folded, lowered
from weeklog.language.irregular import inflected
from weeklog.language.stems import stem
from weeklog.language.word_files import read_lines, words_of_line
from weeklog.vocabulary import Language

Meaning = tuple[list[str], list[str]]  # in English and in Vietnamese


def _read(name: str) -> tuple[Meaning, ...]:
    return tuple(
        (words_of_line(here), words_of_line(there))
        for here, _, there in (line.partition("=") for line in read_lines(name))
    )


def _table(meanings: Iterable[Meaning], *, synonyms: bool) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for here, there in meanings:
        for side, other in ((here, there), (there, here)):
            for word in side:
                same = [one for one in side if one != word] if synonyms else []
                keys = {folded(word), _marked(word), *([_stemmed(word)] if synonyms and side is here else [])}
                for key in keys:
                    found.setdefault(key, []).extend((*other, *same))
    return {word: tuple(dict.fromkeys(others)) for word, others in found.items()}


@cache
def _dictionary() -> Mapping[str, tuple[str, ...]]:
    """A syllable typed without its accents may be one of many words, so it is none here."""
    found: dict[str, list[str]] = {}
    headwords = frozenset(lowered(word) for here, _ in _read("dictionary") for word in here)
    for here, there in _read("dictionary"):
        said = [form for word in here for form in _forms(word, headwords)]
        for word in said:
            for key in {lowered(word), _stemmed(word)}:
                found.setdefault(key, []).extend(there)
        for word in there:
            for key in {_marked(word), *([folded(word)] if " " in word else [])}:
                found.setdefault(key, []).extend(said)
    return {word: tuple(dict.fromkeys(others)) for word, others in found.items()}


def _forms(word: str, headwords: frozenset[str]) -> Iterator[str]:
    """`taught` is said as `teach` is. A form that is a word of its own is not: `rose`, `saw`, `felt`."""
    yield word
    yield from (form for form in inflected(word) if form not in headwords)


def _marked(words: str) -> str:
    """The same wherever a syllable carries its tone: `hoá` and `hóa`."""
    bare = folded(words)
    if bare == lowered(words):
        return bare
    marks = sorted(one for one in unicodedata.normalize("NFD", lowered(words)) if not one.isascii())
    return f"{bare} {''.join(marks)}"


def _stemmed(words: str) -> str:
    """`fixed` is said as `fix` is. Vietnamese words have no endings."""
    return " ".join(map(stem, words.split()))


_WORDS_OF_WORK: Final = _read("translations")
_TRANSLATIONS: Final = _table(_WORDS_OF_WORK, synonyms=False)
_OTHERWISE: Final = _table(_WORDS_OF_WORK, synonyms=True)
VIETNAMESE_COMPOUNDS: Final = frozenset(word for _, there in _WORDS_OF_WORK for word in there if " " in word)
COMPOUNDS: Final[Mapping[Language, frozenset[str]]] = {
    "en": frozenset(word for here, _ in _WORDS_OF_WORK for word in here if " " in word),
    "vi": VIETNAMESE_COMPOUNDS,
}
LONGEST_PHRASE: Final = max(len(word.split()) for table in (_OTHERWISE, _dictionary()) for word in table)


def is_without_accents(word: str) -> bool:
    """Whether it is a Vietnamese word of the dictionary that has none: `tro`; `trò` is another word."""
    return word in _without_accents()


@cache
def _without_accents() -> frozenset[str]:
    return frozenset(
        word for _, there in _read("dictionary") for word in there if word.isascii() and " " not in word
    )


def also_said(words: str) -> tuple[str, ...]:
    """What a word or phrase is in the other language; none when neither file holds it. Of the dictionary only
    what is said with several syllables in Vietnamese: one syllable is many words."""
    if found := _look_up(_TRANSLATIONS, words):
        return found
    return tuple(one for one in _look_up(_dictionary(), words) if " " in one or " " in words)


def said_at_work(words: str) -> tuple[str, ...]:
    """Other words for the same in either language, of those of work."""
    return _with_stem(_OTHERWISE, words)


def said_otherwise(words: str) -> tuple[str, ...]:
    """Other words for the same in either language, as a search that ranks may use them."""
    return tuple(dict.fromkeys((*said_at_work(words), *_with_stem(_dictionary(), words))))


def _with_stem(table: Mapping[str, tuple[str, ...]], words: str) -> tuple[str, ...]:
    return _look_up(table, words) or table.get(_stemmed(words.lower()), ())


def _look_up(table: Mapping[str, tuple[str, ...]], words: str) -> tuple[str, ...]:
    """What is typed without accents may be any of the words that look so; `trẻ` is not `trễ`."""
    key = _marked(words)
    return table.get(key) or table.get(key.removesuffix("s"), ())
