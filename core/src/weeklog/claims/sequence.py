"""Whether what a sentence puts first came first, by the days of its records. Pure."""

import re
from collections.abc import Iterator
from itertools import combinations
from typing import Final

from weeklog.claims.focus import nearest, split
from weeklog.claims.problems import Problem
from weeklog.claims.records import Cited, CitedRecord
from weeklog.language.changes import is_turned
from weeklog.language.numbers import read_number

_REST: Final = r"(?P<{0}>[^;.]{{3,200}})"
_FIRST, _THEN = _REST.format("first"), _REST.format("then")
_PATTERNS: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"^\s*(?:before|trước khi) (?P<then>[^,;.]{{3,200}}), {_FIRST}",
        rf"^\s*(?:after|once|sau khi) (?P<first>[^,;.]{{3,200}}), {_THEN}",
        rf"^(?!\s*(?:before|after)\b){_FIRST} (?:before|trước khi) {_THEN}",
        rf"^(?!\s*(?:before|after)\b){_THEN} (?:after|sau khi) {_FIRST}",
        rf"^{_FIRST}(?:,? and|,| và)? (?:then|afterwards|followed by|rồi|sau đó) {_THEN}",
        rf"^{_FIRST}(?:,| and)[, ]+(?:[\w ]{{0,20}}later|afterwards|subsequently|after that),? {_THEN}",
        rf"^{_FIRST}(?:,| and) {_THEN} (?:\w+ ){{0,3}}(?:later|afterwards)\b",
        rf"^{_FIRST} trước, {_THEN} sau\b",
    )
)
_SPAN: Final = re.compile(
    r"\b(\w+) (?:days?|ngày) (?:later|after(?:wards)?|before|earlier|sau|trước)\b", re.IGNORECASE
)


def without_true_spans(sentence: str, cited: Cited) -> str:
    """The sentence with spaces in the place of `two days later`, where two of its records are so far apart."""
    days = sorted({record.first for record in cited.records if record.first is not None})
    spans = {(later - earlier).days for earlier, later in combinations(days, 2)}
    return _SPAN.sub(
        lambda match: " " * len(match[0]) if read_number(match[1]) in spans else match[0], sentence
    )


def wrongly_ordered(sentence: str, cited: Cited) -> Iterator[Problem]:
    for first, then in _told(sentence):
        one, other = _only(first, cited), _only(then, cited)
        if one is not None and other is not None and _came_later(one, other):
            yield Problem("order", first)
        pairs = (pair for clause in cited.clauses for pair in _told(clause))
        if any(is_turned((first, then), pair) for pair in pairs):
            yield Problem("order", first)


def _told(text: str) -> Iterator[tuple[str, str]]:
    """What a text says came first, and what then."""
    for pattern in _PATTERNS:
        if (match := pattern.search(text)) is not None:
            yield split(match["first"])[-1], split(match["then"])[0]


def _only(part: str, cited: Cited) -> CitedRecord | None:
    found = nearest(part, cited)
    return found.records[0] if found is not None and len(found.records) == 1 else None


def _came_later(one: CitedRecord, other: CitedRecord) -> bool:
    return one.first is not None and other.first is not None and one.first > (other.last or other.first)
