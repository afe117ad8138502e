"""Amounts that a text says: a number, and the unit or the noun that stands with it. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from weeklog.language.folding import lowered
from weeklog.language.stems import stem
from weeklog.language.units import UNITS

_NUMBER: Final = re.compile(
    r"(?<![\w.,/:-])(?P<sign>[£$€])?(?P<number>\d{1,12}(?:[.,]\d{1,6})*)(?![\d:/]|-\d)"
)
_THOUSANDS: Final = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
_AFTER: Final = re.compile(r"\s?(?:°\s?c?|[%£$€]|km/h|m/s|[^\W\d_]+(?:\s[^\W\d_]+)?)", re.IGNORECASE)
_LONGEST: Final = 40  # characters after a number in which its unit stands


@dataclass(frozen=True, slots=True)
class Amount:
    value: float  # in the first unit of its kind
    kind: str  # what it measures: "length"; of what has no unit, the stem of the noun behind it
    start: int  # where its number stands
    has_unit: bool


def amounts_of(text: str) -> Iterator[Amount]:
    """In their order. `8,730` and `8.730` are thousands, `2,4` and `2.4` are not."""
    for match in _NUMBER.finditer(text):
        value = _value(match["number"])
        after = _AFTER.match(text[match.end() : match.end() + _LONGEST])
        kind, factor, has_unit = _unit(match["sign"] or "", lowered(after[0]).strip() if after else "")
        yield Amount(value * factor, kind, match.start(), has_unit)


def _value(number: str) -> float:
    if _THOUSANDS.fullmatch(number):
        return float(re.sub(r"[.,]", "", number))
    whole, _, part = number.replace(",", ".").rpartition(".")
    return float(f"{whole.replace('.', '')}.{part}") if whole else float(part)


def _unit(sign: str, after: str) -> tuple[str, float, bool]:
    for name in (sign, after.replace(" c", "c") if after.startswith("°") else after, after.partition(" ")[0]):
        if (unit := UNITS.get(name)) is not None:
            return unit.kind, unit.factor, True
    return stem(after.partition(" ")[0]), 1.0, False
