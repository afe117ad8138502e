"""Numbers with their units: `0.3 %`, `250 ms`, `9,2 kg`."""

import re
from collections.abc import Iterator
from typing import Final

from weeklog.language.folding import lowered
from weeklog.language.units import UNITS

_AMOUNT: Final = re.compile(r"(?<![\w.,])(\d{1,12}(?:[.,]\d{1,6})*)\s?(%|[^\W\d_]{1,12}\b)?")
_POINT: Final = re.compile(r"(?<![\w.,])\d{1,9}[.,]\d{1,2}(?![\d.,]?\d)")


def is_unit(word: str) -> bool:
    """A word in lower case that stands behind an amount."""
    return word in UNITS or word.endswith("hz")


def amounts_in(text: str) -> Iterator[tuple[str, str]]:
    """A number as it would be written in English, and the name of its unit; empty when it has none."""
    for match in _AMOUNT.finditer(text):
        number = match[1].replace(",", ".") if _POINT.fullmatch(match[1]) else re.sub(r"[.,]", "", match[1])
        unit = UNITS.get(lowered(match[2] or ""))
        yield number, unit.name if unit else ""
