"""Slips of the fingers in the words that questions are made of: "wendesday", "entires". People's own words are left alone. Pure."""

import re
from collections.abc import Iterable

from weeklog_chat_worker.tools.slips import is_one_slip

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
        return next((target for target in targets if is_one_slip(lower, target)), word)

    return _WORD.sub(right, text)
