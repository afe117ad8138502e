from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import Select, any_, literal, select, tuple_

from weeklog.db.base import Query
from weeklog.db.rows import values_of
from weeklog.entries.carrying import is_open
from weeklog.entries.removal import remove_entries
from weeklog.entries.rows import blocked_since, entry_of, entry_state
from weeklog.entries.tables import (
    WRITTEN,
    EntryRow,
    NewEntryRow,
    OrderRow,
    ProgrammeEntryRow,
    change_entry,
    entries,
    find_entry,
    find_next_positions,
    insert_entries,
    insert_entry,
    insert_entry_alone,
    list_order,
    lock_entry,
    order_entries,
    state,
)
from weeklog.errors import Fault, Invalid, NotFound
from weeklog.events.catalogue import EntryChanged, EntryDeleted, EntryLogged, EntryState, WeekChanged
from weeklog.ids import PersonId, new_id
from weeklog.unit_of_work import Store, UnitOfWork
from weeklog_api.cursors import read_cursor, write_cursor
from weeklog_api.entries.quick import understand
from weeklog_api.entries.schemas import (
    EntryFilters,
    EntryList,
    EntryNew,
    EntryPatch,
    Move,
    QuickPreview,
    ResourceNew,
)
from weeklog_api.identity import Identity
from weeklog_api.schemas import MOST_EVENTS
from weeklog_api.versions import check_version

_IN_BULK = ("id", "position", *WRITTEN)
_NEW: dict[str, Any] = {
    "carried_from": None,
    "carried_to": None,
    "weeks_open": 1,
    "version": 1,
}  # what every new entry is
DIGITS_OF_ID = 32  # hexadecimal


async def log_entry(work: UnitOfWork, identity: Identity, new: EntryNew, today: date) -> EntryState:
    values = _values(identity, new, today)
    row = await work.one(insert_entry, **values)
    assert row is not None  # an INSERT that returns nothing has raised
    logged = _logged(values, row)
    work.publish(logged)
    return logged.entry


async def log_one_entry(store: Store, identity: Identity, new: EntryNew, today: date) -> EntryState:
    """A unit of work that is this one entry."""
    values = _values(identity, new, today)
    return (await store.run_alone(insert_entry_alone, partial(_logged, values), **values)).entry


def preview(identity: Identity, quick: str, today: date) -> QuickPreview:
    new, understood = understand(identity, EntryNew(quick=quick), today)
    values = _values(identity, new, today)
    return QuickPreview(
        **{name: values[name] for name in values.keys() & QuickPreview.model_fields},
        understood=list(understood or ()),
    )


async def log_entries(
    work: UnitOfWork, identity: Identity, new: Sequence[EntryNew], today: date
) -> list[dict[str, Any]]:
    """All of them, or none: every fault is told at once. As the fields of `EntryState`, since they may be many."""
    rows = _all_values(identity, new, today)
    mine = {"person_id": identity.person_id, "programme_id": identity.own_programme.id}
    weeks = sorted({row["week"] for row in rows})
    ends = {row.week: row for row in await work.all(find_next_positions, **mine, weeks=weeks)}
    position = Counter({week: end.next_position for week, end in ends.items()})
    at = ends[weeks[0]].at
    logged: list[dict[str, Any]] = []
    for row in rows:
        logged.append(_NEW | row | {"position": position[row["week"]], "created_at": at, "updated_at": at})
        position[row["week"]] += 1
    columns = {name: [row[name] for row in logged] for name in _IN_BULK}
    columns["resources"] = [orjson.dumps(resources).decode() for resources in columns["resources"]]
    columns["tags"] = [_array_literal(tags) for tags in columns["tags"]]
    await work.run(insert_entries, **mine, **columns)
    if len(logged) <= MOST_EVENTS:
        for entry in logged:
            work.publish(EntryLogged(entry=entry_of(entry)))
    else:
        for week in weeks:
            work.publish(WeekChanged(week=week))
    return logged


def _array_literal(tags: Sequence[str]) -> str:
    """Tags are letters, digits, _ and -: nothing in them needs escaping."""
    return "{" + ",".join(f'"{tag}"' for tag in tags) + "}"


async def read_entry(work: UnitOfWork, entry_id: UUID) -> EntryState:
    row = await work.one(find_entry, id=entry_id)
    if row is None:
        raise NotFound("entry")
    return entry_state(row)


async def list_entries(
    work: UnitOfWork, identity: Identity, person_id: PersonId, filters: EntryFilters
) -> EntryList:
    """The latest start day first."""
    rows = await work.all(Query(_matching(identity, person_id, filters), EntryRow))
    found = [entry_state(row) for row in rows[: filters.limit]]
    more = len(rows) > filters.limit
    return EntryList(
        items=found, next_cursor=write_cursor(found[-1].start_on, found[-1].id) if more else None
    )


