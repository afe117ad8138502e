"""What a sentence may stand on."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Final

from weeklog.language.folding import folded
from weeklog.language.numbers import find_numbers
from weeklog.language.short_forms import written_out
from weeklog.language.stems import stems_of
from weeklog.reviews.facts.clauses import Said, clauses_of, said
from weeklog.reviews.facts.terms import terms_of

_JOINED: Final = re.compile(r",? (?:and|và|&) ")
LONGEST_SPAN: Final = 366  # days of a record whose weekdays are looked at


@dataclass(frozen=True)
class CitedRecord:
    """An entry, an objective or an achievement; only entries have days and a status."""

    text: str
    first: date | None = None
    last: date | None = None
    status: str | None = None

    @property
    def days(self) -> Iterable[date]:
        if self.first is None:
            return ()
        last = self.last or self.first
        return (
            self.first + timedelta(days=at) for at in range(min((last - self.first).days, LONGEST_SPAN) + 1)
        )


def _listed(clause: str) -> int:
    """How many things `red, green and blue` names, or `three colours: red, green, blue`; 1 of what is no list."""
    listed = clause.rpartition(": ")[2]
    joined = _JOINED.search(listed)
    if joined is None:
        return 1 if listed == clause else listed.count(", ") + 1
    return listed.count(", ", 0, joined.start() + 1) + 2


@dataclass(frozen=True)
class Cited:
    """`known` is said without a record: names of people, the programme. `counts` were counted by the program
    itself."""

    records: tuple[CitedRecord, ...]
    known: str = ""
    counts: frozenset[int] = frozenset()

    @cached_property
    def text(self) -> str:
        return written_out(" \n ".join((*(one.text for one in self.records), self.known)))

    @cached_property
    def words(self) -> str:
        return folded(self.text)

    @cached_property
    def clauses(self) -> tuple[str, ...]:
        return tuple(clause for one in self.records for clause in clauses_of(written_out(one.text)))

    @cached_property
    def said(self) -> tuple[Said, ...]:
        return tuple(map(said, self.clauses))

    @cached_property
    def keys(self) -> frozenset[str]:
        terms = terms_of(self.text)
        return frozenset(terms.weights) | terms.joined | terms.wholes

    @cached_property
    def stems(self) -> frozenset[str]:
        return frozenset(stems_of(self.text))

    @cached_property
    def run_of_stems(self) -> str:
        """Between spaces, in the order of the text: a phrase is looked for in it."""
        return f" {' '.join(stems_of(self.text))} "

    @cached_property
    def numbers(self) -> frozenset[int]:
        return frozenset(number.value for number in find_numbers(self.text)) | self.counted

    @cached_property
    def counted(self) -> frozenset[int]:
        """What can be counted in the records: those in one state, the parts of a list."""
        alike = Counter(one.status for one in self.records).values()
        listed = map(_listed, self.clauses)
        return self.counts | {len(self.records), *alike, *listed}

    @cached_property
    def alone(self) -> "tuple[Cited, ...]":
        """Each record by itself."""
        return tuple(self.only((record,)) for record in self.records)

    def only(self, records: tuple[CitedRecord, ...]) -> "Cited":
        """Some of its records, with what the program itself knows."""
        return Cited(records, self.known, self.counts)

    @cached_property
    def days(self) -> frozenset[date]:
        return frozenset(day for one in self.records for day in one.days)

    @property
    def statuses(self) -> frozenset[str]:
        return frozenset(one.status for one in self.records if one.status is not None)
