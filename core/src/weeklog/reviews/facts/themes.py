"""What several entries share: a tag, an objective, or words. Outcomes of the week and not its diary."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal
from uuid import UUID

from weeklog.reviews.facts.linking import Clause, Week
from weeklog.reviews.facts.terms import LITTLE, TELLING, Term, terms_of

MOST: Final = 7
FEWEST: Final = 2  # entries that make a theme
_MOST: Final = 0.6  # of a week's entries
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
    groups = _wide(_grouped(week.clauses, tags=tags))
    themes: list[Theme] = []
    while groups and len(themes) < MOST:
        (source, key), found = max(groups.items(), key=lambda group: _worth(*group, week))
        themes.append(Theme(key if source == "tag" else _title(key, found), source, tuple(found)))
        used = set(map(id, found))
        left = (
            (name, [clause for clause in clauses if id(clause) not in used])
            for name, clauses in groups.items()
        )
        groups = _wide(dict(left))
    return tuple(themes)


_Groups = dict[tuple[Source, str], list[Clause]]


def _grouped(clauses: Iterable[Clause], *, tags: bool) -> _Groups:
    groups: _Groups = {}
    for clause in clauses:
        for key, weight in clause.terms.weights.items():
            if _is_named(key, weight, clause):
                groups.setdefault(("words", key), []).append(clause)
        if tags:
            for tag in clause.entry.tags:
                groups.setdefault(("tag", tag), []).append(clause)
    return groups


def _wide(groups: _Groups) -> _Groups:
    """Those that several entries share."""
    return {name: clauses for name, clauses in groups.items() if _width(clauses) >= FEWEST}


def _is_named(key: str, weight: float, clause: Clause) -> bool:
    """Whether it tells what a statement is about. An ordinary word below a heading does not: a table in one detail
    and a table in another have nothing in common."""
    return weight >= TELLING or (
        weight > LITTLE and (not clause.heading or key in terms_of(clause.heading).weights)
    )


def _width(clauses: Iterable[Clause]) -> int:
    return len({clause.entry.id for clause in clauses})


def _worth(group: tuple[Source, str], clauses: Sequence[Clause], week: Week) -> tuple[float, int, str]:
    """A word that most of the week shares makes no theme of its own; between equals, the telling one."""
    source, key = group
    width = _width(clauses)
    weight = 1.25 if source == "tag" else max(clause.terms.weights[key] for clause in clauses)
    too_wide = week.spread.get(key, 0.0) > _MOST
    return width * weight * (0.5 if too_wide else 1.0), len(clauses), key


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
