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
    """The whole of its text speaks of it as finished, whatever its status."""
    clauses = [said(clause) for clause in clauses_of(entry.text)]
    return bool(clauses) and clauses[-1].done and not any(one.failing or one.blocked for one in clauses)


def same_work(one: Entry, other: Entry) -> bool:
    first, second = _terms(one), _terms(other)
    enough = min(first.total, second.total) >= ORDINARY
    return enough and likeness(first, second) >= ALIKE


def _terms(entry: Entry) -> Terms:
    return terms_of(entry.text)


def find_open(entries: Sequence[Entry], before: Sequence[Entry]) -> tuple[Open, ...]:
    """Each work once: what went on within the week is what it went on as."""
    here = {entry.id for entry in entries}
    unfinished = [one for one in entries if one.status in OPEN_STATUSES and one.carried_to not in here]
    kept: list[Open] = []
    for entry in unfinished:
        later = [
            one
            for one in entries
            if one.start_on >= entry.start_on and one.id != entry.id and same_work(entry, one)
        ]
        if any(one.status in OPEN_STATUSES and one.start_on > entry.start_on for one in later):
            continue
        kept.append(_open(entry, entries, before, later))
    return tuple(kept)


def _open(entry: Entry, entries: Sequence[Entry], before: Sequence[Entry], later: Sequence[Entry]) -> Open:
    earlier = [one for one in before if one.id == entry.carried_from or same_work(entry, one)]
    same = [
        one
        for one in entries
        if one.start_on < entry.start_on and one.status in OPEN_STATUSES and same_work(entry, one)
    ]
    since = min(one.start_on for one in (entry, *earlier, *same))
    closed_by = next(
        (one.id for one in later if one.status == "done" and one.start_on > entry.start_on), None
    )
    if closed_by is None and says_done(entry):
        closed_by = entry.id
    weeks = max([entry.weeks_open, *(one.weeks_open + 1 for one in earlier)])
    evidence = tuple(dict.fromkeys(one.id for one in (*earlier, *same)))
    return Open(entry, since, weeks, evidence, closed_by)


def find_left(entries: Sequence[Entry], before: Sequence[Entry]) -> tuple[Left, ...]:
    """Whatever of this week may be about it takes it out: a work is not left behind on a guess."""
    taken = {entry.carried_from for entry in entries}
    return tuple(
        Left(old)
        for old in before
        if old.id not in taken and not says_done(old) and not any(_may_go_on(old, one) for one in entries)
    )


def _may_go_on(old: Entry, entry: Entry) -> bool:
    """One word in common is enough."""
    first, second = _terms(old), _terms(entry)
    if first.weights.keys() & (second.weights.keys() | second.joined):
        return True
    return "carried over" in entry.text.lower() or "carry over" in entry.text.lower() or not first.weights


def find_blocked(entries: Sequence[Entry], before: Sequence[Entry]) -> tuple[Blocked, ...]:
    """What the status or the words of an entry say, and no later entry of the same work takes back."""
    stuck = [(entry, clause) for entry in entries if (clause := blocking(entry)) is not None]
    kept: list[Blocked] = []
    for entry, clause in reversed(stuck):
        if any(same_work(entry, one.entry) for one in kept) or _resolved(entry, entries):
            continue
        repeats = [one for one, _ in stuck if one.id != entry.id and same_work(one, entry)]
        earlier = [
            one
            for one in before
            if one.id == entry.carried_from or (blocking(one) is not None and same_work(one, entry))
        ]
        since = min(one.blocked_since or one.start_on for one in (entry, *repeats, *earlier))
        evidence = tuple(dict.fromkeys((*(one.id for one in (*earlier, *repeats)), entry.id)))
        kept.append(Blocked(entry, since, clause, len(evidence), evidence))
    return tuple(reversed(kept))


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


def _resolved(entry: Entry, entries: Iterable[Entry]) -> bool:
    return any(
        later.start_on > entry.start_on
        and later.status == "done"
        and blocking(later) is None
        and same_work(entry, later)
        for later in entries
    )
