"""Whether an answer stands on what it cites. Checked after any model has answered; what fails is marked, not
removed. Pure.

A sentence with citations may claim what stands in the entries that it cites; a sentence without, what tools have
said beside entries (counts, weeks, objectives) and what the question itself says.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from itertools import islice
from typing import Any, Literal, TypedDict, cast

from pydantic import BaseModel

from weeklog.claims.problems import Problem, problems_of
from weeklog.claims.records import Cited as Claimed
from weeklog.claims.records import CitedRecord
from weeklog.claims.spoken import Claim, claims_of, comparable
from weeklog_chat_worker.asker import Asker
from weeklog_chat_worker.citations import MARKER, Citations, Cited
from weeklog_chat_worker.tools.figures import figures_by_noun
from weeklog_chat_worker.tools.results import Counts, Entries, EntryRow, HoursBy

Why = Literal["unknown citation", "not in what is cited", "nothing is cited"]
LONGEST_CHECKED = 60_000  # characters
MOST_MARKS = 200  # of one answer; it is not to be believed before that
_SENTENCE = re.compile(r"[^\n]*?(?:[.!?…](?=\s+[^\W\d_a-zà-ỹ\[])|\n|$)")
_ISO_DAY = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d)")
_NUMBER = re.compile(r"\d{1,15}(?:\.\d{1,15})?")
_RESTATED = 0.6  # of an entry's words: then a sentence tells it again
_FEWEST_WORDS = 3
_MOST_KNOWN = 40  # texts of tools that a cited sentence may also name
_READ_KINDS = frozenset(
    {"weekday", "month", "number", "name", "quantity", "state", "negation", "cause", "order"}
)


class Mark(TypedDict):
    start: int
    end: int
    why: Why


@dataclass
class Facts:
    """What may be said without an entry: what tools have counted and told, and what was asked."""

    text: list[str] = field(default_factory=list[str])
    days: set[date] = field(default_factory=set[date])
    counts: set[float] = field(default_factory=set[float])
    totals: set[float] = field(default_factory=set[float])  # of the counts, those that may be compared
    weeks: set[float] = field(default_factory=set[float])
    asked: str = ""  # the question and those before it

    @property
    def comparable(self) -> str:
        return comparable(" \n ".join((*self.text, self.asked)))


def facts_of(asked: Iterable[str], asker: Asker, told: Iterable[Any]) -> Facts:
    """`told`: the results of tools, and the arguments that they were called with."""
    facts = Facts(asked=" \n ".join(asked), days={asker.today, asker.today - timedelta(days=1)})
    followed = [one.name for one in asker.followed]
    facts.text += [asker.name, asker.programme, *asker.mentors, *asker.leads, *followed]
    for week in asker.weeks:
        facts.weeks.add(week.number)
        facts.days |= {week.first, week.last}
    facts.counts |= {len(asker.weeks), sum(week.first > asker.today for week in asker.weeks)}
    told = list(told)
    for one in told:
        _gather(one, facts)
    facts.counts |= _added([one for one in told if isinstance(one, Counts)])
    totals = sorted(facts.totals)[:60]
    facts.counts |= {abs(one - other) for one in totals for other in totals}  # "2 more than"
    return facts


def _added(counted: Sequence[Counts]) -> set[float]:
    """What was counted in parts, together."""
    parts = ([one.entries, one.planned, one.doing, one.blocked, one.done, one.dropped] for one in counted)
    return {float(sum(part)) for part in zip(*parts, strict=True)}


def _figures(rows: Sequence[EntryRow]) -> set[float]:
    """ "31 + 17 = 48 teeth": what several entries write before one noun, and its sum."""
    found = [tuple(figures.values()) for figures in figures_by_noun(rows).values()]
    return {number for values in found for number in (*values, sum(values))}


def _averages(hours: Sequence[float]) -> set[float]:
    """Of all weeks or days, and of all but the last one, which may not be over; and their sums."""
    parts = [part for part in (hours, hours[:-1]) if part]
    return {number for part in parts for number in (sum(part), round(sum(part) / len(part), 1))}


def _gather(value: Any, facts: Facts, name: str = "") -> None:  # noqa: C901, PLR0912 - a table: one line for each type
    match value:
        case EntryRow():
            facts.counts.add(value.hours or 0)
            return  # the rest of an entry is cited, not told
        case BaseModel():
            if isinstance(value, Counts):
                facts.counts |= {round(value.entries / n, 1) for n in (value.weeks, value.days) if n}
                facts.counts |= _figures(value.shown)
            if isinstance(value, HoursBy):
                facts.counts |= _averages([one.hours for one in value.groups])
            if isinstance(value, Entries):
                facts.counts.add(value.total - len(value.entries))  # "and 17 more"
            for key, one in dict[str, Any](vars(value)).items():
                _gather(one, facts, key)
        case tuple() | list():
            several = cast("Sequence[Any]", value)  # of anything
            facts.counts.add(len(several))
            for one in several:
                _gather(one, facts, name)
        case bool() | None:
            return
        case int() | float():
            (facts.weeks if name in _WEEK_NAMES else facts.counts).add(float(value))
            if name in ("entries", "total", "hours"):
                facts.totals.add(float(value))
        case date():
            facts.days.add(value)
            is_edge = value in (
                date.min,
                date.max,
            )  # a model's "from the beginning": there is no day beside it
            if name in ("from_day", "to_day") and not is_edge:  # "before 17 August" is up to the 16th
                facts.days |= {value - timedelta(days=1), value + timedelta(days=1)}
        case str():
            facts.text.append(value)
            if _ISO_DAY.fullmatch(value):  # the key of a group
                facts.days.add(date.fromisoformat(value))
        case _:
            return


_OR = frozenset({"or", "hoặc", "hoac"})
_WEEK_NAMES = {"week", "to_week", "number", "this_week", "asked", "first", "last", "empty"}


def check(text: str, citations: Citations, facts: Facts) -> list[Mark]:
    """Where the text claims what it does not stand on, in the order of the text."""
    checker = _Checker(citations, facts)
    sentences = _sentences(text[:LONGEST_CHECKED])
    found = (mark for start, sentence in sentences for mark in checker.marks(sentence, start))
    marks = sorted(islice(found, MOST_MARKS), key=lambda mark: (mark["start"], mark["end"]))
    return _joined(text, marks)


def _joined(text: str, marks: Sequence[Mark]) -> list[Mark]:
    """What stands side by side for the same reason is one mark."""
    joined: list[Mark] = []
    for mark in marks:
        last = joined[-1] if joined else None
        between = "" if last is None else text[last["end"] : mark["start"]]
        if last and last["why"] == mark["why"] and last["end"] < mark["start"] and between.isspace():
            last["end"] = mark["end"]
        else:
            joined.append(mark)
    return joined


def _sentences(text: str) -> Iterator[tuple[int, str]]:
    """Lines, and the sentences of lines that cite nothing; a line with citations is one, as people's words hold
    full stops."""
    start = 0
    for line in text.split("\n"):
        if MARKER.search(line):
            yield from _cited_parts(line, start)
        else:
            yield from (
                (start + match.start(), match[0]) for match in _SENTENCE.finditer(line) if match[0].strip()
            )
        start += len(line) + 1


def _cited_parts(line: str, start: int) -> Iterator[tuple[int, str]]:
    """A sentence ends behind the markers that close it: "Did this [1]. Then that [2]." are two."""
    ends = [match.end() for match in re.finditer(r"\[\d{1,4}\]\s*[.!?;]+(?=\s)", line)]
    begin = 0
    for end in (*ends, len(line)):
        if line[begin:end].strip():
            yield start + begin, line[begin:end]
        begin = end


@dataclass
class _Checker:
    citations: Citations
    facts: Facts

    def __post_init__(self) -> None:
        self._told = self.facts.comparable
        self._asked = comparable(self.facts.asked)
        self._told_words = set(self._told.split())
        self._asked_numbers = set(re.findall(r"\d+", self.facts.asked))
        self._plain: dict[int, str] = {}
        self._told_numbers: dict[str, bool] = {}

    def marks(self, sentence: str, offset: int) -> Iterator[Mark]:
        cited, bare = list[tuple[int, Cited]](), sentence
        for match in MARKER.finditer(sentence):
            entry = self.citations.entry(int(match[1]))
            if entry is None:
                yield {
                    "start": offset + match.start(),
                    "end": offset + match.end(),
                    "why": "unknown citation",
                }
            else:
                cited.append((int(match[1]), entry))
            bare = f"{bare[: match.start()]}{' ' * len(match[0])}{bare[match.end() :]}"
        words = " ".join(self._words(number, entry) for number, entry in cited)
        why: Why = "not in what is cited" if cited else "nothing is cited"
        entries = [entry for _, entry in cited]
        wrong = [claim for claim in claims_of(bare) if not self._holds(claim, entries, words)]
        for claim in wrong:
            yield {"start": offset + claim.start, "end": offset + claim.end, "why": why}
        if not wrong and entries and not self._quotes(bare, entries):
            yield from (
                _mark(problem, bare, offset) for problem in self._problems(_without_claims(bare), entries)
            )
        if not wrong and not cited and not MARKER.search(sentence) and self._retells(bare):
            begins = len(bare) - len(bare.lstrip())
            yield {"start": offset + begins, "end": offset + len(bare.rstrip()), "why": "nothing is cited"}

    def _quotes(self, sentence: str, entries: Sequence[Cited]) -> bool:
        """A line of a list that holds every entry word for word: whatever it says is the entry's."""
        said = comparable(sentence)
        return sentence.lstrip().startswith(("- ", "* ")) and all(
            comparable(entry.text) in said for entry in entries
        )

    def _problems(self, sentence: str, entries: Sequence[Cited]) -> list[Problem]:
        """What only a reading of the sentence finds: another weekday, a number word, a negation, a cause,
        "finished"."""
        records = tuple(
            CitedRecord(entry.text, entry.start_on, entry.end_on, entry.status or None) for entry in entries
        )
        known = " \n ".join(
            (*(tag for entry in entries for tag in entry.tags), *self.facts.text[:_MOST_KNOWN])
        )
        counts = frozenset(
            (*(_length_of(entry) for entry in entries), *(entry.weeks_open for entry in entries))
        )
        found = problems_of(sentence, Claimed(records, known, counts))
        return [one for one in found if one.kind in _READ_KINDS]

    def _words(self, number: int, entry: Cited) -> str:
        if number not in self._plain:
            self._plain[number] = comparable(f"{entry.text} \n {' '.join(entry.tags)} {entry.status}")
        return self._plain[number]

    def _holds(self, claim: Claim, cited: Sequence[Cited], words: str) -> bool:
        match claim.kind:
            case "day":
                return self._is_day(claim, cited, words)
            case "week":
                known = {float(entry.week) for entry in cited} if cited else self.facts.weeks
                return set(claim.numbers) <= known or self._is_asked(claim) or comparable(claim.said) in words
            case "count":
                return (
                    claim.numbers[0] in self.facts.counts
                    or claim.numbers[0] == len(cited)
                    or (_is_of_weeks(claim) and claim.numbers[0] in {entry.weeks_open for entry in cited})
                    or (_is_of_days(claim) and claim.numbers[0] in {_length_of(entry) for entry in cited})
                    or _contains(words, comparable(claim.said))
                    or _contains(self._told, comparable(claim.said))
                )
            case "number":
                return self._has_number(claim.said, words)
            case _:
                said = comparable(claim.said)
                return (
                    _contains(words, said) or _contains(self._told, said) or self._searched_for(said, cited)
                )

    def _searched_for(self, said: str, cited: Sequence[Cited]) -> bool:
        """ "About “memory firmware”" tells what was looked for: words of the question, others left out."""
        words = (word for word in said.split() if word not in _OR)
        return not cited and all(_contains(self._asked, word) for word in words)

    def _is_asked(self, claim: Claim) -> bool:
        return all(str(int(number)) in self._asked_numbers for number in claim.numbers)

    def _is_day(self, claim: Claim, cited: Sequence[Cited], words: str) -> bool:
        if not claim.days or comparable(claim.said) in words or comparable(claim.said) in self._told:
            return True  # a month, or people's own words
        for day, month, year in claim.days:
            if any(_covers(entry, day, month, year) for entry in cited):
                return True
            told = any(
                (one.day, one.month) == (day, month) and year in (None, one.year) for one in self.facts.days
            )
            asked = {str(day), str(month)} <= {number.lstrip("0") for number in self._asked_numbers}
            if not cited and (told or asked):
                return True
        return False

    def _has_number(self, said: str, words: str) -> bool:
        return _stands(said, words) or said in self._asked_numbers or self._is_told(said)

    def _is_told(self, said: str) -> bool:
        if said not in self._told_numbers:
            plain = said.replace(",", "")
            is_number = _NUMBER.fullmatch(plain)
            number = float(plain) if is_number else None
            counted = number is not None and (number in self.facts.counts or number in self.facts.weeks)
            self._told_numbers[said] = counted or _stands(said, self._told)
        return self._told_numbers[said]

    def _retells(self, sentence: str) -> bool:
        """It says what an entry says, and does not say which."""
        said = {word for word in comparable(sentence).split() if len(word) > _FEWEST_WORDS}
        if len(said) < _FEWEST_WORDS or sentence.rstrip().endswith((":", "?")):
            return False
        shared = Counter(number for word in said - self._told_words for number in self._index.get(word, ()))
        return any(
            count >= max(_FEWEST_WORDS, _RESTATED * self._length[number]) for number, count in shared.items()
        )

    @cached_property
    def _index(self) -> dict[str, list[int]]:
        """In which entries a word stands."""
        index: dict[str, list[int]] = {}
        for number, entry in self.citations.all():
            for word in self._long_words(number, entry):
                index.setdefault(word, []).append(number)
        return index

    @cached_property
    def _length(self) -> dict[int, int]:
        return {number: len(self._long_words(number, entry)) for number, entry in self.citations.all()}

    def _long_words(self, number: int, entry: Cited) -> set[str]:
        return {word for word in self._words(number, entry).split() if len(word) > _FEWEST_WORDS}


