"""How far an objective has come, and what contradicts it or an achievement."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from weeklog.reviews.facts.against.contradictions import contradiction
from weeklog.reviews.facts.against.standing import Against
from weeklog.reviews.facts.clauses import is_heading, said
from weeklog.reviews.facts.linking import Clause, Link, Week, judge, link
from weeklog.reviews.facts.rows import Achievement, Objective
from weeklog.reviews.facts.terms import terms_of
from weeklog.vocabulary import OPEN_STATUSES

Proposed = Literal["met", "missed", "carried", "doing", "studied", "open"]
Why = Against | Literal["stage"]
_STAGES: Final = {
    "coding": re.compile(r"\b(?:coding|lập trình|viết mã)\b", re.IGNORECASE),
    "deployed": re.compile(r"\b(?:deploy(?:ed|ment)|went live|in production|đã triển khai)\b", re.IGNORECASE),
}
_STAGE_WORK: Final = {
    "coding": re.compile(r"\b(?:cod(?:e|ed|ing)|implement\w*|built|build(?:ing)?|develop\w*|wr(?:ite|ote|itten|iting)"
                         r"|commit\w*|program\w*|lập trình|viết|xây dựng|refactor\w*|fix\w*|prototyp\w*)\b",
                         re.IGNORECASE),
    "deployed": re.compile(r"\b(?:deploy\w*|releas\w*|rollout|roll(?:ed)? out|live|publish\w*|launch\w*|ship\w*"
                           r"|production|triển khai|push\w*|stag\w*)\b", re.IGNORECASE),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Conflict:
    """`clause` contradicts `claim`, which is an achievement, or none for the state of the objective itself. What is
    not `sure` is asked and never stated."""

    why: Why
    clause: Clause
    claim: Achievement | None = None
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Progress:
    objective: Objective
    link: Link
    proposed: Proposed
    conflicts: tuple[Conflict, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """An achievement, under its author's heading."""

    achievement: Achievement
    heading: str
    link: Link
    conflicts: tuple[Conflict, ...] = ()


def find_claims(achievements: Sequence[Achievement], week: Week) -> tuple[Claim, ...]:
    heading = ""
    claims: list[Claim] = []
    for place, one in enumerate(achievements):
        if is_heading(one.text) and place + 1 < len(achievements):
            heading = one.text.strip()
            continue
        found = link(one.text, one.evidence, week)
        claims.append(Claim(one, heading, found, tuple(_against(one, found, week))))
    return tuple(claims)


def _against(achievement: Achievement, found: Link, week: Week) -> Iterable[Conflict]:
    if (other := contradiction(achievement.text, found, week)) is not None:
        yield Conflict(other.why, other.clause, achievement, other.sure)
        return
    latest = _latest(found.clauses)
    for stage, claimed in _STAGES.items():
        if latest is not None and claimed.search(achievement.text) and not _is_worked(stage, found):
            yield Conflict("stage", latest, achievement)


def _is_worked(stage: str, found: Link) -> bool:
    return any(_STAGE_WORK[stage].search(one.entry.text) for one in (*found.clauses, *found.likely))


def _latest(clauses: Sequence[Clause]) -> Clause | None:
    return max(clauses, key=lambda one: (one.entry.end_on, one.entry.start_on), default=None)


def _unfinished(clause: Clause) -> Why | None:
    told = said(clause.text)
    if told.failing:
        return "failing"
    if clause.entry.status in OPEN_STATUSES and not told.done:
        return "status"
    if told.open and not told.done:
        return "open"
    return None


def find_progress(
    objectives: Sequence[Objective], claims: Sequence[Claim], week: Week
) -> tuple[Progress, ...]:
    aims = [
        one
        for place, one in enumerate(objectives)
        if not (is_heading(one.text) and place + 1 < len(objectives))
    ]
    return tuple(_progress(one, claims, week) for one in aims)


def _progress(objective: Objective, claims: Sequence[Claim], week: Week) -> Progress:
    found = link(objective.text, objective.evidence, week)
    latest = _latest(found.clauses)
    own = [claim for claim in claims if _concerns(objective, claim)]
    against = [one for claim in own for one in claim.conflicts]
    if objective.state == "met" and latest is not None and (why := _unfinished(latest)) is not None:
        against.insert(0, Conflict(why, latest))
    proposed = _proposed(objective, found, own, against)
    return Progress(objective, found, proposed, tuple(against))


def _concerns(objective: Objective, claim: Claim) -> bool:
    return judge(terms_of(objective.text), terms_of(claim.achievement.text)) == "certain"


def _proposed(
    objective: Objective, found: Link, claims: Sequence[Claim], against: Sequence[Conflict]
) -> Proposed:
    """What the owner has said stands. Nothing is proposed as met that an entry contradicts."""
    if objective.state != "open":
        return objective.state
    if not found.clauses:
        return "open"
    settled = not against and all(one.entry.status == "done" for one in found.clauses)
    if settled and _says_done(found):
        return "met"
    if all(one.study and not one.hands_on for one in (said(clause.text) for clause in found.clauses)):
        return "studied"
    return "met" if settled and _is_achieved(found, claims) else "doing"


def _says_done(found: Link) -> bool:
    latest = _latest(found.clauses)
    return latest is not None and said(latest.text).done and _unfinished(latest) is None


def _is_achieved(found: Link, claims: Sequence[Claim]) -> bool:
    """An achievement stands on the same entries, and none of them speaks of it as unfinished."""
    proofs = {entry for claim in claims for entry in claim.link.entries}
    finished = all(_unfinished(one) is None for one in found.clauses)
    return finished and not proofs.isdisjoint(found.entries)
