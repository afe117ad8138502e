"""Whether the entries about an achievement contradict it. Pure.

An achievement is a claim whose evidence are the entries linked to it. The latest of those that share most of its
subject decides whether it is finished; one is enough against a claim about all of something.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, groupby
from typing import Final

from weeklog.language.changes import changes_in, is_turned
from weeklog.language.folding import lowered
from weeklog.language.named_days import weekdays_in
from weeklog.language.numbers import find_numbers
from weeklog.reviews.facts.against.achieved import Achieved, achieved
from weeklog.reviews.facts.against.measures import other_counts, outside_bounds
from weeklog.reviews.facts.against.standing import Against, Told, denies_act, told_by, weight_of
from weeklog.reviews.facts.clauses import clauses_of, said
from weeklog.reviews.facts.hints import may_be_about
from weeklog.reviews.facts.linking import Clause, Link, Week, is_of_another
from weeklog.reviews.facts.parts import counted_parts
from weeklog.reviews.facts.rows import Entry
from weeklog.reviews.facts.terms import ORDINARY, terms_of

_AS_NEAR: Final = 0.75  # of what the nearest entry shares with the subject
_DAYS_OF_WEEK: Final = 7
_HALF: Final = 0.5
_STATED: Final = frozenset(("failing", "open", "status"))
_REST: Final = re.compile(
    r"\b(?:all|whole|rest|remaining|others?|last|complete|both|còn lại|nốt|tất cả|hết|đủ|cả)\b"
)
_OTHERS: Final = re.compile(
    r"\b(?:the (?:rest|others?|remaining)|còn lại|phần còn|số còn)\b"
)  # beside a number
_Found = tuple[Against, Clause]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """`sure`: it may be stated. Else its owner is asked."""

    why: Against
    clause: Clause
    sure: bool


def contradiction(text: str, link: Link, week: Week) -> Contradiction | None:
    """The plainest one. A claim that limits itself has none: what is left is what it says."""
    claim = achieved(text)
    if claim.limited or not (link.clauses or link.likely):
        return None
    evidence = _Evidence.of(claim, link, week)
    found = next(chain.from_iterable(look(evidence) for look in _LOOKS), None)
    if found is None:
        return None
    why, clause = found
    is_linked = any(one is clause for one in link.clauses)
    return Contradiction(why, clause, is_linked and why in _STATED and said(text).done)


@dataclass(frozen=True)
class _Evidence:
    """`clauses` by their days, those that may be about it among them; `told`: what each entry tells."""

    claim: Achieved
    linked: tuple[Clause, ...]
    clauses: tuple[Clause, ...]
    told: tuple[Told, ...]
    most: float  # that an entry shares with the subject
    week: Week

    @classmethod
    def of(cls, claim: Achieved, link: Link, week: Week) -> "_Evidence":
        wanted = terms_of(claim.text)
        about = [one for one in (*link.clauses, *link.likely) if not is_of_another(wanted, one.entry)]
        about.sort(key=lambda one: (one.entry.end_on, one.entry.start_on))
        groups = (tuple(group) for _, group in groupby(about, lambda one: one.entry.id))
        every = [told_by(claim, group, week) for group in groups]
        most = max([one.weight for one in every], default=0.0)
        told = tuple(one for one in every if one.weight or not most)
        return cls(claim, link.clauses, tuple(about), told, most, week)

    def is_known(self, number: int) -> bool:
        """Some entry of the week says it."""
        return any(number in _numbers(one) for one in self.week.clauses)

    @property
    def near(self) -> list[Clause]:
        weighed = [(weight_of(self.claim, one, self.week), one) for one in self.clauses]
        most = max([weight for weight, _ in weighed], default=0.0)
        return [one for weight, one in weighed if weight >= _HALF * most]


def _denied(evidence: _Evidence) -> Iterator[_Found]:
    """The act itself is denied, and no later entry tells of it."""
    for one in reversed(evidence.told):
        for text in clauses_of(one.entry.text):
            if denies_act(evidence.claim, text):
                yield "denied", Clause(one.entry, text, terms_of(text), one.clause.beside)
        if one.why is None:
            return


def _measured(evidence: _Evidence) -> Iterator[_Found]:
    text, whole = evidence.claim.text, evidence.claim.whole
    for clause in outside_bounds(text, evidence.clauses, whole=whole):
        yield "number", clause
    if evidence.claim.numbers:
        for clause in other_counts(
            text, evidence.clauses, evidence.near, whole=whole, is_known=evidence.is_known
        ):
            yield "number", clause


def _excepted(evidence: _Evidence) -> Iterator[_Found]:
    """What is claimed of all of something was dropped, or done in a part."""
    claim, told = evidence.claim, evidence.told
    for place, one in enumerate(told if claim.whole or claim.numbers else ()):
        if claim.whole and one.why == "dropped" and one.weight >= ORDINARY:
            yield one.why, one.clause
        if (
            one.why == "part"
            and not _counts_others(one, evidence)
            and not _is_rest_told(told[place + 1 :])
            and not _is_rest_counted(one, evidence.week)
        ):
            yield one.why, one.clause


def _is_rest_told(later: Iterable[Told]) -> bool:
    return any(one.why is None and _REST.search(lowered(one.entry.text)) for one in later)


def _is_rest_counted(part: Told, week: Week) -> bool:
    """`measured the other 21` behind `30 of 51`."""
    if part.why != "part":
        return False
    rests = {whole - done for done, whole in counted_parts(lowered(part.clause.text))}
    later = (
        one for one in week.clauses if one.entry.status == "done" and one.entry.start_on >= part.entry.end_on
    )
    return any(rests & set(_numbers(one)) and _REST.search(lowered(one.text)) for one in later)


def _numbers(clause: Clause) -> Iterator[int]:
    return (number.value for number in find_numbers(clause.text))


def _unfinished(evidence: _Evidence) -> Iterator[_Found]:
    """The latest entries first, until one tells of it as done."""
    for one in reversed(evidence.told):
        if one.why is None and (one.weight >= _HALF * evidence.most or not evidence.claim.whole):
            return
        if one.why is not None and _stops(one, evidence) and not _is_beside(one, evidence):
            yield one.why, one.clause


def _counts_others(one: Told, evidence: _Evidence) -> bool:
    """A claim of so many says nothing of the others: `4 zones` of `4 of 7 zones`, `11 bikes` of `5 are waiting`."""
    claim, low = evidence.claim, lowered(one.clause.text)
    if claim.whole or not claim.numbers or one.why == "failing":
        return False
    said_here = set(_numbers(one.clause))
    if _OTHERS.search(low) is not None and not claim.numbers.isdisjoint(said_here):
        return True
    done = {part for part, _ in counted_parts(low)}
    return bool(claim.counts) and (claim.counts <= done or claim.counts.isdisjoint(said_here))


def _is_beside(one: Told, evidence: _Evidence) -> bool:
    """A next step, or another way, beside what is done; or a part whose rest is told elsewhere."""
    if _counts_others(one, evidence):
        return True
    if one.entry.status in ("planned", "dropped"):
        return any(other.why is None for other in evidence.told)
    return _is_rest_counted(one, evidence.week)


def _stops(one: Told, evidence: _Evidence) -> bool:
    """It is as near as any, or it alone keeps all of it from being done."""
    if not one.weight:
        return False
    if one.weight >= _AS_NEAR * evidence.most:
        return one.is_plain or said(evidence.claim.text).done
    is_barrier = one.entry.status == "blocked" or evidence.claim.whole
    return one.is_plain and is_barrier and one.weight >= ORDINARY


def _misreported(evidence: _Evidence) -> Iterator[_Found]:
    """Another day, or what was and what is exchanged, by what is linked for certain."""
    text = evidence.claim.text
    days = {weekday for _, weekday in weekdays_in(text)} if evidence.linked else set[int]()
    if days and days - set(_possible_weekdays(evidence)):
        yield "day", evidence.linked[-1]
    changes = list(changes_in(text)) if evidence.linked else []
    for one in evidence.linked if changes else ():
        if any(is_turned(mine, theirs) for theirs in changes_in(one.text) for mine in changes):
            yield "order", one


def _possible_weekdays(evidence: _Evidence) -> Iterator[int]:
    """Of every entry that could be meant, also by a single number."""
    claim, about = evidence.claim, {one.entry.id for one in evidence.clauses}
    for one in evidence.week.clauses:
        if (
            one.entry.id in about
            or claim.numbers.intersection(_numbers(one))
            or may_be_about(claim.text, one.text)
        ):
            yield from _weekdays(one.entry)


def _weekdays(entry: Entry) -> Iterator[int]:
    days = min((entry.end_on - entry.start_on).days, _DAYS_OF_WEEK - 1)
    yield from ((entry.start_on.weekday() + place) % _DAYS_OF_WEEK for place in range(days + 1))


_LOOKS: Final = (_denied, _measured, _excepted, _unfinished, _misreported)