def _is_of_weeks(claim: Claim) -> bool:
    """ "Open for 3 weeks"."""
    return re.search(r"\b(?:weeks?|tuần)$", claim.said, re.IGNORECASE) is not None


def _without_claims(sentence: str) -> str:
    """Days, weeks, counts and digits have been looked up already."""
    for claim in claims_of(sentence):
        if claim.kind != "name":
            sentence = f"{sentence[: claim.start]}{' ' * (claim.end - claim.start)}{sentence[claim.end :]}"
    return sentence


def _mark(problem: Problem, sentence: str, offset: int) -> Mark:
    """Its words where they stand in the sentence, else the whole of it."""
    at = sentence.find(problem.said) if problem.said else -1
    start, end = (
        (at, at + len(problem.said))
        if at >= 0
        else (len(sentence) - len(sentence.lstrip()), len(sentence.rstrip()))
    )
    return {"start": offset + start, "end": offset + end, "why": "not in what is cited"}


def _is_of_days(claim: Claim) -> bool:
    return re.search(r"\b(?:days?|ngày)$", claim.said, re.IGNORECASE) is not None


def _length_of(entry: Cited) -> int:
    return ((entry.end_on or entry.start_on) - entry.start_on).days + 1


def _contains(text: str, said: str) -> bool:
    return bool(said) and said in text and re.search(rf"(?<!\w){re.escape(said)}(?!\w)", text) is not None


def _stands(number: str, text: str) -> bool:
    """Not as a part of another number."""
    return number in text and re.search(rf"(?<![\d.]){re.escape(number)}(?!\d)", text) is not None


def _covers(entry: Cited, day: int, month: int, year: int | None) -> bool:
    last = entry.end_on or entry.start_on
    for one in {entry.start_on.year, last.year} if year is None else {year}:
        try:
            if entry.start_on <= date(one, month, day) <= last:
                return True
        except ValueError:
            continue
    return False
