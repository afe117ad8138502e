"""Tells mentors, substitutes and leads of a review that does not go on: each once.

One notice per person and occasion is a unique constraint, so that two schedulers, or a second look, tell nobody twice.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from weeklog.calendar import DAY_TO_SUBMIT
from weeklog.db.engine import LOST, Database
from weeklog.errors import Unavailable
from weeklog.ids import PersonId
from weeklog.logs import logger
from weeklog.notices.escalations import EscalationRow, list_escalations
from weeklog.settings import Clock
from weeklog.unit_of_work import Publisher
from weeklog_scheduler import reminder_text
from weeklog_scheduler.absent import DaysAway, read_days_away
from weeklog_scheduler.escalation import Receiver, to_tell
from weeklog_scheduler.raising import raise_once
from weeklog_scheduler.reminders import hours_of

log = logger(__name__)

OLDEST = timedelta(days=60)  # a review that has waited for longer is told to nobody any more


class Escalations:
    def __init__(self, database: Database, publisher: Publisher, clock: Clock) -> None:
        self._database, self._publisher, self._clock = database, publisher, clock

    async def look(self) -> int:
        """How many notices were raised."""
        now = self._clock()
        rows = await self._database.all(
            list_escalations, now=now, since=now - OLDEST, before=now - DAY_TO_SUBMIT
        )
        away: DaysAway = await read_days_away(self._database, now, OLDEST) if rows else {}
        raised = 0
        for _, group in groupby(rows, key=lambda row: row.occasion):
            raised += await self._tell(list(group), away, now)
        return raised

    async def _tell(self, rows: Sequence[EscalationRow], away: DaysAway, now: datetime) -> int:
        try:
            return sum([await self._raise(row, now) for row in _now(rows, away, now)])
        except (*LOST, Unavailable):
            raise
        except Exception as error:  # noqa: BLE001 - one row (a zone that is none, say) must not stop the others
            log.error("not escalated", programme_id=str(rows[0].programme_id), error=type(error).__name__)
            return 0

    async def _raise(self, row: EscalationRow, now: datetime) -> bool:
        since = row.since.astimezone(ZoneInfo(row.zone)).date()
        say = reminder_text.not_submitted if row.step == "submit" else reminder_text.not_answered
        return await raise_once(
            self._database,
            self._publisher,
            row.person_id,
            programme_id=row.programme_id,
            week=row.week,
            kind="escalation",
            occasion=row.occasion,
            text=say(row.language, row.of_name, row.week, since),
            missing={
                "step": row.step,
                "person_id": str(row.of),
                "review_id": str(row.review_id) if row.step == "answer" else None,
                "since": row.since.isoformat(),
            },
            created_at=now,
        )


def _now(rows: Sequence[EscalationRow], away: DaysAway, now: datetime) -> Iterable[EscalationRow]:
    """Of the receivers of one review, those whose turn it is and who were not told."""
    first = rows[0]
    since = first.since + DAY_TO_SUBMIT if first.step == "submit" else first.since
    owner = replace(hours_of(first, _days(first.of, first, away)), zone=ZoneInfo(first.of_zone))
    receivers = [
        Receiver(row.person_id, row.place, hours_of(row, _days(row.person_id, row, away))) for row in rows
    ]
    turn = {one.person_id for one in to_tell(first.step, since, owner, receivers, first.days, now)}
    return (row for row in rows if row.person_id in turn and not row.told and not row.muted)


def _days(who: PersonId, row: EscalationRow, away: DaysAway) -> frozenset[date]:
    return away.get((row.programme_id, who), frozenset())
