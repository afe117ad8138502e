"""Shares of a whole in words: `half` of what a record says as `11 of 22`, `three quarters` of `75 %`. Pure."""

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import chain, pairwise
from typing import Final

from weeklog.claims.problems import Problem
from weeklog.claims.records import Cited
from weeklog.language.folding import lowered
from weeklog.language.numbers import Number, find_numbers, read_number

_APART: Final = re.compile(r"[^,.;\n]{1,60}, ")
_NEAREST: Final = Fraction(1, 200)  # 33 % is a third
_PARTS: Final[Mapping[str, int]] = {
    "half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fifth": 5, "fifths": 5, "tenth": 10,
    "tenths": 10,
}  # fmt: skip
_ENGLISH: Final = re.compile(
    rf"\b(?:(?P<count>a|one|two|three|four|\d)[ -])?(?P<part>{'|'.join(_PARTS)})\b(?: of)?", re.IGNORECASE
)
_VIETNAMESE: Final = re.compile(
    r"\b(?:(?P<half>(?:một )?nửa)|(?P<count>\w+) phần (?P<part>\w+))\b", re.IGNORECASE
)
_OF: Final = re.compile(
    r"\s*(?:/|(?:out )?of(?: the| all| our| my)?|trên(?: tổng)?(?: số)?|trong(?: tổng)?(?: số)?)\s*"
)
_PERCENT: Final = re.compile(r"\b(\d{1,3}) ?(?:%|per ?cent\b|phần trăm\b)", re.IGNORECASE)
_TO: Final = re.compile(r"\s?(?:%|[^\W\d_]{0,12}) (?:to|xuống|lên|còn|đến|thành) ")


def without_true_shares(sentence: str, said: str) -> str:
    """The sentence with spaces in the place of each share that the records' words bear out."""
    known = frozenset(chain(_counted(said), _worded(said)))
    for pattern, read in _READERS:
        sentence = pattern.sub(lambda match, read=read: _blank(match, read(match), known), sentence)
    return sentence


def false_shares(sentence: str, cited: Cited) -> Iterator[Problem]:
    """`two thirds` of what a record says as `3/4`."""
    left = without_true_shares(sentence, cited.text)
    for pattern in (_ENGLISH, _VIETNAMESE):
        for match in pattern.finditer(left):
            if _names_share(match) and lowered(match[0]) not in lowered(cited.text):
                yield Problem("number", match[0])


def _names_share(match: re.Match[str]) -> bool:
    """`a third` may be one more thing; `phần` is a part of anything."""
    if match.re is _VIETNAMESE:
        return _read_vietnamese(match) is not None
    return match[0].endswith(" of") or match["count"] not in (None, "a", "A")


def _blank(match: re.Match[str], share: Fraction | None, known: frozenset[Fraction]) -> str:
    is_known = share is not None and any(abs(share - one) < _NEAREST for one in known)
    return " " * len(match[0]) if is_known else match[0]


def _read_english(match: re.Match[str]) -> Fraction | None:
    count = read_number(match["count"]) if match["count"] not in (None, "a", "A") else 1
    return None if count is None else Fraction(count, _PARTS[lowered(match["part"])])


def _read_vietnamese(match: re.Match[str]) -> Fraction | None:
    if match["half"]:
        return Fraction(1, 2)
    count, part = read_number(match["count"]), lowered(match["part"])
    part = 4 if part == "tư" else read_number(part)
    return Fraction(count, part) if count and part else None


def _read_percent(match: re.Match[str]) -> Fraction:
    return Fraction(int(match[1]), 100)


_READERS: Final = (
    (_ENGLISH, _read_english), (_VIETNAMESE, _read_vietnamese), (_PERCENT, _read_percent),
)  # fmt: skip


def _worded(said: str) -> Iterator[Fraction]:
    for pattern, read in _READERS:
        yield from (share for match in pattern.finditer(said) if (share := read(match)) is not None)


def _counted(said: str) -> Iterator[Fraction]:
    text = lowered(said)
    for first, second in pairwise(find_numbers(text)):
        yield from _of_both(text, first, second)


def _of_both(text: str, first: Number, second: Number) -> Iterator[Fraction]:
    between = text[first.end : second.start]
    if _OF.fullmatch(between) and second.value:
        yield Fraction(first.value, second.value)
    elif _APART.fullmatch(between) and 0 < second.value < first.value:  # `200 claims, 50 through`
        yield Fraction(second.value, first.value)
    elif _TO.fullmatch(between) and first.value:  # `from 6 % to 4 %` is by a third
        yield Fraction(abs(first.value - second.value), first.value)
