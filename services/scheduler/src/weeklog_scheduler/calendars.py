"""Finds the subscribed calendars that are due, and gives each a job: once, however many schedulers look."""

from weeklog.calendars.tables import DueCalendarRow, claim_due_calendar, list_due_calendars
from weeklog.db.engine import Database
from weeklog.jobs.catalogue import REFRESH_CALENDAR, RefreshCalendar
from weeklog.jobs.queue import enqueue


class DueCalendars:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def look(self) -> int:
        """How many were found due and given a job."""
        return sum([await self._begin(row) for row in await self._database.all(list_due_calendars)])

    async def _begin(self, row: DueCalendarRow) -> bool:
        async with self._database.transaction() as connection:
            arguments = claim_due_calendar.arguments({"calendar_id": row.id})
            if await connection.fetchval(claim_due_calendar.sql, *arguments) is None:
                return False
            await enqueue(connection, REFRESH_CALENDAR, RefreshCalendar(calendar_id=row.id), row.person_id)
        return True
