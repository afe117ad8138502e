"""Subjects that people name in more than one way, in English and Vietnamese. Their words are in `subjects.toml`."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from weeklog.language.folding import folded, lowered

_FILE: Final[Mapping[str, Any]] = tomllib.loads(
    Path(__file__).with_name("subjects.toml").read_text(encoding="utf-8")
)


def _by_phrase(subjects: Mapping[str, list[str]]) -> dict[str, str]:
    named: dict[str, str] = {}
    for subject, phrases in subjects.items():
        for phrase in phrases:
            named.setdefault(lowered(phrase), subject)
            if " " in phrase:  # a single word without accents is too often another word
                named.setdefault(folded(phrase), subject)
    return named


def _wholes(parts: Mapping[str, list[str]]) -> dict[str, frozenset[str]]:
    """The subjects that each part belongs to."""
    return {
        part: frozenset(whole for whole, its_parts in parts.items() if part in its_parts)
        for several in parts.values()
        for part in several
    }


BROAD: Final = frozenset[str](_FILE["broad"])  # they say little by themselves
GENERIC: Final = frozenset[str](_FILE["generic"]["en"])  # words that fit any week
GENERIC_VI: Final = frozenset[str](_FILE["generic"]["vi"])
BY_PHRASE: Final[Mapping[str, str]] = _by_phrase(_FILE["phrases"])
LONGEST_PHRASE: Final = max(len(phrase.split()) for phrase in BY_PHRASE)
WHOLES: Final[Mapping[str, frozenset[str]]] = _wholes(_FILE["parts"])
