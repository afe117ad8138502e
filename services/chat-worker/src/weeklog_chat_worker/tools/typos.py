"""Slips of the fingers: a letter too many, too few, another, or two in the wrong order. Pure."""

from collections.abc import Iterable

from weeklog.search.typos import distance

SHORTEST = 5  # letters; shorter words are too often other words
_TWO_SLIPS = 8  # letters of a word in which two slips are believed


def is_long(word: str) -> bool:
    return len(word) >= SHORTEST and word.isalpha()


def one_typo_away(said: str, words: Iterable[str]) -> str | None:
    """The word that was meant; one slip before two, two letters in the wrong order before others."""
    near = [(distance(said, word), word) for word in words if word != said and is_near(said, word)]
    return min(
        near, key=lambda one: (one[0], sorted(one[1]) != sorted(said), -len(one[1])), default=(0, None)
    )[1]


def is_near(said: str, meant: str) -> bool:
    """One slip away, or two in a long word. Never the first letter."""
    if said[0] != meant[0]:
        return False
    most = 2 if min(len(said), len(meant)) >= _TWO_SLIPS else 1
    if abs(len(said) - len(meant)) > most or len(set(said) ^ set(meant)) > 2 * most:
        return False
    return distance(said, meant) <= most


def is_swap(said: str, meant: str) -> bool:
    """The same letters, two neighbours in the wrong order."""
    return len(said) == len(meant) and sorted(said) == sorted(meant) and distance(said, meant) == 1
