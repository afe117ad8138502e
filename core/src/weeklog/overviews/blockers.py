"""Which blockers are the same: said in several weeks, or by several people. Pure."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from weeklog.overviews.tables import BlockedRow
from weeklog.reviews.facts.linking import likeness
from weeklog.reviews.facts.open_work import ALIKE
from weeklog.reviews.facts.terms import ORDINARY, Terms, terms_of


@dataclass(frozen=True)
class Blocker:
    text: str  # as it was said last
    people: tuple[UUID, ...]
    weeks: tuple[int, ...]
    since: date | None
    entries: tuple[UUID, ...]


def group_blockers(rows: Sequence[BlockedRow]) -> list[Blocker]:
    """Those of most people first, then of most weeks. `rows` come with the latest first."""
    leaders = list(range(len(rows)))

    def leader(at: int) -> int:
        while leaders[at] != at:
            leaders[at] = at = leaders[leaders[at]]
        return at

    for one, other in _alike(rows):
        first, second = sorted((leader(one), leader(other)))
        leaders[second] = first
    groups: defaultdict[int, list[BlockedRow]] = defaultdict(list)
    for at, row in enumerate(rows):
        groups[leader(at)].append(row)
    found = [_blocker(group) for group in groups.values()]
    return sorted(found, key=lambda one: (-len(one.people), -len(one.weeks), one.since or date.max, one.text))


def _alike(rows: Sequence[BlockedRow]) -> Iterator[tuple[int, int]]:
    """Only rows that share a telling word are compared."""
    terms = [terms_of(row.text) for row in rows]
    by_text: dict[str, int] = {}
    by_word: defaultdict[str, list[int]] = defaultdict(list)
    for at, row in enumerate(rows):
        text = " ".join(row.text.casefold().split())
        if (before := by_text.setdefault(text, at)) != at:
            yield before, at
            continue
        for other in sorted({other for word in _telling(terms[at]) for other in by_word[word]}):
            if likeness(terms[at], terms[other]) >= ALIKE:
                yield other, at
        for word in _telling(terms[at]):
            by_word[word].append(at)


def _telling(terms: Terms) -> list[str]:
    return [key for key, weight in terms.weights.items() if weight >= ORDINARY]


def _blocker(rows: Sequence[BlockedRow]) -> Blocker:
    since = [row.blocked_since for row in rows if row.blocked_since is not None]
    return Blocker(
        text=rows[0].text,
        people=tuple(dict.fromkeys(row.person_id for row in rows)),
        weeks=tuple(sorted({row.week for row in rows})),
        since=min(since, default=None),
        entries=tuple(row.id for row in rows),
    )
