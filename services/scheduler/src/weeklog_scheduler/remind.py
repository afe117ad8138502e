"""Raises reminders: asks the database what is missing, and tells people once.

One notice per person, week and kind is a unique constraint, so that two schedulers, or a second look, tell nobody
twice. It runs as the system role, which sees that there are entries, objectives and reviews, and not what they
say.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from itertools import groupby
from uuid import UUID

from weeklog.absences.days import Whom
from weeklog.db.engine import LOST, Database
from weeklog.db.rows import values_of
from weeklog.errors import Unavailable
from weeklog.ids import PersonId
from weeklog.logs import logger
from weeklog.notices.tables import (
    CalendarRow,
    ReminderWeekRow,
    WaitingRow,
    find_week_lines,
    list_all_muted,
    list_logged_spans,
    list_raised,
    list_reminder_calendar,
    list_waiting,
)
from weeklog.settings import Clock
from weeklog.unit_of_work import Publisher
from weeklog.vocabulary import NoticeKind, ReminderKind
from weeklog_scheduler import reminder_text
from weeklog_scheduler.absent import read_days_away
from weeklog_scheduler.due import moment_of, week_of_row
from weeklog_scheduler.raising import raise_once
from weeklog_scheduler.reminders import (
    OPEN,
    STILL_OPEN,
    Hours,
    Missing,
    Waiting,
    first_allowed,
    hours_of,
    is_open,
    missing_of_week,
    overdue,
    submission_expected_at,
    week_ends_at,
)

log = logger(__name__)

BEHIND, AHEAD = timedelta(days=14), timedelta(days=2)  # weeks that are looked at
FRESH = timedelta(days=30)  # and drafts, of whatever week
REMEMBERED = timedelta(days=90)  # notices: longer than anything is looked at
LEAST_WAITED = timedelta(days=2)  # three working days are never over sooner

Found = tuple[ReminderKind, int, str, Missing]  # of which week, in words, and for programs


@dataclass(frozen=True)
class Closed:
    """What need not be raised: it was raised already, or its person does not want to hear of it."""

    raised: frozenset[tuple[PersonId, UUID, int, NoticeKind]]
    muted: frozenset[tuple[PersonId, ReminderKind]]

    def holds(self, kind: ReminderKind, row: CalendarRow, week: int) -> bool:
        return (row.person_id, kind) in self.muted or (
            row.person_id,
            row.programme_id,
            week,
            kind,
        ) in self.raised


class Reminders:
    def __init__(self, database: Database, publisher: Publisher, clock: Clock) -> None:
        self._database, self._publisher, self._clock = database, publisher, clock

    async def look(self) -> int:
        """How many notices were raised."""
        now = self._clock()
        closed, away = await self._closed(now), await read_days_away(self._database, now, BEHIND)
        raised = 0
        rows = await self._database.all(
            list_reminder_calendar,
            since=(now - BEHIND).date(),
            until=(now + AHEAD).date(),
            drafted_since=now - FRESH,
        )
        for row in rows:
            raised += await self._about(row, away, now, partial(self._of_week, row, closed, now))
        waiting = await self._database.all(list_waiting, before=now - LEAST_WAITED, today=now.date(), now=now)
        for _, group in groupby(sorted(waiting, key=_whom), key=_whom):
            found = list(group)
            raised += await self._about(found[0], away, now, partial(self._of_others, found, closed, now))
        return raised

    async def _closed(self, now: datetime) -> Closed:
        raised = await self._database.all(list_raised, since=now - REMEMBERED)
        muted = await self._database.all(list_all_muted)
        return Closed(
            frozenset((row.person_id, row.programme_id, row.week, row.kind) for row in raised),
            frozenset((row.person_id, row.kind) for row in muted),
        )

    async def _about(
        self,
        row: CalendarRow,
        away: Mapping[Whom, frozenset[date]],
        now: datetime,
        find: Callable[[Hours], Awaitable[list[Found]]],
    ) -> int:
        try:
            hours = hours_of(row, away.get(_whom(row), frozenset()))
            if first_allowed(now, hours) != now:
                return 0
            return sum([await self._raise(row, one, now) for one in await find(hours)])
        except (*LOST, Unavailable):
            raise
        except Exception as error:  # noqa: BLE001 - one row (a zone that is none, say) must not stop the others
            log.error("not reminded", programme_id=str(row.programme_id), error=type(error).__name__)
            return 0

    async def _of_week(
        self, row: ReminderWeekRow, closed: Closed, now: datetime, hours: Hours
    ) -> list[Found]:
        found: list[Found] = []
        week, language = week_of_row(row), row.language
        ends_at = week_ends_at(week, hours)
        if (
            ends_at is not None
            and not closed.holds("incomplete_week", row, row.number)
            and is_open(ends_at, hours, now, OPEN)
            and (missing := await self._missing(row, hours))
        ):
            days = [date.fromisoformat(day) for day in missing.get("days", ())]
            text = reminder_text.incomplete_week(
                language,
                week.number,
                days,
                objectives="objectives" in missing,
                achievements="achievements" in missing,
            )
            found.append(("incomplete_week", week.number, text, missing))
        drafted_at = row.drafted_at if row.review == "drafted" else None
        if drafted_at is not None and not closed.holds("unsubmitted_review", row, row.number):
            expected = submission_expected_at(week, moment_of(row), row.due_at, drafted_at)
            if is_open(expected, hours, now, STILL_OPEN) and await self._keeps_log(row):
                text = reminder_text.unsubmitted_review(language, week.number, hours.day_of(drafted_at))
                found.append(
                    ("unsubmitted_review", week.number, text, {"drafted_at": drafted_at.isoformat()})
                )
        return found

    async def _of_others(
        self, rows: Sequence[WaitingRow], closed: Closed, now: datetime, hours: Hours
    ) -> list[Found]:
        """What waits for one mentor. The notice is of this week, and is raised once in it."""
        first = rows[0]
        if first.number is None or closed.holds("waiting", first, first.number):
            return []
        late = overdue((Waiting(str(one.of), one.of_name, one.week, one.since) for one in rows), hours, now)
        if not late:
            return []
        oldest = late[0]
        text = reminder_text.waiting(
            first.language, len(late), oldest.name, oldest.week, hours.day_of(oldest.since)
        )
        about = {"person_id": oldest.person_id, "week": oldest.week, "since": oldest.since.isoformat()}
        return [("waiting", first.number, text, {"waiting": len(late), "oldest": about})]

    async def _missing(self, row: ReminderWeekRow, hours: Hours) -> Missing:
        spans = await self._spans(row)
        if row.role == "lead" and not spans:
            return {}
        (lines,) = await self._database.all(
            find_week_lines,
            person_id=row.person_id,
            programme_id=row.programme_id,
            week=row.number,
        )
        return missing_of_week(
            week_of_row(row),
            hours,
            hours.day_of(row.joined_at),
            spans,
            objectives=lines.objectives,
            achievements=lines.achievements,
        )

    async def _keeps_log(self, row: ReminderWeekRow) -> bool:
        """Many leads keep no worklog of their own, and are not reminded of it."""
        return row.role != "lead" or bool(await self._spans(row))

    async def _spans(self, row: ReminderWeekRow) -> list[tuple[date, date]]:
        spans = await self._database.all(
            list_logged_spans,
            **values_of(row, "person_id", "programme_id", "first_day", "last_day"),
        )
        return [(span.start_on, span.end_on) for span in spans]

    async def _raise(self, row: CalendarRow, found: Found, now: datetime) -> bool:
        kind, week, text, missing = found
        return await raise_once(
            self._database,
            self._publisher,
            row.person_id,
            programme_id=row.programme_id,
            week=week,
            kind=kind,
            occasion="",
            text=text,
            missing=missing,
            created_at=now,
        )


def _whom(row: CalendarRow) -> Whom:
    return row.programme_id, row.person_id
