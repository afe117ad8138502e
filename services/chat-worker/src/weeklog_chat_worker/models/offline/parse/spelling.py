"""Slips of the fingers in the words that questions are made of: "wendesday", "entires", "mnay". People's own
words are left alone. Pure."""

import re
from collections.abc import Iterable

from weeklog.language.typos import distance, is_near, is_swap

_MOST_MORE = 2  # letters that a typo adds or leaves out

_WORD = re.compile(r"[^\W\d_]+")
_SHORTEST = 4  # letters of a word that is put right
_SHORT = (
    5  # up to it, only letters in the wrong order or one that is doubled: others are too often another word
)


def put_right(text: str, known: frozenset[str], likely: Iterable[str]) -> str:
    """Each word that is not known and near a likely one becomes it."""
    targets = tuple(likely)

    def right(match: re.Match[str]) -> str:
        word = match[0]
        lower = word.lower()
        if (
            len(word) < _SHORTEST - 1
            or lower in known
            or word != lower
            or lower.removesuffix("s") in targets
            or f"{lower}s" in targets
        ):
            return word
        return next((target for target in targets if _is_typo(lower, target)), word)

    return _WORD.sub(right, text)


def _is_typo(said: str, meant: str) -> bool:
    if said[0] != meant[0] or abs(len(said) - len(meant)) > _MOST_MORE:
        return False
    if len(meant) <= _SHORT:
        return is_swap(said, meant) or _once(said) == _once(meant)
    return is_near(said, meant) and (distance(said, meant) == 1 or said[-2:] == meant[-2:])


def _once(word: str) -> str:
    """Without doubled letters."""
    return re.sub(r"(.)\1+", r"\1", word)
