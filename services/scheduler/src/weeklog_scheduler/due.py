"""The schedule is data: which people's weeks are due for review is asked of the database, never remembered here.

One review per person, programme and week is a unique constraint, so that two schedulers, a second look or a changed time
zone can do nothing twice, and a Friday that was missed is made up for once.
"""

import asyncio
import random
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from weeklog.calendar import ReviewMoment, Week, due_weeks
from weeklog.db.engine import LOST, Database
from weeklog.errors import Unavailable
from weeklog.ids import PersonId, new_id
from weeklog.jobs.catalogue import DRAFT_REVIEW, DraftReview
from weeklog.jobs.queue import enqueue
from weeklog.logs import logger
from weeklog.reviews.tables import insert_due_review, list_review_calendar
from weeklog.settings import Clock

log = logger(__name__)


class DueReviews:
    def __init__(
        self, database: Database, clock: Clock, every: float, catch_up: timedelta, spread: float
    ) -> None:
        self._database, self._clock = database, clock
        self._every, self._catch_up, self._spread = every, catch_up, spread

    async def run(self) -> None:
        while True:
            try:
                made = await self.look()
                if made:
                    log.info("reviews due", reviews=made)
            except (*LOST, Unavailable) as error:
                log.warning("due reviews not looked for: the database is away", error=type(error).__name__)
            await asyncio.sleep(self._every)

    async def look(self) -> int:
        """How many reviews were found due and given a job."""
        now = self._clock()
        missing = await self._database.all(
            list_review_calendar,
            since=(now - self._catch_up).date() - timedelta(days=14),
            until=now.date() + timedelta(days=1),
        )
        made = 0
        for row in missing:
            try:
                for week, due in due_weeks([week_of_row(row)], moment_of(row), now, self._catch_up):
                    if ended_before_they_joined(week, row, now):
                        continue
                    made += await self._begin(row["person_id"], row["programme_id"], week, due)
            except (*LOST, Unavailable):
                raise
            except Exception as error:  # noqa: BLE001 - one row (a zone that is none, say) must not stop the others
                log.error(  # noqa: TRY400 - its kind is enough, its text may not be
                    "review not begun", programme_id=str(row["programme_id"]), error=type(error).__name__
                )
        return made

    async def _begin(self, person_id: PersonId, programme_id: UUID, week: Week, due: datetime) -> bool:
        """The review and its job, in one transaction; neither when another scheduler was first."""
        async with self._database.transaction() as connection:
            review_id = new_id()
            arguments = insert_due_review.arguments(
                {
                    "id": review_id,
                    "person_id": person_id,
                    "programme_id": programme_id,
                    "week": week.number,
                    "due_at": due,
                }
            )
            if await connection.fetchval(insert_due_review.sql, *arguments) is None:
                return False
            wait = random.uniform(0, self._spread)  # noqa: S311 - spreads load, guards nothing
            await enqueue(
                connection, DRAFT_REVIEW, DraftReview(review_id=review_id), person_id, after_seconds=wait
            )
            return True


def ended_before_they_joined(week: Week, row: Any, now: datetime) -> bool:
    """A set clock may stand before the moment that the database noted: then it says nothing."""
    joined_at: datetime = row["joined_at"]
    return joined_at <= now and week.last < joined_at.astimezone(ZoneInfo(row["zone"])).date()


def moment_of(row: Any) -> ReviewMoment:
    weekday: int = row["review_weekday"]
    at: time = row["review_at"]
    return ReviewMoment(weekday, at, ZoneInfo(row["zone"]))


def week_of_row(row: Any) -> Week:
    number: int = row["number"]
    first: date = row["first_day"]
    last: date = row["last_day"]
    return Week(number, first, last)
