"""Finds the scheduled questions that are due. What is due is asked of the database and never remembered here.

A day has one run of a question, as a unique constraint, so that two schedulers or a second look ask nothing twice.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

from weeklog.db.engine import LOST, Database
from weeklog.errors import Unavailable
from weeklog.ids import new_id
from weeklog.jobs.catalogue import ASK_SCHEDULED_QUESTION, AskScheduledQuestion
from weeklog.jobs.queue import enqueue
from weeklog.logs import logger
from weeklog.scheduled_questions.moments import Due, Schedule, due
from weeklog.scheduled_questions.tables import (
    QuestionScheduleRow,
    insert_question_run,
    list_question_schedules,
)
from weeklog.settings import Clock

log = logger(__name__)


class DueQuestions:
    def __init__(self, database: Database, clock: Clock) -> None:
        self._database, self._clock = database, clock

    async def look(self) -> int:
        """How many questions were found due and given a job."""
        now = self._clock()
        made = 0
        for row in await self._database.all(list_question_schedules):
            try:
                made += await self._look_at(row, now)
            except (*LOST, Unavailable):
                raise
            except Exception as error:  # noqa: BLE001 - one row (a zone that is none, say) must not stop the others
                log.error("question not asked", question_id=str(row.id), error=type(error).__name__)
        return made

    async def _look_at(self, row: QuestionScheduleRow, now: datetime) -> bool:
        schedule = Schedule(row.weekdays, row.at, ZoneInfo(row.zone))
        found = due(schedule, row.effective_from, row.asked_on, now)
        return found is not None and await self._begin(row, found, now)

    async def _begin(self, row: QuestionScheduleRow, found: Due, now: datetime) -> bool:
        """The run and its job, in one transaction; neither when another scheduler was first."""
        arguments = insert_question_run.arguments(
            {
                "id": new_id(),
                "person_id": row.person_id,
                "question_id": row.id,
                "day": found.moment.day,
                "outcome": found.outcome,
                "due_at": found.moment.at,
                "at": now,
            }
        )
        async with self._database.transaction() as connection:
            run_id = await connection.fetchval(insert_question_run.sql, *arguments)
            if run_id is None or found.outcome == "missed":
                return False
            await enqueue(
                connection, ASK_SCHEDULED_QUESTION, AskScheduledQuestion(run_id=run_id), row.person_id
            )
        return True
