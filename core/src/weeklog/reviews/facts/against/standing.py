"""How an achievement stands by what one entry tells of it: finished, or what the entry has against it. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal

from weeklog.language.folding import lowered
from weeklog.language.short_forms import written_out
from weeklog.language.stems import stem, words_of
from weeklog.reviews.facts.against.achieved import Achieved
from weeklog.reviews.facts.clauses import said, says_untouched
from weeklog.reviews.facts.linking import Clause, Week, shared
from weeklog.reviews.facts.parts import says_part
from weeklog.reviews.facts.rows import Entry
from weeklog.reviews.facts.terms import LITTLE
from weeklog.vocabulary import OPEN_STATUSES

Against = Literal["failing", "open", "status", "dropped", "part", "denied", "number", "day", "order"]
_AS_NEAR: Final = 0.6  # of what the nearest statement of an entry shares with the subject
_AWAITED: Final = re.compile(
    r"\b(?:on order|back-?ordered|waits? (?:for|until|till)|rebooked|rescheduled|pages? to go|left to|outstanding"
    r"|pending|cancell?ed|withdrawn|no (?:reply|answer|response|news)|unknown|suspect(?:s|ed)?|next week"
    r"|missing|hẹn|đợi|chờ|hoãn|dời|(?:đang|còn|bị) treo|tuần sau|nghi|để trống)\b"
)
_LATER: Final = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|tomorrow|tmrw|next|needs? to|must|cần|phải|chủ nhật|mai"
    r"|thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|t[2-7])\b"
)  # in a work that is open: what is still to come
_DENIED: Final = re.compile(
    r"\b(?:not|never|nobody|none|no|chưa|ch|không|cant|dont|wont|isnt|didnt)\b|n['’]t\b"
)
_NOT: Final = re.compile(r"(?:\b(?:not|never|chưa|ch|không)|n['’]t)\b(.{1,40})")
_BEHIND: Final = 3  # words behind a negation that it denies


@dataclass(frozen=True)
class Told:
    """What an entry tells of a claim, by its statement that is nearest to it."""

    claim: Achieved
    clause: Clause
    weight: float  # of the words that it shares with the subject

    @cached_property
    def why(self) -> Against | None:
        """Looked for only where it is asked for: mostly the latest entry decides."""
        return _against(self.clause, self.claim)

    @property
    def entry(self) -> Entry:
        return self.clause.entry

    @property
    def is_plain(self) -> bool:
        """More than a status that may be old says so."""
        if self.why != "status":
            return self.why is not None
        return (
            self.entry.status == "blocked"
            or _DENIED.search(written_out(lowered(self.clause.text))) is not None
        )


def told_by(claim: Achieved, clauses: Sequence[Clause], week: Week) -> Told:
    """By the statements of one entry: what it says last; of a work that is open, what it says of its state."""
    weighed = [(weight_of(claim, one, week), one) for one in clauses]
    most = max(weight for weight, _ in weighed)
    told = [Told(claim, one, most) for weight, one in weighed if weight >= _AS_NEAR * most]
    if len(told) == 1 or clauses[0].entry.status not in OPEN_STATUSES:
        return told[-1]
    return next((one for one in reversed(told) if one.is_plain), told[-1])


def weight_of(claim: Achieved, clause: Clause, week: Week) -> float:
    weight = shared(claim.subject, clause.terms, week.spread)
    return (
        weight + LITTLE * shared(claim.subject, clause.beside, week.spread) if clause.beside.found else weight
    )


def denies_act(claim: Achieved, text: str) -> bool:
    """`chưa ký` of a claim that something was signed."""
    match = _NOT.search(written_out(lowered(text)))
    return match is not None and not claim.acts.isdisjoint(map(stem, words_of(match[1])[:_BEHIND]))


def _against(clause: Clause, claim: Achieved) -> Against | None:
    told, low = said(clause.text), written_out(lowered(clause.text))
    is_part = says_part(low)
    if told.failing:
        return "failing"
    if claim.is_reached_in(low) or (told.done and not is_part):
        return None
    if clause.entry.status == "dropped":
        return "dropped"
    if says_untouched(clause.text):
        return "denied"
    return "part" if is_part else _still(clause, low)


def _still(clause: Clause, low: str) -> Against | None:
    told, is_open = said(clause.text), clause.entry.status in OPEN_STATUSES
    if told.open or told.blocked or _AWAITED.search(low) or (is_open and _LATER.search(low)):
        return "open"
    return "status" if is_open else None
