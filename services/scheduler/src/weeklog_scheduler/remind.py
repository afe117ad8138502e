"""Raises reminders: asks the database what is missing, and tells people once.

One notice per person, week and kind is a unique constraint, so that two schedulers, or a second look, tell nobody
twice. It runs as the system role, which sees that there are entries, objectives and reviews, and not what they
say.
"""

import asyncio
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from weeklog.absences.days import Whom, absences_by_person, days_away
from weeklog.absences.tables import list_all_absences
from weeklog.calendar import Week
from weeklog.db.engine import LOST, Database, Record
from weeklog.errors import Unavailable
from weeklog.events.catalogue import NoticeRaised, NoticeState
from weeklog.ids import PersonId, new_id
from weeklog.logs import logger
from weeklog.notices.tables import (
    find_week_lines,
    list_all_muted,
    list_logged_spans,
    list_raised,
    list_reminder_calendar,
    list_waiting,
    raise_notice,
)
from weeklog.settings import Clock
from weeklog.unit_of_work import Publisher
from weeklog.vocabulary import ReminderKind
from weeklog_scheduler import reminder_text
from weeklog_scheduler.due import moment_of, week_of_row
from weeklog_scheduler.reminders import (
    LONGEST_PAUSE,
    OPEN,
    STILL_OPEN,
    Hours,
    Missing,
    Waiting,
    first_allowed,
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


class Reminders:
    def __init__(self, database: Database, publisher: Publisher, clock: Clock, every: float) -> None:
        self._database, self._publisher = database, publisher
        self._clock, self._every = clock, every

    async def run(self) -> None:
        while True:
            try:
                if raised := await self.look():
                    log.info("reminded", notices=raised)
            except (*LOST, Unavailable) as error:
                log.warning("nobody reminded: the database is away", error=type(error).__name__)
            await asyncio.sleep(self._every)

    async def look(self) -> int:
        """How many notices were raised."""
        now = self._clock()
        closed, away = await self._closed(now), await self._away(now)
        raised = 0
        rows = await self._database.all(
            list_reminder_calendar,
            since=(now - BEHIND).date(),
            until=(now + AHEAD).date(),
            drafted_since=now - FRESH,
        )
        for row in rows:
            raised += await self._about([row], away, closed, now)
        waiting = await self._database.all(list_waiting, before=now - LEAST_WAITED, today=now.date())
        for _, group in groupby(sorted(waiting, key=_whom), key=_whom):
            found = list(group)
            raised += await self._about(found, away, closed, now)
        return raised

    async def _closed(self, now: datetime) -> set[tuple[Any, ...]]:
        """What was raised already: (person, programme, week, kind); and what nobody wants to hear: (person, kind)."""
        raised = await self._database.all(list_raised, since=now - REMEMBERED)
        return {tuple(row) for row in (*raised, *await self._database.all(list_all_muted))}

    async def _away(self, now: datetime) -> Mapping[Whom, frozenset[date]]:
        """On which days around now who is away."""
        span = Week(0, (now - BEHIND).date(), (now + timedelta(days=LONGEST_PAUSE)).date())
        found = absences_by_person(
            await self._database.all(list_all_absences, since=span.first, until=span.last)
        )
        return {whom: frozenset(days_away(absences, span)) for whom, absences in found.items()}

    async def _about(
        self,
        rows: list[Record],
        away: Mapping[Whom, frozenset[date]],
        closed: set[tuple[Any, ...]],
        now: datetime,
    ) -> int:
        row = rows[0]
        try:
            hours = hours_of(row, away.get(_whom(row), frozenset()))
            if first_allowed(now, hours) != now:
                return 0
            if "of_name" in row:
                found = [] if _is_closed(row, "waiting", closed) else _waiting(rows, hours, now)
            else:
                found = await self._of_week(row, hours, closed, now)
            return sum([await self._raise(row, one, now) for one in found])
        except (*LOST, Unavailable):
            raise
        except Exception as error:  # noqa: BLE001 - one row (a zone that is none, say) must not stop the others
            log.error("not reminded", programme_id=str(row["programme_id"]), error=type(error).__name__)
            return 0

    async def _of_week(
        self, row: Record, hours: Hours, closed: set[tuple[Any, ...]], now: datetime
    ) -> list[Found]:
        found: list[Found] = []
        week, language = week_of_row(row), row["language"]
        ends_at = week_ends_at(week, hours)
        if (
            ends_at is not None
            and not _is_closed(row, "incomplete_week", closed)
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
        if row["review"] == "drafted" and not _is_closed(row, "unsubmitted_review", closed):
            drafted_at: datetime = row["drafted_at"]
            expected = submission_expected_at(week, moment_of(row), row["due_at"], drafted_at)
            if is_open(expected, hours, now, STILL_OPEN) and await self._keeps_log(row):
                text = reminder_text.unsubmitted_review(language, week.number, hours.day_of(drafted_at))
                found.append(
                    ("unsubmitted_review", week.number, text, {"drafted_at": drafted_at.isoformat()})
                )
        return found

    async def _missing(self, row: Record, hours: Hours) -> Missing:
        spans = await self._spans(row)
        if row["role"] == "lead" and not spans:
            return {}
        (lines,) = await self._database.all(
            find_week_lines,
            person_id=row["person_id"],
            programme_id=row["programme_id"],
            week=row["number"],
        )
        return missing_of_week(
            week_of_row(row),
            hours,
            hours.day_of(row["joined_at"]),
            spans,
            objectives=lines["objectives"],
            achievements=lines["achievements"],
        )

    async def _keeps_log(self, row: Record) -> bool:
        """Many leads keep no worklog of their own, and are not reminded of it."""
        return row["role"] != "lead" or bool(await self._spans(row))

    async def _spans(self, row: Record) -> list[tuple[date, date]]:
        spans = await self._database.all(
            list_logged_spans,
            **{name: row[name] for name in ("person_id", "programme_id", "first_day", "last_day")},
        )
        return [(span["start_on"], span["end_on"]) for span in spans]

    async def _raise(self, row: Record, found: Found, now: datetime) -> bool:
        kind, week, text, missing = found
        raised = await self._database.one(
            raise_notice,
            id=new_id(),
            person_id=row["person_id"],
            programme_id=row["programme_id"],
            week=week,
            kind=kind,
            text=text,
            missing=missing,
            created_at=now,
        )
        if raised is None:  # another scheduler was first
            return False
        notice = NoticeState.model_validate(dict(raised))
        self._publisher.publish(PersonId(row["person_id"]), [NoticeRaised(notice=notice)])
        return True


def hours_of(row: Record, away: frozenset[date]) -> Hours:
    return Hours(
        ZoneInfo(row["zone"]),
        frozenset(row["days_off"]),
        frozenset(row["holidays"]),
        row["quiet_from"],
        row["quiet_until"],
        away,
    )


def _whom(row: Record) -> tuple[UUID, UUID]:
    return row["programme_id"], row["person_id"]


def _is_closed(row: Record, kind: ReminderKind, closed: set[tuple[Any, ...]]) -> bool:
    person_id = row["person_id"]
    return (person_id, kind) in closed or (person_id, row["programme_id"], row["number"], kind) in closed


def _waiting(rows: list[Record], hours: Hours, now: datetime) -> list[Found]:
    late = overdue(
        (Waiting(str(one["of"]), one["of_name"], one["week"], one["since"]) for one in rows), hours, now
    )
    this_week: int | None = rows[0]["number"]
    if not late or this_week is None:
        return []
    oldest = late[0]
    text = reminder_text.waiting(
        rows[0]["language"], len(late), oldest.name, oldest.week, hours.day_of(oldest.since)
    )
    about = {"person_id": oldest.person_id, "week": oldest.week, "since": oldest.since.isoformat()}
    return [("waiting", this_week, text, {"waiting": len(late), "oldest": about})]
