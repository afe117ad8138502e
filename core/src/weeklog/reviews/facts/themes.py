"""What several entries share: a tag, an objective, or words. Outcomes of the week and not its diary."""

from collections import Counter
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Final, Literal
from uuid import UUID

from weeklog.reviews.facts.linking import Clause, Week
from weeklog.reviews.facts.terms import LITTLE, TELLING, Term, terms_of

MOST: Final = 7
FEWEST: Final = 2  # entries that make a theme
_MOST: Final = 0.6  # of a week's entries
_TAG_WEIGHT: Final = 1.25
_LONGEST_TITLE: Final = 3  # words that stand beside each other

Source = Literal["objective", "tag", "words"]


@dataclass(frozen=True, slots=True)
class Theme:
    title: str  # in the words of an entry
    source: Source
    clauses: tuple[Clause, ...]

    @property
    def entries(self) -> tuple[UUID, ...]:
        return tuple(dict.fromkeys(one.entry.id for one in self.clauses))


def find_themes(week: Week, tags: bool = True) -> tuple[Theme, ...]:
    """The widest first; each statement belongs to one."""
    grouped = _grouped(week.clauses, tags=tags)
    groups = [_Group(name, found, week) for name, found in grouped.items() if len(found) >= FEWEST]
    themes: list[Theme] = []
    used: set[int] = set()
    while len(themes) < MOST and (widest := _take_widest(groups, used)) is not None:
        title = widest.key if widest.source == "tag" else _title(widest.key, widest.clauses)
        themes.append(Theme(title, widest.source, tuple(widest.clauses)))
        used.update(map(id, widest.clauses))
    return tuple(themes)


class _Group:
    """Statements that share a tag or a word, without those that a theme has taken."""

    def __init__(self, name: tuple[Source, str], clauses: list[Clause], week: Week) -> None:
        self.source: Source = name[0]
        self.key = name[1]
        self.clauses = clauses
        # A word that most of the week shares makes no theme of its own.
        self._share = 0.5 if week.spread.get(self.key, 0.0) > _MOST else 1.0
        self.width = 0
        self._weigh()

    def leave_out(self, used: Container[int]) -> None:
        left = [clause for clause in self.clauses if id(clause) not in used]
        if len(left) < len(self.clauses):
            self.clauses = left
            self._weigh()

    def _weigh(self) -> None:
        """It only falls. Between equals, the telling word."""
        self.width = len({id(clause.entry) for clause in self.clauses})
        self.worth = (self.width * self._weight() * self._share, len(self.clauses), self.key, self.source)

    def _weight(self) -> float:
        if self.source == "tag":
            return _TAG_WEIGHT
        return max([clause.terms.weights[self.key] for clause in self.clauses], default=0.0)


def _take_widest(groups: list[_Group], used: Container[int]) -> _Group | None:
    """The one that is worth most now. What each was worth before is the most that it can be worth: those behind the
    best are not looked at."""
    groups.sort(key=attrgetter("worth"), reverse=True)
    best: _Group | None = None
    for group in groups:
        if best is not None and group.worth < best.worth:
            break
        group.leave_out(used)
        if group.width >= FEWEST and (best is None or group.worth > best.worth):
            best = group
    return best


_Groups = dict[tuple[Source, str], list[Clause]]


def _grouped(clauses: Iterable[Clause], *, tags: bool) -> _Groups:
    groups: _Groups = {}
    for clause in clauses:
        for key in _named(clause):
            groups.setdefault(("words", key), []).append(clause)
        if tags:
            for tag in clause.entry.tags:
                groups.setdefault(("tag", tag), []).append(clause)
    return groups


def _named(clause: Clause) -> Iterable[str]:
    """What tells what a statement is about. An ordinary word below a heading does not: a table in one detail and a
    table in another have nothing in common."""
    above = terms_of(clause.heading).weights if clause.heading else None
    for key, weight in clause.terms.weights.items():
        if weight >= TELLING or (weight > LITTLE and (above is None or key in above)):
            yield key


def _title(key: str, clauses: Sequence[Clause]) -> str:
    """The longest run of telling words around it that most of the statements share, as it was written first."""
    counts = Counter(term for clause in clauses for term in clause.terms.weights)
    common = {term for term, count in counts.items() if count * 2 > len(clauses) or term == key}
    runs = [run for clause in clauses for run in _runs(clause, common, key)]
    return max(runs, key=lambda run: len(run.split()), default=key)


def _runs(clause: Clause, common: set[str], key: str) -> Iterable[str]:
    text, found = clause.terms.text, [term for term in clause.terms.found if term.key in common]
    for at, term in enumerate(found):
        if term.key == key:
            first, last = _grown(found, at, text)
            yield " ".join(text[first.start : last.end].split())


def _grown(found: Sequence[Term], at: int, text: str) -> tuple[Term, Term]:
    first = last = at
    while (
        first > 0
        and at - first < _LONGEST_TITLE
        and text[found[first - 1].end : found[first].start].strip() == ""
    ):
        first -= 1
    while (
        last + 1 < len(found)
        and last - at < _LONGEST_TITLE
        and text[found[last].end : found[last + 1].start].strip() == ""
    ):
        last += 1
    return found[first], found[last]
