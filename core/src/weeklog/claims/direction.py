"""Whether a sentence turns round what a record says of two things: from and to, old and new, more and less. Pure."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from weeklog.claims.problems import Problem
from weeklog.claims.records import Cited
from weeklog.language.stems import COMMON, stem, words_of

_BOUNDS: Final = (
    r"\b(?:from|to|into|onto|with|by|for|on|in|at|and|than|từ|sang|đến|bằng|cho|là|trên|ở|tại|của)\b"
)
_BOUND: Final = re.compile(rf"{_BOUNDS}|[;,.:]", re.IGNORECASE)
_THING: Final = rf"(?P<{{0}}>(?:(?!{_BOUNDS})[^;,.:]){{{{1,60}}}})"
_OLD, _NEW = _THING.format("old"), _THING.format("new")
_CHANGES: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\bfrom {_OLD}\s+(?:in)?to {_NEW}",
        rf"\bto {_NEW}\s+from {_OLD}",
        rf"\b(?:replac|substitut|exchang|swap|switch)\w* {_OLD}\s*(?:with|by|for|to) {_NEW}",
        rf"\b{_OLD}\s(?:was|were|is|are|been|being) (?:replaced|swapped|switched) (?:with|by|for) {_NEW}",
        rf"\b{_NEW}\s(?:has |have )?(?:replaced|replaces) {_OLD}",
        rf"\b{_NEW}\s(?:has |have )?(?:took|taken|takes) (?:the place of )?{_OLD}",
        rf"\b(?:left|leaves) {_OLD}\s+for {_NEW}",
        rf"\b{_NEW}\s(?:instead of|rather than|in place of) {_OLD}",
        rf"(?P<old>)\b(?:mov|transferr|migrat|switch|shift|relocat|chang)ed to {_NEW}",
        rf"(?P<old>)\b(?:chuyển|dời|đổi) (?:sang|đến|thành) {_NEW}",
        rf"\btừ {_OLD}\s+(?:sang|đến|thành|xuống|lên|về) {_NEW}",
        rf"\b(?:thay|đổi)(?: thế)? {_OLD}\s+(?:bằng|lấy|sang|thành) {_NEW}",
        rf"\b{_OLD}\s(?:được|bị) (?:thay|đổi)(?: thế)? (?:bằng|bởi|sang|thành) {_NEW}",
        rf"\b{_NEW}\s(?:thay|thế)(?: thế)? cho {_OLD}",
    )
)
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
    changes, comparison = list(_changes(sentence)), _comparison(sentence)
    for clause in cited.clauses if changes or comparison else ():
        there = list(_changes(clause)) if changes else []
        for change in changes:
            if any(is_turned(change, one) for one in there):
                yield Problem("order", " -> ".join(change))
        other = _comparison(clause) if comparison else None
        if comparison and other and _is_contrary(comparison, other):
            yield Problem("order", sentence)


def _changes(text: str) -> Iterator[tuple[str, str]]:
    """What was, and what is in its place."""
    for pattern in _CHANGES:
        for match in pattern.finditer(text):
            yield match["old"].strip(), match["new"].strip()


def is_turned(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """What tells two things apart stands on the other side."""
    (first, second), (there_first, there_second) = _apart(*one), _apart(*other)
    straight = len(first & there_first) + len(second & there_second)
    return len(first & there_second) + len(second & there_first) > straight


def _apart(one: str, other: str) -> tuple[frozenset[str], frozenset[str]]:
    first, second = _stems(one), _stems(other)
    return first - second, second - first


def _stems(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in words_of(text) if word not in COMMON or len(word) == 1)


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
        return _Comparison(grows, _stems(_LIST.split(text)[-1]), frozenset())
    behind = [_stems(one) for one in _BOUND.split(text[match.end() :])]  # `than the laser on rusty rails`
    left, right = _stems(text[: match.start()]), next((one for one in behind if one), frozenset[str]())
    return _Comparison(grows, left - right, right - left)


def _is_contrary(one: _Comparison, other: _Comparison) -> bool:
    """The words behind `than` tell: those before it hold what the two have in common."""
    if not one.right and not other.right:
        return False
    straight = len(one.right & other.right) if one.right and other.right else len(one.left & other.left)
    turned = len(one.left & other.right) + len(one.right & other.left)
    return straight != turned and (turned > straight) == (one.grows == other.grows)
