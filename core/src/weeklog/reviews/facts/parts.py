"""Whether a statement says that only a part of something is done: `two of nine done`, `60% complete`, `3/9 xong`."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from weeklog.language.folding import lowered
from weeklog.language.numbers import Number, find_numbers

_WHOLE: Final = 100  # per cent
_DONE: Final = r"(?:done|complete[d]?|finished|ready|xong|hoàn thành)"
_PERCENT: Final = re.compile(
    rf"\b(\d{{1,3}}) ?%,? {{0,3}}{_DONE}\b|\b{_DONE}[ :]{{0,3}}(\d{{1,3}}) ?%", re.IGNORECASE
)
_SLASH: Final = re.compile(
    rf"(?<!\bon )(?<!ngày )\b(\d{{1,4}}) ?/ ?(\d{{1,4}})(?: [^\W\d_]{{1,20}})? {_DONE}\b", re.IGNORECASE
)
_MAY_COUNT: Final = re.compile(r"\b(?:of|trên|trong)\b", re.IGNORECASE)
_OF: Final = re.compile(
    r"\s+(?:(?:out )?of(?: (?:the|all|our|my))?|trên(?: tổng)?(?: số)?|trong(?: tổng)?(?: số)?)\s+"
)
_PLACE: Final = re.compile(
    r"(?:\b(?:part|lab|step|day|week|chapter|phase|module|lesson|sprint|no|number)|phần|bài|bước|ngày|tuần|chương|buổi"
    r"|số)"
    r"[ .#:]{0,3}$"
)


def says_part(text: str) -> bool:
    """Never for the whole (`all nine`, `9 of 9`, `100%`), nor for a place in a row (`lab 3 of 9 done`)."""
    if any(int(match[1] or match[2]) < _WHOLE for match in _PERCENT.finditer(text)):
        return True
    return next(counted_parts(text), None) is not None


def counted_parts(text: str) -> Iterator[tuple[int, int]]:
    """The part and the whole of each share that is counted: 2 and 9 of `two of nine`."""
    slashed = ((int(match[1]), int(match[2])) for match in _SLASH.finditer(text))
    yield from ((part, whole) for part, whole in slashed if part < whole)
    if _MAY_COUNT.search(text) is not None:
        low = lowered(text)
        pairs = pairwise(find_numbers(low))
        yield from ((one.value, whole.value) for one, whole in pairs if _is_share(low, one, whole))


def _is_share(text: str, one: Number, whole: Number) -> bool:
    between = _OF.fullmatch(text[one.end : whole.start]) is not None
    return between and one.value < whole.value and _PLACE.search(text[: one.start]) is None
