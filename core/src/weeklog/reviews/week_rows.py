"""The rows of a review's week, read in one statement: one round trip for each review, however much its week holds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import text

from weeklog.absences.days import Absence, days_away, reason_words
from weeklog.calendar import Week
from weeklog.db.base import Query
from weeklog.db.rows import row_class
from weeklog.reviews.facts.rows import Achievement, Entry, Objective, Resource, WeekRows
from weeklog.unit_of_work import UnitOfWork
from weeklog.vocabulary import AbsenceReason, DayPart, Language

_ENTRY = """
jsonb_build_array(e.id, e.text, e.start_on, e.end_on, e.status, e.tags, e.resources, e.carried_from, e.carried_to,
                  e.weeks_open)"""


@row_class
class ReviewWeekRow:
    week: int
    first_day: date
    last_day: date
    holidays: list[date]
    days_off: list[int]
    zone: str
    language: Language
    entries: list[list[Any]] | None
    before: list[list[Any]] | None
    objectives: list[list[Any]] | None
    achievements: list[list[Any]] | None
    absences: list[list[Any]] | None


read_review_week = Query(
    text(f"""
select r.week, w.first_day, w.last_day, p.holidays, p.days_off, coalesce(o.zone, p.zone) as zone, o.language,
  (select jsonb_agg({_ENTRY} order by e.position, e.id) from entries e
    where e.person_id = r.person_id and e.programme_id = r.programme_id and e.week = r.week) as entries,
  (select jsonb_agg({_ENTRY} order by e.start_on, e.position, e.id) from entries e
    where e.person_id = r.person_id and e.programme_id = r.programme_id and e.week = r.week - 1
      and e.status not in ('done', 'dropped') and e.carried_to is null) as before,
  (select jsonb_agg(jsonb_build_array(a.id, a.text, a.state, a.done, a.evidence) order by a.position, a.id)
     from objectives a
    where a.person_id = r.person_id and a.programme_id = r.programme_id and a.week = r.week) as objectives,
  (select jsonb_agg(jsonb_build_array(a.id, a.text, a.evidence) order by a.position) from achievements a
    where a.person_id = r.person_id and a.programme_id = r.programme_id and a.week = r.week) as achievements,
  (select jsonb_agg(jsonb_build_array(a.first_day, a.last_day, a.part, a.reason) order by a.first_day, a.part)
     from absences a
    where a.person_id = r.person_id and a.programme_id = r.programme_id
      and a.first_day <= w.last_day and a.last_day >= w.first_day) as absences
  from reviews r
  join weeks w on w.programme_id = r.programme_id and w.number = r.week
  join programmes p on p.id = r.programme_id
  join people o on o.id = r.person_id
 where r.id = :review_id"""),
    ReviewWeekRow,
)


@dataclass(frozen=True, slots=True)
class ReviewWeek:
    rows: WeekRows
    language: Language  # its owner's


async def read_week_rows(work: UnitOfWork, review_id: UUID, now: datetime) -> ReviewWeek | None:
    """None when the review no longer exists."""
    row = await work.one(read_review_week, review_id=review_id)
    if row is None:
        return None
    rows = WeekRows(
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
    return ReviewWeek(rows, row.language)


def _away(row: ReviewWeekRow) -> tuple[tuple[date, str], ...]:
    found = days_away(_each(_absence, row.absences), Week(row.week, row.first_day, row.last_day))
    return tuple((day, reason_words(reason, row.language)) for day, reason in found.items())


def _absence(first: str, last: str, part: DayPart, reason: AbsenceReason) -> Absence:
    return Absence(date.fromisoformat(first), date.fromisoformat(last), part, reason)


def _each(read: Any, found: Sequence[Sequence[Any]] | None) -> tuple[Any, ...]:
    return tuple(read(*one) for one in found or ())


def _entry(
    entry_id: str, said: str, start: str, end: str, status: str, tags: list[str],
    resources: list[Mapping[str, Any]], carried_from: str | None, carried_to: str | None, weeks_open: int,
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
    )


def _objective(objective_id: str, said: str, state: Any, done: bool | None, evidence: list[str]) -> Objective:
    return Objective(UUID(objective_id), said, state, done, tuple(map(UUID, evidence)))


def _achievement(achievement_id: str, said: str, evidence: list[str]) -> Achievement:
    return Achievement(UUID(achievement_id), said, tuple(map(UUID, evidence)))


def _uuid(value: str | None) -> UUID | None:
    return None if value is None else UUID(value)
