"""Whether a sentence says nothing but what its records say, in their words or in others for the same.

Stricter than `problems`: for sentences that nobody will see when they are refused. A word that no record holds is
refused, unless it says nothing by itself (`went`, `now`), names the same act (`paraphrases`), or the state that its
record is in.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Any, Final

from weeklog.claims.actors import wrong_actors
from weeklog.claims.amounts import other_amounts, trends
from weeklog.claims.crossing import exchanged
from weeklog.claims.direction import comparatives, turned_round
from weeklog.claims.focus import parts_of, split
from weeklog.claims.light_words import is_light, light_places
from weeklog.claims.paraphrases import borne_out
from weeklog.claims.problems import Problem, is_going_on, problems_of
from weeklog.claims.promises import unplanned
from weeklog.claims.records import Cited
from weeklog.claims.sequence import without_true_spans, wrongly_ordered
from weeklog.claims.shares import false_shares, without_true_shares
from weeklog.claims.states import States
from weeklog.language.calendar_names import MONTHS, WEEKDAYS
from weeklog.language.folding import lowered
from weeklog.language.irregular import is_past_form
from weeklog.language.numbers import find_numbers
from weeklog.language.paraphrases import stems_of_ways
from weeklog.language.stems import stem, words_of
from weeklog.reviews.facts.parts import says_part

_FILE: Final[Mapping[str, Any]] = tomllib.loads(
    Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")
)
_STATES: Final = States(_FILE["states"])
_HELPERS: Final = frozenset[str](_FILE["past"]["helpers"])
_UNFINISHED: Final = frozenset[str](_FILE["past"]["unfinished"])
_VIETNAMESE_PAST: Final = re.compile(r"\bđã (?:được )?(?!được\b)(\w+)")
_RUNNING: Final = re.compile(r"\bnow (runs|works|uses|supports|has|have|stands)\b")
_DAYS: Final = re.compile(
    "|".join(
        rf"\b{re.escape(name)}(?:['’]s)?\b" for name in sorted({*WEEKDAYS, *MONTHS}, key=len, reverse=True)
    )
)  # they are looked up by themselves; in Vietnamese each has several words
_LOOKED_UP: Final = frozenset(("date", "weekday", "month", "number"))
_NEGATED: Final = re.compile(
    r"\b(?P<one>no|without|zero)\s+(?P<next>\w+)|\b(?:none|nobody|nothing|never|not|không|chưa|chẳng)\b(?P<rest>[^.;:]{0,60})",
    re.IGNORECASE,
)
_NEGATION: Final = re.compile(
    r"\b(?:no|not|none|nobody|nothing|never|without|zero|neither|nor|0|không|chưa|chẳng)\b|n['’]t\b",
    re.IGNORECASE,
)


def faults_of_wording(sentence: str, cited: Cited) -> tuple[Problem, ...]:
    """None when every word and every claim stands on what is cited."""
    text = without_true_spans(without_true_shares(sentence, cited.text), cited)
    text = _STATES.without(text, cited)
    known = _borne_out(text, cited) | comparatives(text, cited) | trends(text, cited)
    read = (one for one in problems_of(text, cited) if one.kind != "words")
    return (
        *(one for one in read if one.kind not in ("name", "state") or lowered(one.said) not in known),
        *_foreign(text, known),
        *_ended(text, cited),
        *chain.from_iterable(check(sentence, cited) for check in _CHECKS),
    )


def _borne_out(text: str, cited: Cited) -> frozenset[str]:
    words = words_of(text)
    places = borne_out(words, cited)
    return frozenset(words[place] for place in places) | {word for word in words if word in cited.words}


def _foreign(text: str, known: frozenset[str]) -> Iterator[Problem]:
    words = words_of(_DAYS.sub(" ", lowered(text)))
    light = light_places(words)
    for place, word in enumerate(words):
        if place not in light and word not in known:
            yield Problem("words", word)


def _ended(sentence: str, cited: Cited) -> Iterator[Problem]:
    """What is not done is told as if it were past: `wrote` of a plan to write."""
    if is_going_on(sentence):
        return
    there = _UNFINISHED.union(words_of(cited.text))
    yield from (
        Problem("state", word) for word in _past(sentence) if word not in there and _is_open(word, cited)
    )
    for match in _VIETNAMESE_PAST.finditer(lowered(sentence)):  # whose verbs have one form
        if match[1] not in _UNFINISHED and match[0] not in lowered(cited.text) and _is_open(match[1], cited):
            yield Problem("state", match[0])


def _past(sentence: str) -> Iterator[str]:
    words = words_of(sentence)
    helped = not _HELPERS.isdisjoint(words)
    for place, word in enumerate(words):
        if is_past_form(word) or (word.endswith("ed") and (place == 0 or helped)):
            yield word
    yield from _RUNNING.findall(lowered(sentence))


def _is_open(word: str, cited: Cited) -> bool:
    """No record that is about it is done: those that hold the word, or all when none does."""
    holding = [one for one in cited.alone if stem(word) in one.stems] or cited.alone
    return all(one.statuses and "done" not in one.statuses for one in holding)


def _whole(sentence: str, cited: Cited) -> Iterator[Problem]:
    """`20 tables` of a record that says `6 of 20 tables`."""
    if without_true_shares(sentence, cited.text) != sentence:
        return
    said = {number.value for number in find_numbers(lowered(sentence))}
    for clause in cited.clauses:
        if says_part(f"{clause} done") and not says_part(f"{sentence.rstrip('.')} done"):
            counted = {number.value for number in find_numbers(lowered(clause))}
            if said & counted and not counted <= said:
                yield Problem("state", clause)


def _elsewhere(sentence: str, cited: Cited) -> Iterator[Problem]:
    """The day or the number of another record than the one that a part of the sentence is about."""
    for part, about in parts_of(without_true_spans(sentence, cited), cited):
        if len(about.records) < len(cited.records):
            yield from (one for one in problems_of(part, about) if one.kind in _LOOKED_UP)


def _denied(sentence: str, cited: Cited) -> Iterator[Problem]:
    """It says what a record says of nothing (`some tests failed` of `none of the tests failed`), or denies what one
    says."""
    statements = [one for clause in cited.clauses for one in split(clause)]
    for part in split(sentence):
        there, denies = _told_by(part), _NEGATION.search(part) is not None
        told = [one for one in statements if _telling(one) and _telling(one) <= there]
        if told and all((_NEGATION.search(one) is not None) != denies for one in told):
            yield Problem("negation", part)
    if _NEGATION.search(sentence) is None:
        yield from _said_of_nothing(_told_by(sentence), cited)


def _said_of_nothing(there: frozenset[str], cited: Cited) -> Iterator[Problem]:
    for match in _NEGATED.finditer(cited.text):
        denied = _telling(match["next"] or match["rest"] or "")
        if denied and denied <= there:
            yield Problem("negation", match[0])


def _told_by(text: str) -> frozenset[str]:
    """The stems of its words, and of those that say the same: `sufficient` of what is `not enough`."""
    words = words_of(text)
    return frozenset(map(stem, words)).union(
        *(stems_of_ways(word).words for word in words if not is_light(word))
    )


def _telling(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in words_of(text) if not is_light(word))


_CHECKS: Final = (
    _whole, _denied, _elsewhere, _STATES.wrong, other_amounts, false_shares, exchanged, wrongly_ordered, turned_round,
    wrong_actors, unplanned,
)  # fmt: skip
