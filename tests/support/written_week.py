"""A week as somebody writes it, for tests of what a review says."""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from weeklog.reviews.facts.rows import Achievement, Entry, Objective, Remark, WeekRows
from weeklog.vocabulary import ObjectiveState

MONDAY = date(2026, 10, 12)
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
# Day or days, text, status, tags.
Logged = tuple[str, str] | tuple[str, str, str] | tuple[str, str, str, tuple[str, ...]]


def day(name: str) -> date:
    return MONDAY + timedelta(days=DAYS.index(name))


def entry_id(number: int) -> UUID:
    """Of the entry with this place in the list, from 1."""
    return UUID(int=number)


def objective_id(number: int) -> UUID:
    return UUID(int=1000 + number)


def achievement_id(number: int) -> UUID:
    return UUID(int=2000 + number)


def before_id(number: int) -> UUID:
    return UUID(int=3000 + number)


def written_week(
    *logged: Logged,
    objectives: Sequence[str | tuple[str, ObjectiveState]] = (),
    achievements: Sequence[str] = (),
    before: Sequence[str] = (),
    remarks: Sequence[tuple[str, str]] = (),
    holidays: Sequence[str] = (),
    away: Sequence[tuple[str, str]] = (),
    page_date: date | None = None,
    today: str = "Sun",
) -> WeekRows:
    """`Mon-Wed` is a span of days. What stands `before` is still open."""
    return WeekRows(
        number=2,
        first_day=MONDAY,
        last_day=MONDAY + timedelta(days=6),
        today=day(today),
        holidays=tuple(map(day, holidays)),
        entries=tuple(_entry(number, one) for number, one in enumerate(logged, 1)),
        unfinished_before=tuple(
            Entry(before_id(number), text, MONDAY - timedelta(days=4), MONDAY - timedelta(days=4), "doing")
            for number, text in enumerate(before, 1)
        ),
        objectives=tuple(_objective(number, one) for number, one in enumerate(objectives, 1)),
        achievements=tuple(
            Achievement(achievement_id(number), text) for number, text in enumerate(achievements, 1)
        ),
        remarks=tuple(
            Remark(UUID(int=4000 + number), who, text) for number, (who, text) in enumerate(remarks, 1)
        ),
        away=tuple((day(name), why) for name, why in away),
        page_date=page_date,
    )


def _entry(number: int, logged: Logged) -> Entry:
    match logged:
        case (days, text):
            status, tags = "done", ()
        case (days, text, status):
            tags = ()
        case (days, text, status, tags):
            pass
    first, _, last = days.partition("-")
    return Entry(entry_id(number), text, day(first), day(last or first), status, tags)


def _objective(number: int, one: str | tuple[str, ObjectiveState]) -> Objective:
    text, state = (one, "open") if isinstance(one, str) else one
    return Objective(objective_id(number), text, state, True if state == "met" else None)
