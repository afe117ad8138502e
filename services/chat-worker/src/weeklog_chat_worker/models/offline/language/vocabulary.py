"""What a language's table of words holds, and how its patterns are compiled. Pure."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal

from weeklog.language.folding import folded, lowered
from weeklog.vocabulary import Language
from weeklog_chat_worker.models.offline.query import Flag, Intent, ReviewChange, Unit

Patterns = Mapping[str, str]
_PLACE = re.compile(r"(?<!\?P)<(wd|month|num|ord|dayword|step)>")  # not the name of a group
_SPACES = re.compile(r"\\s([+*])(?![+?])")


@dataclass(frozen=True)
class EditPattern:
    """How an edit of the draft review is said."""

    change: ReviewChange
    says: str
    after: Literal["", "summary", "review"] = ""  # only where the conversation is about one


@dataclass(frozen=True)
class Vocabulary:
    """Patterns are written for lower-case text; `<wd>`, `<month>`, `<num>` and `<ord>` stand for the tables' words.

    The first pattern of a table that is found decides: specific ones stand before general ones.
    """

    code: Language
    weekdays: Mapping[str, int]
    months: Mapping[str, int]
    numbers: Mapping[str, int]
    ordinals: Mapping[str, int]
    vague: Mapping[str, int]  # numbers that only stand before "ago": a, a couple of
    days: Mapping[str, int]  # words for a day, counted from today
    steps: Mapping[str, int]  # words beside "week" or "month", counted from this one
    dates: tuple[tuple[str, str], ...]  # (reader in dates.py, pattern)
    joints: Patterns  # what stands between or before two periods
    intents: tuple[tuple[Intent, str], ...]  # (intent, pattern); the first that is found is the intent
    edits: tuple[EditPattern, ...]  # the first that is found is meant
    sections: Patterns  # of a review, by their names
    flags: Mapping[Flag, str]  # what a question wants to know more exactly
    statuses: Patterns
    follow_up: str  # how a question begins that goes on with the one before
    fillers: frozenset[str]
    soft: frozenset[str]  # of the fillers, those that may be what is asked about
    compounds: frozenset[str]  # words that are written as several
    markers: frozenset[str]  # words that show the language
    units: Mapping[str, Unit]  # what entries are counted by
    merged: Mapping[str, str]  # two words of a subject that mean one
    as_told: tuple[tuple[str, str], ...]  # what is said to NAME, and how NAME would ask for it
    as_asked: tuple[tuple[str, str], ...]  # NAME, and what its bearer would say instead
    as_said_before: tuple[tuple[str, str], ...]  # who somebody is who was named before: she, his
    as_everybody: tuple[tuple[str, str], ...]  # who all those are whom the asker follows, and "I"
    short_forms: tuple[tuple[str, str], ...]  # what is written short, and in full
    loans: re.Pattern[str]  # words of another language that stand in a question of this one
    slips: tuple[str, ...]  # words of questions that slips of the fingers are compared with
    day_first: bool  # 5/10 is 5 October, never 10 May
    plain: bool = False  # of text without its diacritics
    _compiled: dict[str, re.Pattern[str]] = field(default_factory=dict[str, re.Pattern[str]], compare=False)

    def compiled(self, pattern: str) -> re.Pattern[str]:
        """Each pattern once."""
        found = self._compiled.get(pattern)
        if found is None:
            found = self._compiled[pattern] = re.compile(self._filled(pattern))
        return found

    def as_read(self, said: str) -> str:
        """As the patterns are written: lower-case, and without marks where the language is typed without them."""
        return folded(said) if self.plain else lowered(said)

    def number(self, word: str) -> int:
        """Of digits, a number word or an ordinal."""
        word = " ".join(word.split())
        if digits := re.match(r"\d+", word):
            return int(digits[0])
        return self.numbers.get(word) or self.ordinals.get(word) or self.vague[word]

    def _filled(self, pattern: str) -> str:
        """A run of spaces is never given back: what was taken of a question leaves long ones behind."""
        return _SPACES.sub(r"\\s\1+", _PLACE.sub(lambda place: self._words[place[1]], pattern))

    @cached_property
    def filler(self) -> re.Pattern[str]:
        """Words and phrases that limit nothing."""
        longest_first = sorted(self.fillers, key=len, reverse=True)
        joined = "|".join(re.escape(one).replace(r"\ ", r"\s+") for one in longest_first)
        return re.compile(rf"(?<![\w#/.'-])(?!{self.joints['kept']})(?:{joined})(?![\w/'-]|\.\w)")

    @cached_property
    def compound(self) -> re.Pattern[str]:
        """Words of several syllables, whose syllables are no fillers there."""
        longest_first = sorted(self.compounds - self.fillers, key=len, reverse=True)
        joined = "|".join(re.escape(one).replace(r"\ ", r"\s+") for one in longest_first)
        plural = "s?" if self.code == "en" else ""
        return re.compile(rf"(?<!\w)(?:{joined}){plural}(?!\w)" if joined else r"(?!)")

    @cached_property
    def _words(self) -> dict[str, str]:
        ordinals = [*self.ordinals, r"\d{1,3}(?:st|nd|rd|th)"] if self.code == "en" else [*self.ordinals]
        return {
            "wd": _any(self.weekdays),
            "month": _any(self.months),
            "num": _any((*self.numbers, r"\d{1,3}")),
            "ord": _any(ordinals),
            "dayword": _any(self.days),
            "step": _any(self.steps),
        }


def _any(words: Iterable[str]) -> str:
    """The longest first, so that none hides behind its beginning."""
    joined = "|".join(word.replace(" ", r"\s+") for word in sorted(words, key=len, reverse=True))
    return f"(?:{joined})"


def without_marks(words: Vocabulary) -> Vocabulary:
    """The same language typed without diacritics."""

    def bare(table: Mapping[str, int]) -> dict[str, int]:
        # Of two that look the same, the first: "hôm kia", not "hôm kìa".
        return {_fold_pattern(word): number for word, number in reversed(list(table.items()))}

    def bare_patterns(table: Patterns) -> dict[str, str]:
        return {name: _fold_pattern(pattern) for name, pattern in table.items()}

    return replace(
        words,
        weekdays=bare(words.weekdays),
        months=bare(words.months),
        # "tuan sau" is next week far more often than the sixth.
        numbers={
            word: one
            for word, one in bare(words.numbers).items()
            if word not in bare(words.steps) and word != "tu"
        },
        ordinals=bare(words.ordinals),
        vague=bare(words.vague),
        days=bare(words.days),
        steps=bare(words.steps),
        dates=tuple((name, _fold_pattern(pattern)) for name, pattern in words.dates),
        joints=bare_patterns(words.joints),
        intents=tuple((name, _fold_pattern(pattern)) for name, pattern in words.intents),
        edits=tuple(replace(one, says=_fold_pattern(one.says)) for one in words.edits),
        sections=bare_patterns(words.sections),
        flags={name: _fold_pattern(pattern) for name, pattern in words.flags.items()},
        statuses=bare_patterns(words.statuses),
        units={folded(word): unit for word, unit in words.units.items()},
        as_told=tuple((_fold_pattern(pattern), folded(instead)) for pattern, instead in words.as_told),
        as_asked=tuple((_fold_pattern(pattern), instead) for pattern, instead in words.as_asked),
        as_said_before=tuple(
            (_fold_pattern(pattern), folded(instead)) for pattern, instead in words.as_said_before
        ),
        as_everybody=tuple(
            (_fold_pattern(pattern), folded(instead)) for pattern, instead in words.as_everybody
        ),
        follow_up=_fold_pattern(words.follow_up),
        fillers=frozenset(map(folded, words.fillers)),
        soft=frozenset(map(folded, words.soft)),
        compounds=frozenset(map(folded, words.compounds)),
        markers=frozenset(map(folded, words.markers)),
        plain=True,
        _compiled={},
    )


def _fold_pattern(pattern: str) -> str:
    """Letters with marks only: `(?P<` keeps its capital."""
    return "".join(one if one.isascii() else folded(one) for one in unicodedata.normalize("NFC", pattern))
