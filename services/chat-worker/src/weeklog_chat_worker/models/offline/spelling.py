"""Slips of the fingers in the words that questions are made of: "wendesday", "entires". People's own words are left alone. Pure."""

import re
from collections.abc import Iterable

_WORD = re.compile(r"[^\W\d_]+")
_SHORTEST = 6  # letters of a word that is put right; shorter ones are too often another word


def put_right(text: str, known: frozenset[str], likely: Iterable[str]) -> str:
    """Each word that is not known and one slip away from a likely one becomes it."""
    targets = [word for word in likely if len(word) >= _SHORTEST]

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
        return next((target for target in targets if _is_one_slip(lower, target)), word)

    return _WORD.sub(right, text)


def _is_one_slip(said: str, meant: str) -> bool:
    """One letter too many, too few, another, or two in the wrong order; never the first."""
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
