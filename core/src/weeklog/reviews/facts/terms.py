"""Which words of a text tell what it is about, and how much each of them tells."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import Final

from weeklog.language.folding import has_accents, lowered
from weeklog.language.stems import COMMON, stem
from weeklog.language.typos import is_long
from weeklog.reviews.facts.subjects import BROAD, BY_PHRASE, GENERIC, GENERIC_VI, LONGEST_PHRASE, WHOLES

_WORD: Final = re.compile(r"[^\W_]+(?:['’/+.#&-][^\W_]+)*[+#]*")
_NO_TEXT: Final = re.compile(r"https?://\S+|<[^<>\n]{0,300}>|[*_`~]")
_JOINT: Final = re.compile(r"[-/&'’]")
_NAME: Final = re.compile(r"\w[A-Z]")
TELLING, ORDINARY, LITTLE = 1.5, 1.0, 0.5
_SHORTEST: Final = 3
_BEGINNINGS: Final = frozenset(phrase.split()[0] for phrase in BY_PHRASE)
_GENERIC_STEMS: Final = frozenset(map(stem, GENERIC)) | GENERIC


@dataclass(frozen=True, slots=True)
class Term:
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
            form for pair in pairs for form in (pair, pair.removesuffix("s").removesuffix("ing"))
        )

    @cached_property
    def wholes(self) -> frozenset[str]:
        """What the named things belong to: a database, for Redshift."""
        return frozenset(whole for key in self.weights for whole in WHOLES.get(key, ()))

    @cached_property
    def total(self) -> float:
        return sum(self.weights.values())


@lru_cache(maxsize=8192)
def terms_of(text: str) -> Terms:
    plain = _NO_TEXT.sub(lambda match: " " * len(match[0]), text)
    return Terms(plain, tuple(_terms(plain)))


def _terms(text: str) -> Iterator[Term]:
    words = [(match[0], match.start(), match.end()) for match in _WORD.finditer(text)]
    lower = [word.lower() if word.isascii() else lowered(word) for word, _, _ in words]
    at = 0
    while at < len(words):
        length, subject = _phrase(lower, at)
        if subject is not None:
            weight = LITTLE if subject in BROAD else TELLING
            yield Term(subject, weight, words[at][1], words[at + length - 1][2])
        else:
            yield from _word(words[at], lower, at)
        at += length


def _phrase(words: list[str], at: int) -> tuple[int, str | None]:
    if words[at] not in _BEGINNINGS:
        return 1, None
    for length in range(min(LONGEST_PHRASE, len(words) - at), 0, -1):
        if (subject := BY_PHRASE.get(" ".join(words[at : at + length]))) is not None:
            return length, subject
    return 1, None


def _word(word: tuple[str, int, int], lower: list[str], at: int) -> Iterator[Term]:
    surface, start, end = word
    low = lower[at]
    if low in COMMON or low in _GENERIC_STEMS or low in GENERIC_VI:
        return
    if not low.isascii() and has_accents(low):
        yield Term(low, LITTLE, start, end)
        if at + 1 < len(lower) and has_accents(lower[at + 1]) and lower[at + 1] not in COMMON:
            yield Term(f"{low} {lower[at + 1]}", ORDINARY, start, end)
        return
    for part in {low, *_JOINT.split(low), low.replace("-", "")} if _JOINT.search(low) else (low,):
        yield from _part(part, surface, start, end)


def _part(part: str, surface: str, start: int, end: int) -> Iterator[Term]:
    name = _NAME.search(surface) is not None or any(map(str.isdigit, part))
    if (weighed := _weighed(part, name=name)) is not None:
        yield Term(*weighed, start, end)


@lru_cache(maxsize=65_536)
def _weighed(part: str, *, name: bool) -> tuple[str, float] | None:
    """The key and the weight of a word; none of one that tells nothing."""
    if not any(map(str.isalpha, part)) or part in COMMON or part in _GENERIC_STEMS:
        return None
    key = BY_PHRASE.get(part) or stem(part)
    if key in _GENERIC_STEMS or (len(part) < _SHORTEST and not name):
        return None
    return key, LITTLE if key in BROAD else TELLING if name or key in WHOLES else ORDINARY
