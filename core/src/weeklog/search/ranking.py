"""One list out of what was found by words, by words that were meant, and by meaning. Pure."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from math import log
from typing import Final, Literal
from uuid import UUID

from weeklog.language.folding import folded
from weeklog.language.stems import words_of
from weeklog.vocabulary import FoundKind

Why = Literal["words", "typo", "meaning"]

BEGUN_WORD: Final = 0.85  # what a word is worth that begins with the last one asked for
OTHER_ACCENTS: Final = 0.4  # and one of the same letters with other accents
NEAR_WORD: Final = 0.75  # and one that may have been meant instead
SOME_WORDS: Final = 0.6  # what a row is worth that says only some of the words, before its share
LIKE_NOTHING: Final = 0.1  # what the model says of unrelated sentences
LIKE_THE_SAME: Final = 0.65  # and of the same said otherwise
LEAST_LIKENESS: Final = 0.18
LEAST_UNSAID: Final = 0.22  # where no row says any of the words: they may be no words at all
LEAST_OF_ONE_WORD: Final = 0.3  # and it was one alone, of which the model knows least
LEAST_OF_BEST: Final = 0.6  # what is much less like the question than the best is not what was meant
MEANING: Final = 0.9


@dataclass
class Candidate:
    kind: FoundKind
    id: UUID
    literal: set[int] = field(default_factory=set[int])  # which of the words it says
    begun: set[int] = field(default_factory=set[int])  # or begins to say
    near: set[int] = field(default_factory=set[int])  # or says something near
    nearness: float = 0.0  # of the words to each other, 0 to 1
    otherwise: set[int] = field(default_factory=set[int])  # of the literal: with other accents
    likeness: float = 0.0  # of the meanings, -1 to 1

    @property
    def said(self) -> set[int]:
        return self.literal | self.begun | self.near


@dataclass(frozen=True)
class Hit:
    kind: FoundKind
    id: UUID
    week: int | None
    start_on: date
    person_id: UUID
    text: str
    highlights: tuple[
        tuple[int, int], ...
    ]  # characters (code points) of `text`: first, and one behind the last
    score: float
    why: Why


def weights_of(words: int, candidates: Sequence[Candidate]) -> list[float]:
    """A word that few rows say tells more."""
    said = Counter(place for one in candidates for place in one.said)
    return [log(1 + (1 + len(candidates)) / (1 + said[place])) for place in range(words)]


def least_likeness(words: int, candidates: Sequence[Candidate]) -> float:
    """How like the question a row must be to be found by its meaning. The model is sure of nothing, also of
    nonsense, and what a row says all of needs no guesses."""
    if words == 1 or any(len(one.said) == words for one in candidates):
        return LEAST_OF_ONE_WORD
    return LEAST_LIKENESS if any(one.said for one in candidates) else LEAST_UNSAID


def score(
    one: Candidate, weights: Sequence[float], best_likeness: float, least: float = LEAST_LIKENESS
) -> tuple[float, Why]:
    by_words, by_meaning = (
        _by_words(one, weights),
        _by_meaning(one, max(least, LEAST_OF_BEST * best_likeness)),
    )
    both = 1 - (1 - by_words) * (1 - by_meaning)
    if by_meaning > by_words:
        return both, "meaning"
    return both, "typo" if one.near - one.literal - one.begun else "words"


def _by_meaning(one: Candidate, least: float) -> float:
    if one.likeness < least:
        return 0.0
    return MEANING * min(1.0, (one.likeness - LIKE_NOTHING) / (LIKE_THE_SAME - LIKE_NOTHING))


def _by_words(one: Candidate, weights: Sequence[float]) -> float:
    whole = sum(weights)
    if not whole:
        return 0.0
    share = sum(_worth(one, place) * weight for place, weight in enumerate(weights)) / whole
    every = len(one.said) == len(weights)
    return (0.97 if every else SOME_WORDS) * share * (0.97 + 0.03 * one.nearness)


def _worth(one: Candidate, place: int) -> float:
    if place in one.otherwise:
        return OTHER_ACCENTS
    if place in one.literal:
        return 1.0
    if place in one.begun:
        return BEGUN_WORD
    return NEAR_WORD if place in one.near else 0.0


def written_otherwise(words: Sequence[str], text: str) -> set[int]:
    """The words that the text holds with other accents only: `mất` is not `mặt`. What was written without any is
    taken for either."""
    accented = {place: word for place, word in enumerate(words) if not word.isascii()}
    if not accented:
        return set()
    written: dict[str, set[str]] = {}
    for word in words_of(text):
        written.setdefault(folded(word), set()).add(word)
    return {
        place
        for place, word in accented.items()
        if (ways := written.get(folded(word))) and word not in ways and not any(way.isascii() for way in ways)
    }


def places(marked: str, begin: str = "\x01", end: str = "\x02") -> tuple[tuple[int, int], ...]:
    """Where the marks stand in the text without them; marks that touch but for spaces are two places."""
    found: list[tuple[int, int]] = []
    at = opened = 0
    for character in marked:
        if character == begin:
            opened = at
        elif character == end:
            found.append((opened, at))
        else:
            at += 1
    return tuple(found)
