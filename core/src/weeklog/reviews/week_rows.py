"""The weeks of reviews that are to be drafted, read in one statement, however many they are and whatever they hold."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import text

from weeklog.absences.days import Absence, days_away, reason_words
from weeklog.calendar import Week
from weeklog.db.base import Query
from weeklog.db.rows import field_names, row_class
from weeklog.ids import PersonId
from weeklog.reviews.facts.rows import Achievement, Entry, Objective, Resource, WeekRows
from weeklog.vocabulary import AbsenceReason, DayPart, Language, ReviewState


@row_class
class HeldReviewWeekRow:
    """A review that is to be drafted, and its week. The lists are rows, their columns as `hold_reviews`
    orders them."""

    id: UUID
    person_id: PersonId
    programme_id: UUID
    week: int
    state: ReviewState
    version: int
    lines: list[dict[str, Any]] | None
    offers: list[dict[str, Any]]
    deleted_keys: list[str]
    refused_bases: list[str]
    touched_at: datetime | None
    drafted_at: datetime | None
    sent_back_at: datetime | None
    first_day: date
    last_day: date
    holidays: list[date]
    days_off: list[int]
    zone: str
    language: Language
    drafts_by_model: bool  # of the programme
    entries: list[list[Any]] | None
    before: list[list[Any]] | None
    objectives: list[list[Any]] | None
    achievements: list[list[Any]] | None
    absences: list[list[Any]] | None


hold_reviews = Query(
    text(
        f"select {', '.join(field_names(HeldReviewWeekRow))} from hold_reviews(:reviews, :owners, :waiting)"
    ),
    HeldReviewWeekRow,
)


def week_rows(row: HeldReviewWeekRow, now: datetime) -> WeekRows:
    return WeekRows(
        number=row.week,
        first_day=row.first_day,
        last_day=row.last_day,
        today=now.astimezone(ZoneInfo(row.zone)).date(),
        holidays=tuple(row.holidays),
        days_off=frozenset(row.days_off),
        away=_away(row),
        entries=_each(_entry, row.entries),
        unfinished_before=_each(_entry, row.before),
        objectives=_each(_objective, row.objectives),
        achievements=_each(_achievement, row.achievements),
    )


def _away(row: HeldReviewWeekRow) -> tuple[tuple[date, str], ...]:
    found = days_away(_each(_absence, row.absences), Week(row.week, row.first_day, row.last_day))
    return tuple((day, reason_words(reason, row.language)) for day, reason in found.items())


def _absence(first: str, last: str, part: DayPart, reason: AbsenceReason) -> Absence:
    return Absence(date.fromisoformat(first), date.fromisoformat(last), part, reason)


def _each(read: Any, found: Sequence[Sequence[Any]] | None) -> tuple[Any, ...]:
    return tuple(read(*one) for one in found or ())


def _entry(
    entry_id: str, said: str, start: str, end: str, status: str, tags: list[str],
    resources: list[Mapping[str, Any]], carried_from: str | None, carried_to: str | None, weeks_open: int,
    blocked_since: str | None, hours: float | None,
) -> Entry:  # fmt: skip
    return Entry(
        id=UUID(entry_id),
        text=said,
        start_on=date.fromisoformat(start),
        end_on=date.fromisoformat(end),
        status=status,
        tags=tuple(tags),
        resources=tuple(Resource(one["title"], one.get("url")) for one in resources),
        carried_from=_uuid(carried_from),
        carried_to=_uuid(carried_to),
        weeks_open=weeks_open,
        blocked_since=None if blocked_since is None else date.fromisoformat(blocked_since),
        hours=hours,
    )


def _objective(objective_id: str, said: str, state: Any, done: bool | None, evidence: list[str]) -> Objective:
    return Objective(UUID(objective_id), said, state, done, tuple(map(UUID, evidence)))


def _achievement(achievement_id: str, said: str, evidence: list[str]) -> Achievement:
    return Achievement(UUID(achievement_id), said, tuple(map(UUID, evidence)))


def _uuid(value: str | None) -> UUID | None:
    return None if value is None else UUID(value)
