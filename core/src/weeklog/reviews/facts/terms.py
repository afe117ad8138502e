"""Which words of a text tell what it is about, and how much each of them tells."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from weeklog.language.folding import has_accents, lowered
from weeklog.language.stems import COMMON, stem
from weeklog.language.typos import is_long
from weeklog.reviews.facts.numbered import numbered_in
from weeklog.reviews.facts.subjects import BROAD, BY_PHRASE, GENERIC, GENERIC_VI, LONGEST_PHRASE, WHOLES

_WORD: Final = re.compile(r"[^\W_]+(?:['’/+.#&-][^\W_]+)*[+#]*")
_NO_TEXT: Final = re.compile(r"https?://\S+|<[^<>\n]{0,300}>|[*_`~]")
_JOINT: Final = re.compile(r"[-/&'’]")
_NAME: Final = re.compile(r"\w[A-Z]")
TELLING, ORDINARY, LITTLE = 1.5, 1.0, 0.5
_SHORTEST: Final = 3
_BEGINNINGS: Final = frozenset(phrase.split()[0] for phrase in BY_PHRASE)
_GENERIC_STEMS: Final = frozenset(map(stem, GENERIC)) | GENERIC


class Term(NamedTuple):
    """`key` is equal for words that name the same; `start` and `end` are its place in the text."""

    key: str
    weight: float
    start: int
    end: int


@dataclass(frozen=True)
class Terms:
    text: str
    found: tuple[Term, ...]

    @cached_property
    def weights(self) -> dict[str, float]:
        weights: dict[str, float] = {}
        for term in self.found:
            weights[term.key] = max(term.weight, weights.get(term.key, 0.0))
        return weights

    @cached_property
    def keys(self) -> frozenset[str]:
        return frozenset(self.weights)

    @cached_property
    def long_keys(self) -> dict[str, tuple[str, ...]]:
        """Those that may hold a typo, by their first letter."""
        found: dict[str, list[str]] = {}
        for key in filter(is_long, self.weights):
            found.setdefault(key[0], []).append(key)
        return {letter: tuple(keys) for letter, keys in found.items()}

    @cached_property
    def joined(self) -> frozenset[str]:
        """Neighbours written as one word: `write up` beside `writeup`. Endings are cut off by hand: a stemmer
        meets each of these words for the first time, and takes most of a review's time."""
        words = _WORD.findall(lowered(self.text))
        pairs = (one + other for one, other in pairwise(words))
        return frozenset(
            form
            for pair in pairs
            for form in (pair, pair.removesuffix("s").removesuffix("ing").removesuffix("er"))
        )

    @cached_property
    def wholes(self) -> frozenset[str]:
        """What the named things belong to: a database, for Redshift."""
        return frozenset(whole for key in self.weights for whole in WHOLES.get(key, ()))

    @cached_property
    def numbered(self) -> dict[str, frozenset[int]]:
        """The numbers of the things that have one, by their key."""
        found: dict[str, set[int]] = {}
        for word, numbers in numbered_in(self.text):
            found.setdefault(stem(word), set()).update(numbers)
        return {key: frozenset(numbers) for key, numbers in found.items()}

    @cached_property
    def total(self) -> float:
        return sum(self.weights.values())


@lru_cache(maxsize=8192)
def terms_of(text: str) -> Terms:
    plain = _NO_TEXT.sub(lambda match: " " * len(match[0]), text)
    return Terms(plain, tuple(_terms(plain)))


class _Word(NamedTuple):
    """A word by itself. Most words come again and again, so each is read once."""

    low: str
    begins_phrase: bool
    is_syllable: bool  # of Vietnamese: it has accents
    named: tuple[tuple[str, float], ...]  # keys, and how much each of them tells


def _terms(text: str) -> Iterator[Term]:
    matches = list(_WORD.finditer(text))
    words = [_read(match[0]) for match in matches]
    at = 0
    while at < len(words):
        word, (start, end) = words[at], matches[at].span()
        length, subject = _phrase(words, at) if word.begins_phrase else (1, None)
        if subject is not None:
            weight = LITTLE if subject in BROAD else TELLING
            yield Term(subject, weight, start, matches[at + length - 1].end())
        else:
            for key, weight in word.named:
                yield Term(key, weight, start, end)
            if word.is_syllable and word.named and _goes_on(words, at):
                yield Term(f"{word.low} {words[at + 1].low}", ORDINARY, start, end)
        at += length


def _phrase(words: list[_Word], at: int) -> tuple[int, str | None]:
    low = [word.low for word in words[at : at + LONGEST_PHRASE]]
    for length in range(len(low), 0, -1):
        if (subject := BY_PHRASE.get(" ".join(low[:length]))) is not None:
            return length, subject
    return 1, None


def _goes_on(words: list[_Word], at: int) -> bool:
    """A syllable says little; with its neighbour it is a word."""
    return at + 1 < len(words) and words[at + 1].is_syllable and words[at + 1].low not in COMMON


@lru_cache(maxsize=65_536)
def _read(surface: str) -> _Word:
    low = lowered(surface)
    is_syllable = not low.isascii() and has_accents(low)
    return _Word(low, low in _BEGINNINGS, is_syllable, tuple(_named(surface, low, is_syllable=is_syllable)))


def _named(surface: str, low: str, *, is_syllable: bool) -> Iterator[tuple[str, float]]:
    if low in COMMON or low in _GENERIC_STEMS or low in GENERIC_VI:
        return
    if is_syllable:
        yield low, LITTLE
        return
    is_name = _NAME.search(surface) is not None
    parts = (low, *_JOINT.split(low), low.replace("-", "")) if _JOINT.search(low) else (low,)
    for part in dict.fromkeys(parts):
        if (weighed := _weighed(part, name=is_name or any(map(str.isdigit, part)))) is not None:
            yield weighed


def _weighed(part: str, *, name: bool) -> tuple[str, float] | None:
    """The key and the weight of a word; none of one that tells nothing."""
    if not any(map(str.isalpha, part)) or part in COMMON or part in _GENERIC_STEMS:
        return None
    key = BY_PHRASE.get(part) or stem(part)
    if key in _GENERIC_STEMS or (len(part) < _SHORTEST and not name):
        return None
    return key, LITTLE if key in BROAD else TELLING if name or key in WHOLES else ORDINARY
