"""What is unfinished, blocked, or was carried over from the week before."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from weeklog.reviews.facts.clauses import clauses_of, said
from weeklog.reviews.facts.linking import likeness
from weeklog.reviews.facts.rows import Entry
from weeklog.reviews.facts.terms import ORDINARY, Terms, terms_of
from weeklog.vocabulary import OPEN_STATUSES

ALIKE: Final = 0.6  # then two entries are about the same work
MOST_COMPARED: Final = 200  # entries that share a word: of the others it tells nothing


@dataclass(frozen=True, slots=True)
class Open:
    """`closed_by` is an entry that speaks of the same work as finished: then its owner is asked, and nothing is
    claimed."""

    entry: Entry
    since: date
    weeks: int  # 1 = it was begun this week
    before: tuple[UUID, ...] = ()  # the entries that it goes on with
    closed_by: UUID | None = None


@dataclass(frozen=True, slots=True)
class Blocked:
    entry: Entry
    since: date
    clause: str
    times: int  # in how many entries it is said
    evidence: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class Left:
    """Of the week before: open there, and nothing of this week is about it or closes it."""

    entry: Entry


def says_done(entry: Entry) -> bool:
    """Its text speaks of it as finished, whatever its status: one statement does, and none against it."""
    clauses = [said(clause) for clause in clauses_of(entry.text)]
    against = any(one.failing or one.blocked or (one.open and not one.done) for one in clauses)
    return any(one.done for one in clauses) and not against


def same_work(one: Entry, other: Entry) -> bool:
    first, second = _terms(one), _terms(other)
    enough = min(first.total, second.total) >= ORDINARY
    return enough and likeness(first, second) >= ALIKE


def _terms(entry: Entry) -> Terms:
    return terms_of(entry.text)


class Works:
    """Entries by their words, so that one is compared with those that may be about the same work and not with all."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.entries = tuple(entries)
        self._terms = [_terms(entry) for entry in entries]
        self._by_key = _places(terms.weights for terms in self._terms)
        self._by_joined = _places(terms.joined for terms in self._terms)
        self._known: dict[UUID, list[Entry]] = {}

    def alike(self, entry: Entry) -> list[Entry]:
        """Others of the same work, in their order, as `same_work` finds them."""
        known = self._known.get(entry.id)
        if known is None:
            known = self._known[entry.id] = self._compared(entry)
        return known

    def closing(self, entry: Entry) -> list[Entry]:
        """Later ones that share a telling word and speak of something as finished: its owner is asked about them."""
        keys = {key for key, weight in _terms(entry).weights.items() if weight >= ORDINARY}
        places = sorted({place for key in keys for place in self._by_key.get(key, ())[:MOST_COMPARED]})
        later = (self.entries[place] for place in places)
        return [
            one for one in later if one.start_on > entry.start_on and one.status == "done" and says_done(one)
        ]

    def _compared(self, entry: Entry) -> list[Entry]:
        terms = _terms(entry)
        if not self.entries or terms.total < ORDINARY:
            return []
        shared = self._shared(terms)
        same = sorted(place for place, weight in shared.items() if self._is_alike(place, weight, terms.total))
        return [one for one in map(self.entries.__getitem__, same) if one.id != entry.id]

    def _is_alike(self, place: int, shared: float, total: float) -> bool:
        other = self._terms[place].total
        return other >= ORDINARY and shared >= ALIKE * min(total, other)

    def _shared(self, terms: Terms) -> dict[int, float]:
        """What the words weigh that each has in common with the text, as `linking.shared` weighs them."""
        found: dict[int, float] = {}
        for key, weight in terms.weights.items():
            for place in self._by_key.get(key, ())[:MOST_COMPARED]:
                found[place] = found.get(place, 0.0) + weight
            for place in self._by_joined.get(key, ())[:MOST_COMPARED]:
                if key not in self._terms[place].weights:
                    found[place] = found.get(place, 0.0) + weight
        for key in self._by_key.keys() & (terms.joined - terms.keys):
            for place in self._by_key[key][:MOST_COMPARED]:
                found[place] = found.get(place, 0.0) + self._terms[place].weights[key]
        return found


def _places(texts: Iterable[Iterable[str]]) -> dict[str, list[int]]:
    """Where each word is."""
    found: dict[str, list[int]] = {}
    for place, words in enumerate(texts):
        for word in words:
            found.setdefault(word, []).append(place)
    return found


