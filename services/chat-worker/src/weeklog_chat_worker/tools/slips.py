"""Slips of the fingers: a letter too many, too few, another, or two in the wrong order. Pure."""

from collections.abc import Iterable

SHORTEST = 5  # letters; shorter words are too often other words


def is_long(word: str) -> bool:
    return len(word) >= SHORTEST and word.isalpha()


def one_slip_away(said: str, words: Iterable[str]) -> str | None:
    """The word that was meant; two letters in the wrong order before others."""
    near = [word for word in words if word != said and is_one_slip(said, word)]
    return min(near, key=lambda word: (sorted(word) != sorted(said), -len(word)), default=None)


def is_one_slip(said: str, meant: str) -> bool:
    """Never the first letter."""
    if said[0] != meant[0] or abs(len(said) - len(meant)) > 1:
        return False
    same = 0
    while same < min(len(said), len(meant)) and said[same] == meant[same]:
        same += 1
    left, right = said[same:], meant[same:]
    if len(said) == len(meant):
        swapped = left[1::-1] + left[2:] == right
        return left[1:] == right[1:] or swapped
    return left[1:] == right or left == right[1:]
