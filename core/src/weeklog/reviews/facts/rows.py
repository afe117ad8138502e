"""What is read for a review."""

from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from weeklog.calendar import Week
from weeklog.vocabulary import ObjectiveState

WEEKEND: Final = frozenset({5, 6})  # as date.weekday() counts


@dataclass(frozen=True, slots=True)
class Resource:
    title: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    id: UUID
    text: str
    start_on: date
    end_on: date
    status: str
    tags: tuple[str, ...] = ()
    resources: tuple[Resource, ...] = ()
    carried_from: UUID | None = None
    carried_to: UUID | None = None
    weeks_open: int = 1
    blocked_since: date | None = None
    hours: float | None = None


@dataclass(frozen=True, slots=True)
class Objective:
    id: UUID
    text: str
    state: ObjectiveState = "open"
    done: bool | None = None
    evidence: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class Achievement:
    """A line that ends with a colon is a heading of those behind it."""

    id: UUID
    text: str
    evidence: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class Remark:
    """What a mentor or a colleague wrote about the week; `open` until its thread is resolved."""

    id: UUID
    author: str
    text: str
    open: bool = True


@dataclass(frozen=True, slots=True)
class WeekRows:
    """`today` is where the person is: days after it are not missing yet. `away` are days of absence, with its
    reason."""

    number: int
    first_day: date
    last_day: date
    today: date
    holidays: tuple[date, ...] = ()
    days_off: frozenset[int] = WEEKEND
    entries: tuple[Entry, ...] = ()
    unfinished_before: tuple[Entry, ...] = ()  # of the week before, and not carried on since
    objectives: tuple[Objective, ...] = ()
    achievements: tuple[Achievement, ...] = ()
    remarks: tuple[Remark, ...] = ()
    away: tuple[tuple[date, str], ...] = ()
    page_date: date | None = None  # of the page's front matter

    @property
    def week(self) -> Week:
        return Week(self.number, self.first_day, self.last_day)
