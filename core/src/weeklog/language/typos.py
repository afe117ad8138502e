"""How far two words are apart, and which words somebody may have meant who typed this one."""

from collections.abc import Iterable
from typing import Final

MOST_OTHERS: Final = 4
ESTABLISHED: Final = 3  # times that a word was seen, from where on it is no typo itself
_SHORT, _MIDDLE, _LONG = 3, 5, 8  # letters
_VOWELS = frozenset("aeiouyw")
_TONES = frozenset("sfrxj")
SHORTEST: Final = 5  # letters of a word that may hold a typo; shorter words are too often other words
_TWO_TYPOS = 8  # letters of a word in which two typos are believed


def likely(word: str, near: Iterable[str]) -> list[str]:
    """The nearest first. A short word has too many neighbours to be off by more than one letter."""
    typed_plainly = telex(word)
    others = [typed_plainly] if typed_plainly != word else []
    measured = sorted((distance(word, other), place, other) for place, other in enumerate(near))
    for apart, _, other in measured:
        allowed = 1 if len(word) <= _MIDDLE else 2 if len(word) < _LONG else 3
        if apart <= allowed and (len(word) > _SHORT or other[0] == word[0]):
            others.append(other)
    return list(dict.fromkeys(others))[:MOST_OTHERS]


def distance(one: str, other: str) -> int:
    """Letters added, left out, changed or swapped with their neighbour."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        oldest, before = before, row
        row = [i]
        for j, wanted in enumerate(other, 1):
            least = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                least = min(least, oldest[j - 2] + 1)
            row.append(least)
    return row[-1]


def is_long(word: str) -> bool:
    return len(word) >= SHORTEST and word.isalpha()


def is_near(typed: str, meant: str) -> bool:
    """One typo apart, or two in a long word. Never in the first letter."""
    if typed[:1] != meant[:1]:
        return False
    most = 2 if min(len(typed), len(meant)) >= _TWO_TYPOS else 1
    if abs(len(typed) - len(meant)) > most or len(set(typed) ^ set(meant)) > 2 * most:
        return False
    return distance(typed, meant) <= most


def is_swap(typed: str, meant: str) -> bool:
    """The same letters, two neighbours in the wrong order."""
    return len(typed) == len(meant) and sorted(typed) == sorted(meant) and distance(typed, meant) == 1


def nearest(typed: str, words: Iterable[str]) -> str | None:
    """The word that was meant, by `is_near`: one typo before two, swapped letters before others, long before short."""
    near = [(distance(typed, word), word) for word in words if word != typed and _may_be(typed, word)]
    return min(
        near, key=lambda one: (one[0], sorted(one[1]) != sorted(typed), -len(one[1])), default=(0, None)
    )[1]


def _may_be(typed: str, word: str) -> bool:
    """A letter that is doubled, or not, is no typo beside another: "levling" is levelling."""
    return is_near(typed, word) or is_near(_undoubled(typed), _undoubled(word))


def _undoubled(word: str) -> str:
    return "".join(one for one, before in zip(word, f" {word}", strict=False) if one != before)


def telex(word: str) -> str:
    """The word without accents, had it been typed in Telex with nobody turning the keys into accents: `caaus` is
    `cau`."""
    plain: list[str] = []
    for place, letter in enumerate(word):
        last = plain[-1] if plain else ""
        if letter in _TONES and last in _VOWELS:
            continue
        if letter == last and (letter in "aeo" or (letter == "d" and place == 1)):
            continue
        if letter == "w":
            if last not in ("a", "o", "u"):
                plain.append("u")
            continue
        plain.append(letter)
    return "".join(plain)
