"""Finds what people have not been told by mail, and makes a delivery and its job for each mail.

A unique constraint allows one delivery for each occasion and person, so two schedulers tell nobody twice.
Nobody gets a mail in their quiet hours, on a day off or while they are away. What is old news by then is not
sent.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from weeklog.calendar import ReviewMoment, Week, review_due_at
from weeklog.db.engine import Database
from weeklog.deliveries.news import DigestReaderRow, NewsRow, ReaderRow, list_digest_readers, list_news
from weeklog.deliveries.tables import fail_overdue_mails, insert_delivery
from weeklog.ids import new_id
from weeklog.jobs.catalogue import SEND_MAIL, SendMail
from weeklog.jobs.queue import enqueue
from weeklog.settings import Clock
from weeklog.vocabulary import MailKind
from weeklog_scheduler.absent import Away, read_absences, whole_days
from weeklog_scheduler.reminders import OPEN, Hours, first_allowed, hours_of, is_open
from weeklog_scheduler.summaries import AFTER, AHEAD, BEHIND, ProgrammeWeek, read_states

NEWS = timedelta(days=7)  # for so long something that happened is news


@dataclass(frozen=True)
class Mail:
    kind: MailKind
    key: str  # the occasion and who is told
    week: int
    review_id: UUID | None
    about: Mapping[str, Any]


class Mailings:
    def __init__(self, database: Database, clock: Clock) -> None:
        self._database, self._clock = database, clock

    async def look(self) -> int:
        """How many deliveries were made."""
        now = self._clock()
        await self._database.run(fail_overdue_mails, before=now - SEND_MAIL.deadline - timedelta(hours=1))
        away = await read_absences(self._database, now, BEHIND)
        return await self._news(away, now) + await self._digests(away, now)

    async def _news(self, away: Away, now: datetime) -> int:
        rows = await self._database.all(list_news, since=now - NEWS, now=now)
        made = 0
        for _, group in groupby(rows, key=lambda row: (row.kind, row.occasion)):
            for row in _there(list(group), away, now):
                mail = Mail(row.kind, row.key, row.week, row.review_id, _about(row))
                made += await self._make(row, mail, now)
        return made

    async def _digests(self, away: Away, now: datetime) -> int:
        span = {"since": (now - BEHIND).date(), "until": (now + AHEAD).date()}
        made = 0
        for row in await self._database.all(list_digest_readers, **span):
            due = review_due_at(
                _week(row), ReviewMoment(row.review_weekday, row.review_at, ZoneInfo(row.zone))
            )
            hours = _hours(row, away, now)
            if is_open(due + AFTER, hours, now, OPEN) and (members := await self._members(row, away, now)):
                key = f"digest:{row.programme_id}:{row.number}:{row.person_id}"
                about = {"programme": row.programme_name, "members": members}
                made += await self._make(row, Mail("digest", key, row.number, None, about), now)
        return made

    async def _members(self, row: DigestReaderRow, away: Away, now: datetime) -> list[dict[str, str]]:
        of = ProgrammeWeek(row.programme_id, _week(row), row.days_off, row.holidays)
        mentor_id = None if row.role == "lead" else row.person_id
        return await read_states(self._database, of, away, now, mentor_id)

    async def _make(self, row: ReaderRow, mail: Mail, now: datetime) -> bool:
        """The delivery and its job, in one transaction; neither when another scheduler was first."""
        delivery_id = new_id()
        arguments = insert_delivery.arguments(
            {
                "id": delivery_id,
                "person_id": row.person_id,
                "programme_id": row.programme_id,
                "week": mail.week,
                "kind": mail.kind,
                "key": mail.key,
                "review_id": mail.review_id,
                "about": mail.about,
                "created_at": now,
            }
        )
        async with self._database.transaction() as connection:
            if await connection.fetchval(insert_delivery.sql, *arguments) is None:
                return False
            await enqueue(connection, SEND_MAIL, SendMail(delivery_id=delivery_id), row.person_id)
        return True


def _there(rows: list[NewsRow], away: Away, now: datetime) -> list[NewsRow]:
    """Of those who may be told of one occasion, whom to tell now: mentors, and a lead where no mentor is there."""
    first = [row for row in rows if row.rank == 0 and not _is_out(row, away, now)]
    return [row for row in first or rows if not row.told and not row.muted and _is_allowed(row, away, now)]


def _is_allowed(row: ReaderRow, away: Away, now: datetime) -> bool:
    return first_allowed(now, _hours(row, away, now)) == now


def _hours(row: ReaderRow, away: Away, now: datetime) -> Hours:
    return hours_of(row, _days(away, row, now))


def _is_out(row: ReaderRow, away: Away, now: datetime) -> bool:
    return now.astimezone(ZoneInfo(row.zone)).date() in _days(away, row, now)


def _days(away: Away, row: ReaderRow, now: datetime) -> frozenset[date]:
    """On which days around now the person of the row is away."""
    return whole_days(away.get((row.programme_id, row.person_id), ()), now, BEHIND)


def _week(row: DigestReaderRow) -> Week:
    return Week(row.number, row.first_day, row.last_day)


def _about(row: NewsRow) -> dict[str, str]:
    about = {"programme": row.programme_name, "of": row.of_name, "of_id": str(row.of)}
    if row.by_name is not None:
        about["by"] = row.by_name
    if row.kind == "reminder":
        about["notice"] = str(row.occasion)
    if row.kind == "answer":
        about["run"] = str(row.occasion)
    return about
