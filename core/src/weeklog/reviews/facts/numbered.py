"""Which one of its kind is meant: `ward 7`, `WEB-430`, `wards 3, 4 and 5`, `rows 14-20`, `ao số 5`, `lift C`."""

import re
from collections.abc import Iterator
from typing import Final

from weeklog.language.folding import lowered

_MOST: Final = 200  # things that a span of numbers names
_NUMBERED: Final = re.compile(
    r"(?<![^\W_])([^\W\d_]+)(?: (?:số|no\.?))?[ -]?"
    r"(\d{1,6}(?: ?(?:,|&|and|và|to|đến|-|–) ?\d{1,6}){0,20})\b(?! ?[%.,:/]?\d| ?%)"
)
_LETTERED: Final = re.compile(r"(?<![^\W_])([^\W\d_]{2,30})[ -]([A-HJ-Z])(?![\w.'’&/-])")  # "I" is a person
_SPAN: Final = re.compile(r"(\d+)(?: ?(?:to|đến|-|–) ?(\d+))?")


def numbered_in(text: str) -> Iterator[tuple[str, set[int]]]:
    """Words that stand before numbers or a capital letter, with these. A share and a decimal number none of them
    names."""
    for match in _NUMBERED.finditer(lowered(text)):
        yield match[1], {number for span in _SPAN.finditer(match[2]) for number in _named(span)}
    for match in _LETTERED.finditer(text):
        yield lowered(match[1]), {ord(match[2])}


def _named(span: re.Match[str]) -> range:
    first, last = int(span[1]), int(span[2] or span[1])
    return range(first, max(first, min(last, first + _MOST)) + 1)