def find_open(works: Works, before: Sequence[Entry]) -> tuple[Open, ...]:
    """Each work once: what went on within the week is what it went on as."""
    here, works_before = {entry.id for entry in works.entries}, Works(before)
    unfinished = [one for one in works.entries if one.status in OPEN_STATUSES and one.carried_to not in here]
    kept: list[Open] = []
    for entry in unfinished:
        alike = works.alike(entry)
        if any(one.status in OPEN_STATUSES and one.start_on > entry.start_on for one in alike):
            continue
        kept.append(_open(entry, works, _earlier(entry, before, works_before)))
    return tuple(kept)


def _earlier(entry: Entry, before: Sequence[Entry], works: Works) -> list[Entry]:
    carried = [one for one in before if one.id == entry.carried_from] if entry.carried_from else []
    return list({one.id: one for one in (*carried, *works.alike(entry))}.values())


def _open(entry: Entry, works: Works, earlier: Sequence[Entry]) -> Open:
    alike = works.alike(entry)
    same = [one for one in alike if one.start_on < entry.start_on and one.status in OPEN_STATUSES]
    since = min(one.start_on for one in (entry, *earlier, *same))
    closed_by = next(
        (one.id for one in alike if one.status == "done" and one.start_on > entry.start_on), None
    )
    if closed_by is None and says_done(entry):
        closed_by = entry.id
    if closed_by is None:
        closed_by = next((one.id for one in works.closing(entry)), None)
    weeks = max([entry.weeks_open, *(one.weeks_open + 1 for one in earlier)])
    evidence = tuple(dict.fromkeys(one.id for one in (*earlier, *same)))
    return Open(entry, since, weeks, evidence, closed_by)


def find_left(entries: Sequence[Entry], before: Sequence[Entry]) -> tuple[Left, ...]:
    """Whatever of this week may be about it takes it out: a work is not left behind on a guess."""
    if not before:
        return ()
    taken = {entry.carried_from for entry in entries}
    words = {word for terms in map(_terms, entries) for word in (*terms.weights, *terms.joined)}
    if any("carried over" in text or "carry over" in text for text in (one.text.lower() for one in entries)):
        return ()
    return tuple(
        Left(old)
        for old in before
        if old.id not in taken and not says_done(old) and not _may_go_on(old, words, some=bool(entries))
    )


def _may_go_on(old: Entry, words: set[str], *, some: bool) -> bool:
    """One word in common with `some` entries is enough, and so is a text without a telling word."""
    weights = _terms(old).weights
    return not words.isdisjoint(weights) or (some and not weights)


def find_blocked(works: Works, before: Sequence[Entry]) -> tuple[Blocked, ...]:
    """What the status or the words of an entry say, and no later entry of the same work takes back."""
    stuck = {entry.id: (entry, clause) for entry in works.entries if (clause := blocking(entry)) is not None}
    works_before = Works([one for one in before if blocking(one) is not None])
    kept: dict[UUID, Blocked] = {}
    for entry, clause in reversed(stuck.values()):
        alike = works.alike(entry)
        if any(one.id in kept for one in alike) or _resolved(entry, alike):
            continue
        repeats = [one for one in alike if one.id in stuck]
        earlier = _earlier(entry, before, works_before)
        since = min(one.blocked_since or one.start_on for one in (entry, *repeats, *earlier))
        evidence = tuple(dict.fromkeys((*(one.id for one in (*earlier, *repeats)), entry.id)))
        kept[entry.id] = Blocked(entry, since, clause, len(evidence), evidence)
    return tuple(reversed(kept.values()))


def blocking(entry: Entry) -> str | None:
    """The statement that says so; the first one, when only the status does."""
    clauses = clauses_of(entry.text)
    states = [said(clause) for clause in clauses]
    if entry.status == "dropped" or (entry.status != "blocked" and any(one.unblocked for one in states)):
        return None
    for clause, state in zip(clauses, states, strict=True):
        if state.blocked and not (entry.status == "done" and state.done):
            return clause
    return (clauses or (entry.text,))[0] if entry.status == "blocked" else None


def _resolved(entry: Entry, alike: Iterable[Entry]) -> bool:
    return any(
        later.start_on > entry.start_on and later.status == "done" and blocking(later) is None
        for later in alike
    )
