"""What a text says was, and what is in its place: `moved from A to B`, `replaced A with B`."""

import re
from collections.abc import Iterator
from typing import Final

from weeklog.language.stems import COMMON, stem, words_of

_BOUNDS: Final = (
    r"\b(?:from|to|into|onto|with|by|for|on|in|at|and|than|từ|sang|đến|bằng|cho|là|trên|ở|tại|của)\b"
)
BOUND: Final = re.compile(rf"{_BOUNDS}|[;,.:]", re.IGNORECASE)
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


def changes_in(text: str) -> Iterator[tuple[str, str]]:
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
    first, second = telling_stems(one), telling_stems(other)
    return first - second, second - first


def telling_stems(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in words_of(text) if word not in COMMON or len(word) == 1)
