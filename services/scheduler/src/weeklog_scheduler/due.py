"""The schedule is data: which people's weeks are due for review is asked of the database, never remembered here.

One review per person, programme and week is a unique constraint, so that two schedulers, a second look or a
changed time zone can do nothing twice, and a Friday that was missed is made up for once.
"""

import random
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from weeklog.absences.days import Absence, absences_by_person, days_away
from weeklog.absences.tables import list_all_absences
from weeklog.calendar import ReviewMoment, Week, review_due_at
from weeklog.db.engine import LOST, Database
from weeklog.errors import Unavailable
from weeklog.ids import new_id
from weeklog.jobs.catalogue import DRAFT_REVIEW, DraftReview
from weeklog.jobs.queue import enqueue
from weeklog.logs import logger
from weeklog.notices.tables import ReminderWeekRow
from weeklog.reviews.runs import DueWeekRow, insert_due_review, insert_skip, list_review_calendar
from weeklog.settings import Clock
from weeklog.vocabulary import RunReason
from weeklog_scheduler.decisions import DueWeek, decide

log = logger(__name__)


class DueReviews:
    def __init__(self, database: Database, clock: Clock, catch_up: timedelta, spread: float) -> None:
        self._database, self._clock = database, clock
        self._catch_up, self._spread = catch_up, spread

    async def look(self) -> int:
        """How many reviews were found due and given a job. What is skipped is logged with its reason."""
        now = self._clock()
        since, until = (now - self._catch_up).date() - timedelta(days=14), now.date() + timedelta(days=1)
        missing = await self._database.all(list_review_calendar, since=since, until=until)
        away = absences_by_person(await self._database.all(list_all_absences, since=since, until=until))
        made = 0
        for row in missing:
            try:
                made += await self._look_at(row, away.get((row.programme_id, row.person_id), ()), now)
            except (*LOST, Unavailable):
                raise
            except Exception as error:  # noqa: BLE001 - one row (a zone that is none, say) must not stop the others
                log.error("review not begun", programme_id=str(row.programme_id), error=type(error).__name__)
        return made

    async def _look_at(self, row: DueWeekRow, absences: Sequence[Absence], now: datetime) -> bool:
        one = due_week_of(row, absences)
        if one.due > now:
            return False
        outcome, reason = decide(one, now, self._catch_up)
        run = {
            "person_id": row.person_id,
            "programme_id": row.programme_id,
            "week": one.week.number,
            "outcome": outcome,
            "reason": reason,
            "due_at": one.due,
            "at": now,
        }
        if outcome != "skipped":
            return await self._begin(run)
        if _is_news(reason, row.skipped or ()) and await self._database.value(insert_skip, **run):
            log.info("review skipped", week=one.week.number, reason=reason)
        return False

    async def _begin(self, run: Mapping[str, Any]) -> bool:
        """The review and its job, in one transaction; neither when another scheduler was first."""
        async with self._database.transaction() as connection:
            review_id = new_id()
            arguments = insert_due_review.arguments({"id": review_id, **run})
            if await connection.fetchval(insert_due_review.sql, *arguments) is None:
                return False
            wait = random.uniform(0, self._spread)  # noqa: S311 - spreads load, guards nothing
            await enqueue(
                connection,
                DRAFT_REVIEW,
                DraftReview(review_id=review_id),
                run["person_id"],
                after_seconds=wait,
            )
            return True


def _is_news(reason: RunReason, told: Sequence[RunReason]) -> bool:
    """That it is too late says nothing more about a week that was skipped for a reason before."""
    return reason not in told and not (told and reason == "too_late")


def due_week_of(row: DueWeekRow, absences: Sequence[Absence]) -> DueWeek:
    week, moment = week_of_row(row), moment_of(row)
    return DueWeek(
        week=week,
        due=review_due_at(week, moment),
        joined_at=row.joined_at,
        zone=moment.zone,
        days_off=frozenset(row.days_off),
        holidays=frozenset(row.holidays),
        away=days_away(absences, week),
        has_entries=row.has_entries,
        skipped=bool(row.skipped),
    )


def moment_of(row: DueWeekRow | ReminderWeekRow) -> ReviewMoment:
    return ReviewMoment(row.review_weekday, row.review_at, ZoneInfo(row.zone))


def week_of_row(row: DueWeekRow | ReminderWeekRow) -> Week:
    return Week(row.number, row.first_day, row.last_day)
