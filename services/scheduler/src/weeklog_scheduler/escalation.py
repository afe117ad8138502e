"""Who is told, after whom, that a review does not go on. Pure: the caller brings the people, their hours, and now.

A review that is not submitted is told to its owner first (`reminders`), then to their mentors, then to who
stands in for these, then to the leads. One that waits for an answer is told to mentors and substitutes first
(`reminders`), then to the leads. Who is away is passed over. Each next group hears of it so many working days
later, on the clock of each.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from weeklog_scheduler.reminders import WAITED, Hours, first_allowed, patience_ends_at

Step = Literal["submit", "answer"]  # what the review waits for
MENTOR, SUBSTITUTE, LEAD = range(3)  # the groups, in the order in which they are told


@dataclass(frozen=True)
class Receiver:
    person_id: UUID
    group: int
    hours: Hours


def to_tell(
    step: Step, since: datetime, owner: Hours, receivers: Sequence[Receiver], days: int, now: datetime
) -> list[Receiver]:
    """Who is to be told now that it has waited since then. `days`: working days between two groups."""
    if step == "submit" and not _had_time(since, owner, days, now):
        return []
    there = [one for one in receivers if one.hours.day_of(now) not in one.hours.away]
    waits = _waits(step, receivers, there, days)
    return [
        one
        for one in there
        if one.group in waits
        and first_allowed(now, one.hours) == now
        and now > patience_ends_at(since, one.hours, waits[one.group])
    ]


def _had_time(since: datetime, owner: Hours, days: int, now: datetime) -> bool:
    """So many days of work, on none of which they were away, and they are here."""
    return owner.day_of(now) not in owner.away and now > patience_ends_at(since, owner, days)


def _waits(step: Step, receivers: Iterable[Receiver], there: Iterable[Receiver], days: int) -> dict[int, int]:
    """After how many working days each group that is there hears of it."""
    groups = sorted({one.group for one in there})
    if step == "submit":
        return {group: days * place for place, group in enumerate(groups, 1)}
    if all(one.group == LEAD for one in receivers):  # their own to answer: they are reminded as mentors are
        return {}
    return {LEAD: WAITED + (days if groups[:1] != [LEAD] else 0)}
