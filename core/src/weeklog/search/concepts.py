"""What a question's words ask for: each a concept, with the ways in which rows may say it. Pure.

A concept is said by its stem, with and without a hyphen, in the other language; and by words near in meaning, which
count for less.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from weeklog.language.folding import folded
from weeklog.language.irregular import forms_of
from weeklog.language.stems import COMMON
from weeklog.language.synonyms import is_known, near_in_meaning
from weeklog.language.translations import LONGEST_PHRASE, said_otherwise

MOST_CONCEPTS: Final = 10
_MOST_NEAR: Final = 30  # words near in meaning, of one concept
_COMPOUND: Final = range(7, 25)  # letters; `frontend` may be written as two words
_SHORTEST_PART: Final = 3
_SAME_BEGINNING: Final = 6  # letters, of words of one family
_WORD: Final = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")


@dataclass(frozen=True)
class Concept:
    said: str  # as it was asked for
    ways: tuple[str, ...]  # words and phrases, any of which says it
    near: tuple[str, ...] = ()  # which say nearly the same
    needed: bool = True  # a row says all that was asked for only with it

    @property
    def term(self) -> str:
        return _term(self.ways)

    @property
    def wide_term(self) -> str:
        """Also what begins like it: `accurate` and `accuracy`."""
        begun = f"'{self.said[:_SAME_BEGINNING]}':*"
        return _term((*self.ways, *self.near)) + (f" | {begun}" if self._is_long else "")

    @property
    def _is_long(self) -> bool:
        return len(self.said) > _SAME_BEGINNING and self.said.isascii() and self.said.isalpha()


def _term(ways: Sequence[str]) -> str:
    """For Postgres: any of the ways; the words of a phrase stand side by side. `driver's license` has a quote."""
    return " | ".join("'" + way.replace("'", "''") + "'" for way in ways)


def concepts_of(words: Iterable[str], also: Iterable[str] = ()) -> tuple[Concept, ...]:
    """Of words and phrases; common words say nothing while others remain. A row need not say what is `also`
    asked for."""
    found = {concept.said: concept for one in words for concept in _concepts(one)}
    telling = {said: one for said, one in found.items() if said not in COMMON} or found
    more = {
        concept.said: replace(concept, needed=False)
        for one in also
        for concept in _concepts(one)
        if concept.said not in COMMON and concept.said not in telling
    }
    return tuple((telling | more).values())[:MOST_CONCEPTS]


def _concepts(phrase: str) -> Iterator[Concept]:
    """The longest phrases that are known in the other language, then single words; syllables of Vietnamese in
    pairs."""
    words = [match[0].strip("-'’.").lower() for match in _WORD.finditer(phrase)]
    rest: list[str] = []
    at = 0
    while at < len(words):
        size = next(
            (
                size
                for size in range(min(LONGEST_PHRASE, len(words) - at), 0, -1)
                if _is_one(" ".join(words[at : at + size]))
            ),
            0,
        )
        if not size:
            rest.append(words[at])
            at += 1
            continue
        yield from _unknown(rest)
        rest = []
        yield _concept(" ".join(words[at : at + size]))
        at += size
    yield from _unknown(rest)


def _is_one(phrase: str) -> bool:
    return bool(said_otherwise(phrase)) or (" " in phrase and is_known(phrase))


def _unknown(words: Sequence[str]) -> Iterator[Concept]:
    syllables: list[str] = []
    for word in (*words, ""):
        if word and not word.isascii():
            syllables.append(word)
            continue
        yield from _syllables(syllables)
        syllables = []
        if word:
            yield _concept(word)


def _syllables(run: Sequence[str]) -> Iterator[Concept]:
    telling = [one for one in run if one not in COMMON]
    if not telling[1:]:  # no pair
        yield from map(_concept, telling)
        return
    yield from (_concept(f"{first} {second}") for first, second in pairwise(run))


def _concept(words: str) -> Concept:
    ways = tuple(dict.fromkeys((*_spellings(words), *said_otherwise(words))))
    near = (_bare(one) for one in near_in_meaning(words)[:_MOST_NEAR])
    return Concept(words, ways, tuple(one for one in near if one not in ways))


def _bare(words: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", words))


def _spellings(words: str) -> Iterator[str]:
    """`look-up`, `lookup` and `look up` are one word."""
    bare = " ".join(re.findall(r"[^\W_]+", words))
    yield bare
    yield from forms_of(bare)
    if re.search(r"[-‐‑]", words):
        joined = re.sub(r"[^\w]", "", words)
        yield from dict.fromkeys((joined, folded(joined)))  # `vi-ta-min` is how Vietnamese writes `vitamin`
    elif len(bare) in _COMPOUND and bare.isascii() and bare.isalpha():
        for at in range(_SHORTEST_PART, len(bare) - _SHORTEST_PART + 1):
            yield f"{bare[:at]} {bare[at:]}"
