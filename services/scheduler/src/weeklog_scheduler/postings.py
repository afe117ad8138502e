"""Finds out what webhooks are to be told: each event once, and of each week one message to a chat room.

A chat room reads of a week an hour after its reviews were due, on the programme's clock. Where the service
can, the message is edited while the reviews move on, for as long as the week is looked at.
"""

import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import orjson

from weeklog.calendar import ReviewMoment, Week, review_due_at
from weeklog.db.base import Query
from weeklog.db.engine import Database
from weeklog.deliveries.posts import edit_post, fail_overdue_posts, insert_post
from weeklog.ids import PersonId, new_id
from weeklog.jobs.catalogue import POST_WEBHOOK, PostWebhook
from weeklog.jobs.queue import enqueue
from weeklog.settings import Clock
from weeklog.webhooks.posts import about_event
from weeklog.webhooks.tables import RoomWeekRow, list_room_weeks, list_webhook_news
from weeklog_scheduler.absent import Away, read_absences
from weeklog_scheduler.reminders import OPEN, Hours, is_open
from weeklog_scheduler.summaries import AFTER, AHEAD, BEHIND, ProgrammeWeek, read_states

NEWS = timedelta(days=7)  # for so long something that happened is news


class Postings:
    def __init__(self, database: Database, clock: Clock) -> None:
        self._database, self._clock = database, clock

    async def look(self) -> int:
        """How many deliveries were made, and messages found to be edited."""
        now = self._clock()
        await self._database.run(fail_overdue_posts, before=now - POST_WEBHOOK.deadline - timedelta(hours=1))
        return await self._events(now) + await self._rooms(now)

    async def _events(self, now: datetime) -> int:
        made = 0
        for row in await self._database.all(list_webhook_news, since=now - NEWS):
            delivery = {
                "id": new_id(),
                "webhook_id": row.webhook_id,
                "programme_id": row.programme_id,
                "week": row.week,
                "kind": row.kind,
                "key": row.key,
                "review_id": row.review_id,
                "about": about_event(row),
                "digest": None,
                "created_at": now,
            }
            made += await self._queue(insert_post, delivery, row.person_id)
        return made

    async def _rooms(self, now: datetime) -> int:
        rows = await self._database.all(
            list_room_weeks, since=(now - BEHIND).date(), until=(now + AHEAD).date()
        )
        away: Away = await read_absences(self._database, now, BEHIND) if rows else {}
        made = 0
        for row in rows:
            if row.delivery_id is not None or _is_due(row, now):
                made += await self._tell_room(row, away, now)
        return made

    async def _tell_room(self, row: RoomWeekRow, away: Away, now: datetime) -> bool:
        of = ProgrammeWeek(row.programme_id, _week(row), row.days_off, row.holidays)
        members = await read_states(self._database, of, away, now)
        if not members:
            return False
        about = {"programme": row.programme_name, "members": members}
        digest = hashlib.sha256(orjson.dumps(about)).hexdigest()
        if row.delivery_id is not None:
            if digest == row.digest:
                return False
            edit = {"delivery_id": row.delivery_id, "now_about": about, "new_digest": digest, "now": now}
            return await self._queue(edit_post, edit, row.lead_id)
        delivery = {
            "id": new_id(),
            "webhook_id": row.webhook_id,
            "programme_id": row.programme_id,
            "week": row.number,
            "kind": "week.summary",
            "key": row.key,
            "review_id": None,
            "about": about,
            "digest": digest,
            "created_at": now,
        }
        return await self._queue(insert_post, delivery, row.lead_id)

    async def _queue(self, query: Query[Any], values: Mapping[str, Any], person_id: PersonId) -> bool:
        """The delivery and its job, in one transaction; neither when another scheduler was first."""
        async with self._database.transaction() as connection:
            delivery_id: UUID | None = await connection.fetchval(query.sql, *query.arguments(values))
            if delivery_id is None:
                return False
            await enqueue(connection, POST_WEBHOOK, PostWebhook(delivery_id=delivery_id), person_id)
        return True


def _is_due(row: RoomWeekRow, now: datetime) -> bool:
    zone = ZoneInfo(row.zone)
    hours = Hours(zone, frozenset(row.days_off), frozenset(row.holidays), row.quiet_from, row.quiet_until)
    due = review_due_at(_week(row), ReviewMoment(row.review_weekday, row.review_at, zone))
    return is_open(due + AFTER, hours, now, OPEN)


def _week(row: RoomWeekRow) -> Week:
    return Week(row.number, row.first_day, row.last_day)
