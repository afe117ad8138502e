"""Slips of the fingers: a letter too many, too few, another, or two in the wrong order. Pure."""

from collections.abc import Iterable

SHORTEST = 5  # letters; shorter words are too often other words
_TWO_SLIPS = 8  # letters of a word in which two slips are believed


def is_long(word: str) -> bool:
    return len(word) >= SHORTEST and word.isalpha()


def one_slip_away(said: str, words: Iterable[str]) -> str | None:
    """The word that was meant; one slip before two, two letters in the wrong order before others."""
    near = [(slips(said, word), word) for word in words if word != said and is_near(said, word)]
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
    return slips(said, meant) <= most


def is_swap(said: str, meant: str) -> bool:
    """The same letters, two neighbours in the wrong order."""
    return len(said) == len(meant) and sorted(said) == sorted(meant) and slips(said, meant) == 1


def slips(said: str, meant: str) -> int:
    """How many there are from one to the other."""
    before: list[int] = []
    row = list(range(len(meant) + 1))
    for at, letter in enumerate(said, 1):
        before, last, row = row, before, [at]
        for to, other in enumerate(meant, 1):
            cost = min(before[to] + 1, row[to - 1] + 1, before[to - 1] + (letter != other))
            if at > 1 and to > 1 and letter == meant[to - 2] and said[at - 2] == other:
                cost = min(cost, last[to - 2] + 1)
            row.append(cost)
    return row[-1]