async def edit_entry(
    work: UnitOfWork, identity: Identity, entry_id: UUID, patch: EntryPatch, meant: int | None, today: date
) -> EntryState:
    before = await _lock(work, identity, entry_id)
    check_version(before.version, meant)
    after = _merged(identity, before, patch, today)
    if after["week"] != before.week:
        there = {"person_id": identity.person_id, "programme_id": before.programme_id}
        (end,) = await work.all(find_next_positions, **there, weeks=[after["week"]])
        after["position"] = end.next_position
    row = await work.one(change_entry, person_id=work.person_id, entry_id=entry_id, **after)
    assert row is not None  # it is locked
    if after["week"] != before.week:
        work.publish(EntryDeleted(entry_id=entry_id, week=before.week))
    entry = entry_state(row)
    work.publish(EntryChanged(entry=entry))
    return entry


async def drop_entry(work: UnitOfWork, identity: Identity, entry_id: UUID, meant: int | None) -> None:
    before = await _lock(work, identity, entry_id)
    check_version(before.version, meant)
    await remove_entries(work, [entry_id])
    work.publish(EntryDeleted(entry_id=entry_id, week=before.week))


async def move_entry(
    work: UnitOfWork, identity: Identity, entry_id: UUID, move: Move, meant: int | None
) -> EntryState:
    """Behind another entry of its week, or before those of its day. On a new day it lasts as long as before."""
    before = await _lock(work, identity, entry_id)
    check_version(before.version, meant)
    day = move.start_on or before.start_on
    week = before.week
    if day != before.start_on:
        moved = values_of(before, "position", *WRITTEN) | _shifted(identity, before, day)
        week = moved["week"]
        await work.one(change_entry, person_id=work.person_id, entry_id=entry_id, **moved)
    if week != before.week:
        work.publish(EntryDeleted(entry_id=entry_id, week=before.week))
    this = {"person_id": work.person_id, "programme_id": before.programme_id, "week": week}
    others = [row for row in await work.all(list_order, **this) if row.id != entry_id]
    order = [row.id for row in others]
    order.insert(_place(others, day, move.after, week), entry_id)
    await work.run(order_entries, person_id=work.person_id, ids=order, positions=list(range(len(order))))
    work.publish(WeekChanged(week=week))
    return await read_entry(work, entry_id)


async def _lock(work: UnitOfWork, identity: Identity, entry_id: UUID) -> ProgrammeEntryRow:
    mine = {"person_id": identity.person_id, "programme_id": identity.own_programme.id}
    row = await work.one(lock_entry, **mine, entry_id=entry_id)
    if row is None:
        raise NotFound("entry")
    return row


def _place(others: Sequence[OrderRow], day: date, after: UUID | None, week: int) -> int:
    if after is None:
        of_day = (at for at, row in enumerate(others) if row.start_on == day)
        later = (at for at, row in enumerate(others) if row.start_on > day)
        return next(of_day, next(later, len(others)))
    found = next((at for at, row in enumerate(others) if row.id == after), None)
    if found is None:
        raise Invalid.field("after", f"names no other entry of week {week}: send one of its entries, or null")
    return found + 1


def _logged(values: dict[str, Any], made: NewEntryRow) -> EntryLogged:
    told = _NEW | {name: values[name] for name in ("id", *WRITTEN)}
    at = made.created_at
    entry = EntryState(**told, position=made.position, created_at=at, updated_at=at)
    return EntryLogged.model_construct(entry=entry)


def stored_resources(resources: Sequence[ResourceNew]) -> list[dict[str, str | None]]:
    return [{"title": resource.shown_title, "url": resource.url} for resource in resources]


def _check_blocked(since: date | None, start_on: date, today: date) -> None:
    """A plan may wait from its first day on; nothing else is blocked from a day to come."""
    if since is not None and since > max(start_on, today):
        raise Invalid.field(
            "blocked_since", f"must not be after today, {today}: it tells since when you wait"
        )


def _values(identity: Identity, new: EntryNew, today: date) -> dict[str, Any]:
    start_on = new.start_on or today
    _check_blocked(new.blocked_since, start_on, today)
    end_on = new.end_on or start_on
    return {
        "id": new_id(),
        "person_id": identity.person_id,
        "programme_id": identity.own_programme.id,
        "week": week_number(identity, start_on, end_on),
        "day": new.day,
        "text": new.text,
        "start_on": start_on,
        "end_on": end_on,
        "resources": stored_resources(new.resources),
        "status": new.status or "done",
        "tags": new.tags,
        "hours": new.hours,
        "blocked_since": blocked_since(new.status, new.blocked_since, start_on),
    }


