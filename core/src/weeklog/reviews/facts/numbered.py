"""Which one of its kind is meant: `ward 7`, `WEB-430`, `wards 3, 4 and 5`, `rows 14-20`, `ao số 5`."""

import re
from collections.abc import Iterator
from typing import Final

_MOST: Final = 200  # things that a span of numbers names
_NUMBERED: Final = re.compile(
    r"(?<![^\W_])([^\W\d_]+)(?: (?:số|no\.?))?[ -]?"
    r"(\d{1,6}(?: ?(?:,|&|and|và|to|đến|-|–) ?\d{1,6}){0,20})\b(?! ?[%.,:/]?\d| ?%)"
)
_SPAN: Final = re.compile(r"(\d+)(?: ?(?:to|đến|-|–) ?(\d+))?")


def numbered_in(text: str) -> Iterator[tuple[str, set[int]]]:
    """Words of a text in lower case that stand before numbers, with these. A share and a decimal number none of
    them names."""
    for match in _NUMBERED.finditer(text):
        yield match[1], {number for span in _SPAN.finditer(match[2]) for number in _named(span)}


def _named(span: re.Match[str]) -> range:
    first, last = int(span[1]), int(span[2] or span[1])
    return range(first, max(first, min(last, first + _MOST)) + 1)
