import secrets
from datetime import datetime

from weeklog.absences.days import absences_by_person
from weeklog.calendar_feeds.due import NAME, due_events
from weeklog.calendar_feeds.ics import write_calendar
from weeklog.calendar_feeds.tables import (
    delete_feed,
    find_feed,
    has_feed,
    list_feed_absences,
    list_feed_weeks,
    put_feed,
)
from weeklog.db.engine import Database
from weeklog.errors import NotFound
from weeklog.people.credentials import hash_secret
from weeklog.unit_of_work import UnitOfWork
from weeklog_api.calendar_feeds.schemas import CalendarFeed, CalendarFeedMade


async def read(work: UnitOfWork) -> CalendarFeed:
    row = await work.one(find_feed, person_id=work.person_id)
    return CalendarFeed(enabled=row is not None, created_at=None if row is None else row.created_at)


async def make(work: UnitOfWork, page: str) -> CalendarFeedMade:
    secret = secrets.token_urlsafe(32)
    row = await work.one(put_feed, person_id=work.person_id, secret_hash=hash_secret(secret))
    assert row is not None  # an upsert that returns nothing has raised
    return CalendarFeedMade(url=f"{page.rstrip('/')}/v1/calendars/{secret}.ics", created_at=row.created_at)


async def remove(work: UnitOfWork) -> None:
    await work.run(delete_feed, person_id=work.person_id)


async def calendar(database: Database, secret: str, page: str, now: datetime) -> str:
    """For whoever knows the secret."""
    this = {"secret_hash": hash_secret(secret)}
    if await database.one(has_feed, **this) is None:
        raise NotFound("calendar: its address may have been renewed")
    rows = await database.all(list_feed_weeks, **this)
    away = absences_by_person(await database.all(list_feed_absences, **this))
    language = rows[0].language if rows else "en"
    return write_calendar(NAME[language], due_events(rows, away, page), now)
