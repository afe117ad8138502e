"""Reads a subscribed calendar, and suggests the events that are over since. What went wrong is told to its owner: the
job is done all the same, and the calendar is read again at its time."""

from collections.abc import Mapping
from datetime import datetime
from http import HTTPStatus
from typing import Final
from zoneinfo import ZoneInfo

from weeklog.calendar import Week
from weeklog.calendars.process import MOST_BYTES, CalendarReader, UnreadableCalendar
from weeklog.calendars.rounds import days_to_read, over_by, pause_after, unchanged_until
from weeklog.calendars.tables import (
    SEALED_AS,
    CalendarToReadRow,
    address_place,
    find_calendar_to_read,
    note_failure,
    note_gone,
    note_read,
    note_unchanged,
)
from weeklog.calendars.whose import Whose
from weeklog.db.engine import Database
from weeklog.jobs.catalogue import RefreshCalendar
from weeklog.programmes.tables import list_weeks
from weeklog.secrets_box import CannotOpen, SecretsBox
from weeklog.suggestions.suggesting import suggest
from weeklog.workers.worker import Job
from weeklog_reporting.egress import AddressRefused, Answer, Egress, NoAnswer, NotReached
from weeklog_reporting.settings import ReportingSettings

MOST_VALIDATOR: Final = 200  # characters of an ETag or a date that are kept


class _Failed(Exception):
    """Why it was not read, as its owner is told."""


class _Gone(_Failed):
    """It is not tried again by itself."""


class Calendars:
    """`database` runs under the system role, which alone may read an address."""

    def __init__(
        self, settings: ReportingSettings, database: Database, egress: Egress, reader: CalendarReader
    ) -> None:
        self._clock, self._database, self._egress, self._reader = settings.clock, database, egress, reader
        self._box = SecretsBox(settings.secret_keys, SEALED_AS)

    async def refresh(self, job: Job) -> None:
        payload: RefreshCalendar = job.payload
        row = await self._database.one(find_calendar_to_read, calendar_id=payload.calendar_id)
        if row is None:  # it was removed
            return
        now = self._clock()
        try:
            answer = await self._fetched(row, now)
            if answer.status == HTTPStatus.NOT_MODIFIED:
                await _note_unchanged(job, row)
            else:
                await self._suggest(job, row, answer, now)
        except _Failed as why:
            await _note(job, row, why)

    async def _fetched(self, row: CalendarToReadRow, now: datetime) -> Answer:
        """A file, or that it has not changed. Raises _Failed."""
        try:
            url = self._box.open(row.address_box, address_place(row.id))
            answer = await self._egress.get(url, _asked(row, now), MOST_BYTES + 1)
        except CannotOpen:
            raise _Gone("WEEKLOG_SECRET_KEY has changed since: remove it, and add it again") from None
        except AddressRefused as why:
            raise _Failed(f"the address was refused: {why}") from None
        except (NotReached, NoAnswer) as why:
            raise _Failed(str(why)) from None
        return _judged(answer)

    async def _suggest(self, job: Job, row: CalendarToReadRow, answer: Answer, now: datetime) -> None:
        zone = ZoneInfo(row.zone)
        well_on = None if row.well_at is None else row.well_at.astimezone(zone).date()
        since, until = days_to_read(now.astimezone(zone).date(), well_on)
        try:
            told = await self._reader.events(answer.body, Whose(row.email, row.zone), since, until, now)
        except UnreadableCalendar as why:
            raise _Failed(f"what it answers {why}") from None
        async with job.finishing() as work:
            rows = await work.all(list_weeks, programme_id=row.programme_id)
            weeks = [Week(week.number, week.first_day, week.last_day) for week in rows]
            made = await suggest(work, row.programme_id, weeks, "calendar", over_by(told, now))
            await work.run(
                note_read,
                calendar_id=row.id,
                more_suggested=len(made.rows),
                new_etag=_validator(answer, "etag"),
                new_last_modified=_validator(answer, "last-modified"),
                # What had no room is offered again, whether the file changes or not.
                new_unchanged_until=None if made.left_out else unchanged_until(told, until, zone),
            )


def _asked(row: CalendarToReadRow, now: datetime) -> Mapping[str, str]:
    asked = {"Accept": "text/calendar"}
    if row.unchanged_until is None or now >= row.unchanged_until:
        return asked
    known = {"If-None-Match": row.etag, "If-Modified-Since": row.last_modified}
    return asked | {name: value for name, value in known.items() if value}


def _judged(answer: Answer) -> Answer:
    """Raises _Failed of what is neither a file of bounded size nor the word that it has not changed."""
    if answer.status == HTTPStatus.GONE:
        raise _Gone("it answered 410: the address has ended. Remove it, and add the new one")
    if answer.status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND):
        raise _Failed(f"it answered {answer.status}: is the address whole, and is the calendar still shared?")
    if answer.status not in (HTTPStatus.OK, HTTPStatus.NOT_MODIFIED):
        raise _Failed(f"it answered {answer.status}")
    if len(answer.body) > MOST_BYTES:
        raise _Failed("it has more than 2 MiB: share fewer weeks of it")
    return answer


def _validator(answer: Answer, name: str) -> str:
    """As its server wrote it, where it is short and plain enough to be sent back."""
    value = answer.headers.get(name, "")
    return value if len(value) <= MOST_VALIDATOR and value.isascii() and value.isprintable() else ""


async def _note_unchanged(job: Job, row: CalendarToReadRow) -> None:
    async with job.finishing() as work:
        await work.run(note_unchanged, calendar_id=row.id)


async def _note(job: Job, row: CalendarToReadRow, why: _Failed) -> None:
    async with job.finishing() as work:
        if isinstance(why, _Gone):
            await work.run(note_gone, calendar_id=row.id, why=str(why))
        else:
            pause = pause_after(row.failures + 1)
            await work.run(note_failure, calendar_id=row.id, why=str(why), pause=pause)