def _all_values(identity: Identity, new: Sequence[EntryNew], today: date) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    faults: list[Fault] = []
    for index, one in enumerate(new):
        try:
            rows.append(_values(identity, understand(identity, one, today)[0], today))
        except Invalid as error:
            faults += [Fault(f"items.{index}.{fault.field}", fault.message) for fault in error.faults]
    if faults:
        raise Invalid(*faults)
    return rows


def week_number(identity: Identity, start_on: date, end_on: date) -> int:
    week = _week(identity, start_on)
    _check_end(identity, start_on, end_on)
    return week


def _check_end(identity: Identity, start_on: date, end_on: date) -> None:
    if end_on < start_on:
        raise Invalid.field(
            "end_on", f"must not be before start_on, {start_on}: send a later day, or swap the two"
        )
    weeks = identity.own_programme.weeks
    if weeks and end_on > max(start_on, weeks[-1].last):
        raise Invalid.field(
            "end_on", f"{end_on} is behind the programme's end: send a day up to {weeks[-1].last}"
        )


def _shifted(identity: Identity, before: EntryRow, day: date) -> dict[str, Any]:
    """It begins on another day and lasts as long as before; who asks has sent the one day only."""
    week = _week(identity, day)
    lasts = before.end_on - before.start_on
    last = identity.own_programme.weeks[-1].last
    if lasts > last - day:
        raise Invalid.field(
            "start_on",
            f"makes its {lasts.days + 1} days end behind the programme's end, {last}: send an earlier day, or "
            "shorten it first",
        )
    return {"week": week, "start_on": day, "end_on": day + lasts}


def _week(identity: Identity, day: date) -> int:
    week = identity.week_of(day)
    if week is None:
        raise Invalid.field("start_on", identity.why_in_no_week(day))
    return week.number


def _merged(identity: Identity, before: EntryRow, patch: EntryPatch, today: date) -> dict[str, Any]:
    after = values_of(before, "week", "position", *EntryPatch.model_fields)
    after |= patch.model_dump(include=patch.model_fields_set - {"resources"})
    if patch.resources is not None:
        after["resources"] = stored_resources(patch.resources)
    _check_blocked(patch.blocked_since, after["start_on"], today)
    became_blocked = today if before.status != "blocked" else None
    after["blocked_since"] = blocked_since(
        after["status"], patch.blocked_since or before.blocked_since or became_blocked, after["start_on"]
    )
    # An imported row may have a day outside its week, or a slip of the year: what is not changed is let be.
    if after["start_on"] != before.start_on and patch.end_on is None:
        after |= _shifted(identity, before, after["start_on"])
    elif after["start_on"] != before.start_on:
        after["week"] = week_number(identity, after["start_on"], after["end_on"])
    elif after["end_on"] != before.end_on:
        _check_end(identity, after["start_on"], after["end_on"])
    return after


def _matching(identity: Identity, person_id: PersonId, filters: EntryFilters) -> Select[Any]:
    """One row more than asked for, to know whether there are more."""
    wanted = select(*state).where(
        entries.c.person_id == person_id, entries.c.programme_id == identity.own_programme.id
    )
    if filters.id is not None:
        wanted = wanted.where(entries.c.id.between(*_ids_that_begin_with(filters.id)))
    if filters.from_ is not None:
        wanted = wanted.where(entries.c.end_on >= filters.from_)
    if filters.to is not None:
        wanted = wanted.where(entries.c.start_on <= filters.to)
    if filters.week is not None:
        wanted = wanted.where(entries.c.week == filters.week)
    if filters.status is not None:
        wanted = wanted.where(entries.c.status == filters.status)
    if filters.open is not None:
        wanted = wanted.where(is_open if filters.open else ~is_open)
    if filters.tag is not None:
        wanted = wanted.where(literal(filters.tag) == any_(entries.c.tags))
    if filters.q:
        wanted = wanted.where(entries.c.text.icontains(filters.q, autoescape=True))
    if filters.cursor is not None:
        wanted = wanted.where(tuple_(entries.c.start_on, entries.c.id) < read_cursor(filters.cursor))
    return wanted.order_by(entries.c.start_on.desc(), entries.c.id.desc()).limit(filters.limit + 1)


def _ids_that_begin_with(beginning: str) -> tuple[UUID, UUID]:
    """The first and the last of them."""
    digits = beginning.replace("-", "")
    if not 1 <= len(digits) <= DIGITS_OF_ID:
        raise Invalid.field("id", "must be the beginning of an id, as it is shown")
    return UUID(digits.ljust(DIGITS_OF_ID, "0")), UUID(digits.ljust(DIGITS_OF_ID, "f"))
