"""Whether a sentence says nothing but what its records say, in their words.

Stricter than `problems`: for sentences that nobody will see when they are refused. A word that no record holds is
refused, unless it says nothing by itself (`went`, `now`).
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from weeklog.claims.problems import Problem, is_going_on, problems_of
from weeklog.claims.records import Cited
from weeklog.language.calendar_names import MONTHS, WEEKDAYS
from weeklog.language.folding import lowered
from weeklog.language.numbers import find_numbers, read_number
from weeklog.language.stems import COMMON, stem, words_of
from weeklog.reviews.facts.parts import says_part

_FILE: Final[Mapping[str, Any]] = tomllib.loads(
    Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")
)
_SAY_NOTHING: Final = frozenset[str](_FILE["says_nothing"]["en"]) | frozenset[str](
    _FILE["says_nothing"]["vi"]
)
_PAST: Final = frozenset[str](_FILE["past"]["irregular"])
_HELPERS: Final = frozenset[str](_FILE["past"]["helpers"])
_UNFINISHED: Final = frozenset[str](_FILE["past"]["unfinished"])
_DAYS: Final = re.compile(
    "|".join(rf"\b{re.escape(name)}\b" for name in sorted({*WEEKDAYS, *MONTHS}, key=len, reverse=True))
)  # they are looked up by themselves; in Vietnamese each has several words


def faults_of_wording(sentence: str, cited: Cited) -> tuple[Problem, ...]:
    """None when every word and every claim stands on what is cited."""
    read = (one for one in problems_of(sentence, cited) if one.kind != "words")
    return (*read, *_foreign(sentence, cited), *_ended(sentence, cited), *_whole(sentence, cited))


def _foreign(sentence: str, cited: Cited) -> Iterator[Problem]:
    for word in words_of(_DAYS.sub(" ", lowered(sentence))):
        if not (_says_nothing(word) or stem(word) in cited.stems or word in cited.words):
            yield Problem("words", word)


def _says_nothing(word: str) -> bool:
    return word in COMMON or word in _SAY_NOTHING or word.isdigit() or read_number(word) is not None


def _ended(sentence: str, cited: Cited) -> Iterator[Problem]:
    """What is not done is told as if it were past: `wrote` of a plan to write."""
    if not cited.statuses or "done" in cited.statuses or is_going_on(sentence):
        return
    there = set(words_of(cited.text))
    words = words_of(sentence)
    helped = not _HELPERS.isdisjoint(words)
    for place, word in enumerate(words):
        is_past = word in _PAST or (word.endswith("ed") and (place == 0 or helped))
        if is_past and word not in there and word not in _UNFINISHED:
            yield Problem("state", word)


def _whole(sentence: str, cited: Cited) -> Iterator[Problem]:
    """`20 tables` of a record that says `6 of 20 tables`."""
    said = {number.value for number in find_numbers(lowered(sentence))}
    for clause in cited.clauses:
        if says_part(f"{clause} done") and not says_part(f"{sentence.rstrip('.')} done"):
            counted = {number.value for number in find_numbers(lowered(clause))}
            if said & counted and not counted <= said:
                yield Problem("state", clause)
