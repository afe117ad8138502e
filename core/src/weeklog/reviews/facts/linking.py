"""Which entries an objective or an achievement is about, and how sure that is.

Nothing here says that no entry is about it: where no word is shared, somebody may still have worked on it.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from types import MappingProxyType
from typing import Final, Literal
from uuid import UUID

from weeklog.language.typos import is_near
from weeklog.reviews.facts.clauses import headed_clauses_of, says_untouched
from weeklog.reviews.facts.hints import may_be_about
from weeklog.reviews.facts.rows import Entry
from weeklog.reviews.facts.terms import LITTLE, ORDINARY, TELLING, Terms, terms_of

Certainty = Literal["certain", "likely", "none"]
MOST_OF_IT: Final = 0.5  # of what a text's words weigh: then an entry is about it
_FAMILY: Final = 0.75  # what a part weighs for its whole
_COMMON_SHARE: Final = 0.6  # of at least so many entries: a word of most of them tells little
_COMMON_FROM: Final = 5
_NOTHING: Final = terms_of("")
_EVEN: Final[Mapping[str, float]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Clause:
    """One statement of an entry. Its tags and the titles of its links count as its own words."""

    entry: Entry
    text: str
    terms: Terms
    beside: Terms  # tags and link titles
    heading: str = ""  # that it stands under, within its entry


@dataclass(frozen=True, slots=True)
class Link:
    """Between a text and the entries about it; `clauses` are their statements that are about it."""

    certainty: Certainty
    clauses: tuple[Clause, ...] = ()
    likely: tuple[Clause, ...] = ()

    @property
    def entries(self) -> tuple[UUID, ...]:
        return _ids(self.clauses)

    @property
    def likely_entries(self) -> tuple[UUID, ...]:
        return _ids(self.likely)


def _ids(clauses: Iterable[Clause]) -> tuple[UUID, ...]:
    return tuple(dict.fromkeys(one.entry.id for one in clauses))


@dataclass(frozen=True)
class Week:
    """The statements of a week's entries, in the order of their days."""

    clauses: tuple[Clause, ...]
    spread: Mapping[str, float] = field(default_factory=dict[str, float])  # the share of entries with a word


def read_week(entries: Sequence[Entry]) -> Week:
    by_entry = [tuple(_clauses(entry)) for entry in entries]
    spread = _spread(by_entry) if len(entries) >= _COMMON_FROM else {}
    return Week(tuple(chain.from_iterable(by_entry)), spread)


def _spread(by_entry: Sequence[Sequence[Clause]]) -> dict[str, float]:
    words = ({key for clause in clauses for key in clause.terms.keys} for clauses in by_entry)
    times = Counter(chain.from_iterable(words))
    return {key: count / len(by_entry) for key, count in times.items()}


def _clauses(entry: Entry) -> Iterable[Clause]:
    beside = terms_of(
        " ; ".join((*entry.tags, *(one.title for one in entry.resources if one.title != one.url)))
    )
    for heading, text in headed_clauses_of(entry.text) or (("", entry.text),):
        yield Clause(entry, text, terms_of(text), beside, heading)


def link(text: str, named: Sequence[UUID], week: Week) -> Link:
    """By what its author named; else by what it says."""
    if named:
        chosen = [clause for clause in week.clauses if clause.entry.id in named]
        wanted = terms_of(text)
        near = {id(clause): clause for clause in chosen if shared(wanted, clause.terms, week.spread) > 0}
        about = {clause.entry.id for clause in near.values()}
        return Link("certain", tuple(one for one in chosen if id(one) in near or one.entry.id not in about))
    wanted = terms_of(text)
    certain: list[Clause] = []
    likely: list[Clause] = []
    for clause in week.clauses:
        how = judge(wanted, clause.terms, clause.beside, week.spread)
        is_denied = how == "certain" and (says_untouched(clause.text) or is_of_another(wanted, clause.entry))
        if how == "certain" and not is_denied:
            certain.append(clause)
        elif how != "none":
            likely.append(clause)
    linked = {clause.entry.id for clause in certain}
    likely = [clause for clause in likely if clause.entry.id not in linked]
    if not certain and not likely:
        likely = [clause for clause in week.clauses if may_be_about(text, clause.text)]
    certainty: Certainty = "certain" if certain else "likely" if likely else "none"
    return Link(certainty, tuple(certain), tuple(likely))


def is_of_another(wanted: Terms, entry: Entry) -> bool:
    """The entry as a whole names one of its kind by its number, and not the one that is wanted: `gave them a loan
    printer` of ward 7 is not about the printers of wards 3 and 4."""
    there = terms_of(entry.text).numbered if wanted.numbered else {}
    return any(there.get(kind, numbers).isdisjoint(numbers) for kind, numbers in wanted.numbered.items())


def judge(
    wanted: Terms, has: Terms, beside: Terms = _NOTHING, spread: Mapping[str, float] = _EVEN
) -> Certainty:
    """`beside` are words that stand beside the text itself; `spread` says which words most entries share."""
    weight = shared(wanted, has, spread) + LITTLE * shared(wanted, beside, spread)
    family = _FAMILY * len(_related(wanted, has))
    if weight >= TELLING or (weight >= ORDINARY and weight >= MOST_OF_IT * wanted.total):
        return "certain"
    if weight + family >= 2 * _FAMILY and family:
        return "certain"
    if weight >= LITTLE or family or _misspelt(wanted, has):
        return "likely"
    return "none"


def shared(one: Terms, other: Terms, spread: Mapping[str, float]) -> float:
    """What the words weigh that both have. Asked some five hundred times for each review: sets are kept with
    the words."""
    mine, theirs = one.keys, other.keys
    if mine.isdisjoint(theirs) and mine.isdisjoint(other.joined) and theirs.isdisjoint(one.joined):
        return 0.0
    keys = (mine & theirs) | (mine & other.joined) | (theirs & one.joined)
    return sum([_weight(key, one, other, spread) for key in keys if not _are_others(key, one, other)])


def _are_others(key: str, one: Terms, other: Terms) -> bool:
    """Whether both name one of its kind by its number, and not the same: `ward 7` and `ward 4`."""
    mine, theirs = one.numbered.get(key), other.numbered.get(key)
    return mine is not None and theirs is not None and mine.isdisjoint(theirs)


def _weight(key: str, one: Terms, other: Terms, spread: Mapping[str, float]) -> float:
    weight = one.weights.get(key) or other.weights.get(key) or 0.0
    return weight / 2 if spread.get(key, 0.0) > _COMMON_SHARE else weight


def _related(wanted: Terms, has: Terms) -> frozenset[str]:
    """The parts that one of the two names, of a whole that the other names."""
    return ((wanted.keys & has.wholes) - has.keys) | ((has.keys & wanted.wholes) - wanted.keys)


def _misspelt(wanted: Terms, has: Terms) -> bool:
    """A typo is never in the first letter."""
    return any(
        one != other and is_near(one, other)
        for letter, words in wanted.long_keys.items()
        for other in has.long_keys.get(letter, ())
        for one in words
    )


def likeness(one: Terms, other: Terms) -> float:
    """From 0 to 1: how much of the lighter of the two the other holds."""
    lighter = min(one.total, other.total)
    return min(1.0, shared(one, other, {}) / lighter) if lighter else 0.0
