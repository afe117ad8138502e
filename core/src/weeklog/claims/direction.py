"""Whether a sentence turns round what a record says of two things: from and to, old and new, more and less. Pure."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from weeklog.claims.problems import Problem
from weeklog.claims.records import Cited
from weeklog.language.changes import BOUND, changes_in, is_turned, telling_stems
from weeklog.language.stems import words_of

_MORE: Final = frozenset(
    (
        "more", "higher", "greater", "larger", "bigger", "faster", "quicker", "longer", "better", "stronger",
        "heavier", "warmer", "hotter", "later", "louder", "above", "nhiều", "cao", "lớn", "nhanh", "dài", "tốt",
        "nặng", "nóng",
    )
)  # fmt: skip
_LESS: Final = frozenset(
    (
        "fewer", "less", "lower", "smaller", "slower", "shorter", "worse", "weaker", "lighter", "cooler",
        "colder", "earlier", "quieter", "below", "ít", "thấp", "nhỏ", "bé", "chậm", "ngắn", "kém", "nhẹ", "lạnh",
    )
)  # fmt: skip
_LIST: Final = re.compile(r"[:;,.] ")
_THAN: Final = re.compile(r"\bthan\b|\bhơn(?: so với)?\b|\bso với\b", re.IGNORECASE)


def turned_round(sentence: str, cited: Cited) -> Iterator[Problem]:
    changes, comparison = list(changes_in(sentence)), _comparison(sentence)
    for clause in cited.clauses if changes or comparison else ():
        there = list(changes_in(clause)) if changes else []
        for change in changes:
            if any(is_turned(change, one) for one in there):
                yield Problem("order", " -> ".join(change))
        other = _comparison(clause) if comparison else None
        if comparison and other and _is_contrary(comparison, other):
            yield Problem("order", sentence)


def comparatives(sentence: str, cited: Cited) -> frozenset[str]:
    """The words by which it compares what a record compares too: `lower` of what is `higher` there."""
    if _comparison(sentence) is None or all(_comparison(clause) is None for clause in cited.clauses):
        return frozenset()
    return frozenset(words_of(sentence)) & (_MORE | _LESS)


class _Comparison(NamedTuple):
    grows: bool
    left: frozenset[str]
    right: frozenset[str]


def _comparison(text: str) -> _Comparison | None:
    """Without `than` only what is called more is known: `zstd 22 % smaller`."""
    match = _THAN.search(text)
    before = words_of(text[: match.start()] if match else _LIST.split(text)[-1])
    grows = next((word in _MORE for word in reversed(before) if word in _MORE or word in _LESS), None)
    if grows is None:
        return None
    if match is None:
        return _Comparison(grows, telling_stems(_LIST.split(text)[-1]), frozenset())
    behind = [
        telling_stems(one) for one in BOUND.split(text[match.end() :])
    ]  # `than the laser on rusty rails`
    left, right = telling_stems(text[: match.start()]), next((one for one in behind if one), frozenset[str]())
    return _Comparison(grows, left - right, right - left)


def _is_contrary(one: _Comparison, other: _Comparison) -> bool:
    """The words behind `than` tell: those before it hold what the two have in common."""
    if not one.right and not other.right:
        return False
    straight = len(one.right & other.right) if one.right and other.right else len(one.left & other.left)
    turned = len(one.left & other.right) + len(one.right & other.left)
    return straight != turned and (turned > straight) == (one.grows == other.grows)
