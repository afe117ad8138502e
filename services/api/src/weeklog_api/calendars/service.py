"""Calendars that somebody subscribed. The scheduler has them read; their events become suggestions."""

from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from weeklog import access
from weeklog.addresses import CALENDARS
from weeklog.calendars.tables import (
    SEALED_AS,
    CalendarRow,
    address_place,
    ask_again,
    delete_calendar,
    find_calendar,
    hold_calendars,
    insert_calendar,
    list_calendars,
)
from weeklog.db.rows import values_of
from weeklog.errors import Conflict, Invalid, NotFound
from weeklog.ids import new_id
from weeklog.jobs.catalogue import REFRESH_CALENDAR, RefreshCalendar
from weeklog.secrets_box import SecretsBox
from weeklog.unit_of_work import UnitOfWork
from weeklog.vocabulary import CalendarState
from weeklog_api.calendars.schemas import CalendarNew, SubscribedCalendar, SubscribedCalendarList
from weeklog_api.identity import Identity
from weeklog_api.named_servers import address_fault
from weeklog_api.settings import ApiSettings

MOST = 10  # of a person
_WEBCAL = "webcal://"  # how calendar programs write an address to subscribe


async def listed(work: UnitOfWork, identity: Identity) -> SubscribedCalendarList:
    rows = await work.all(list_calendars, **_mine(identity))
    return SubscribedCalendarList(items=[_shown(row) for row in rows])


async def add(
    work: UnitOfWork, identity: Identity, new: CalendarNew, settings: ApiSettings
) -> SubscribedCalendar:
    access.require(identity.standing, "write worklog")
    url, calendar_id = _address(new.url, settings), new_id()
    host = urlsplit(url).hostname or ""
    name = new.name or host
    await work.value(hold_calendars, name=f"calendars {identity.person_id}")
    if len(await work.all(list_calendars, **_mine(identity))) >= MOST:
        raise Conflict(f"you have {MOST} calendars, the most there may be: remove one first")
    row = await work.one(
        insert_calendar,
        **_mine(identity),
        id=calendar_id,
        name=name,
        host=host,
        address_box=SecretsBox(settings.secret_keys, SEALED_AS).seal(url, address_place(calendar_id)),
    )
    if row is None:
        raise Conflict(f"you have a calendar named {name!r} already: give this one another name")
    await work.enqueue(REFRESH_CALENDAR, RefreshCalendar(calendar_id=calendar_id))
    return _shown(row)


async def remove(work: UnitOfWork, identity: Identity, calendar_id: UUID) -> None:
    if await work.value(delete_calendar, **_mine(identity), calendar_id=calendar_id) is None:
        raise NotFound("calendar")


async def refresh(work: UnitOfWork, identity: Identity, calendar_id: UUID) -> SubscribedCalendar:
    access.require(identity.standing, "write worklog")
    this = {**_mine(identity), "calendar_id": calendar_id}
    row = await work.one(ask_again, **this)
    if row is not None:
        await work.enqueue(REFRESH_CALENDAR, RefreshCalendar(calendar_id=calendar_id))
        return _shown(row)
    row = await work.one(find_calendar, **this)
    if row is None:
        raise NotFound("calendar")
    return _shown(row)


def _mine(identity: Identity) -> dict[str, Any]:
    return {"person_id": identity.person_id, "programme_id": identity.own_programme.id}


def _address(url: str, settings: ApiSettings) -> str:
    url = f"https://{url[len(_WEBCAL) :]}" if url.lower().startswith(_WEBCAL) else url
    fault = address_fault(url, private_allowed=settings.private_calendars_allowed, setting=CALENDARS)
    if fault is not None:
        raise Invalid.field("url", fault)
    return url


def _shown(row: CalendarRow) -> SubscribedCalendar:
    values = values_of(row)
    is_waiting = values.pop("is_waiting")
    return SubscribedCalendar(**values, state="waiting" if is_waiting else _state(row))


def _state(row: CalendarRow) -> CalendarState:
    if row.next_at is None:
        return "stopped"
    return "failing" if row.fault else "well"
