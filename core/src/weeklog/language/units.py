"""Units of measure, by the names that people write (`words/units.txt`)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from weeklog.language.word_files import read_lines


@dataclass(frozen=True, slots=True)
class Unit:
    name: str  # one for all of its names
    kind: str  # what it measures: "length"
    factor: float  # what one of it is of the first unit of its kind


def _read() -> Mapping[str, Unit]:
    found: dict[str, Unit] = {}
    for line in read_lines("units"):
        kind, _, units = line.partition(":")
        for one in units.split(","):
            names, factor = one.strip().rsplit(" ", 1)
            first, *_ = names.split("|")
            found |= dict.fromkeys(names.split("|"), Unit(first, kind, float(factor)))
    return found


UNITS: Final = _read()
"""By their names, in lower case."""
