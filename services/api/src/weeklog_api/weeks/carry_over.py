"""What is unfinished goes on: in a later week, or on a later day. And a week as the pattern of another."""

from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from weeklog.calendar import Week
from weeklog.db.rows import values_of
from weeklog.entries.carrying import (
    count_open_before,
    count_open_before_day,
    find_last_logged_day,
    find_last_logged_week,
    insert_carried,
    lock_named,
    lock_open_before,
    lock_open_of_day,
    lock_open_of_week,
    mark_carried,
)
from weeklog.entries.rows import entry_state
from weeklog.entries.tables import EntryRow, find_entries, find_next_positions, list_week_entries
from weeklog.errors import Fault, Invalid
from weeklog.events.catalogue import EntryChanged, EntryLogged, EntryState, WeekChanged
from weeklog.ids import new_id
from weeklog.unit_of_work import UnitOfWork
from weeklog.vocabulary import OPEN_STATUSES
from weeklog_api.identity import Identity
from weeklog_api.schemas import MOST_EVENTS
from weeklog_api.weeks.schemas import (
    CarriedEntry,
    CarriedOver,
    CarryOver,
    CopyOfWeek,
    OpenOfWeek,
    WeekCopied,
)

_COPIED = ("text", "resources", "status", "tags", "blocked_since")


async def carry_over(
    work: UnitOfWork, identity: Identity, number: int, wanted: CarryOver, today: date
) -> CarriedOver:
    """New entries that go on with what is open, each linked with its source. What has been carried is not carried
    twice.

    What is older than the last logged week stays, until it is asked for: how much that is, is told."""
    week = identity.week(number)
    day = _day(week, wanted, today)
    mine = {"person_id": identity.person_id, "programme_id": identity.own_programme.id}
    from_week = await _from_week(work, identity, number, wanted)
    from_day: date | None = None
    if wanted.entries is not None:
        sources = await _named(work, mine, week, wanted)
    elif wanted.all:
        sources = await work.all(lock_open_before, **mine, week=number)
    elif wanted.to_day is not None:
        from_day = await work.value(find_last_logged_day, **mine, day=wanted.to_day)
        sources = await work.all(lock_open_of_day, **mine, day=from_day) if from_day else []
    else:
        sources = [] if from_week is None else await work.all(lock_open_of_week, **mine, week=from_week)
    rows = [_continuation(mine, week, day, source) for source in sources]
    async with _taken_back(work, wanted.dry_run):
        copies = await _insert(work, await _placed(work, mine, number, rows))
        items = await _mark(work, sources, copies)
        still_open = await _still_open(work, mine, number, wanted.to_day)
        events = [
            event for one in items for event in (EntryLogged(entry=one.entry), EntryChanged(entry=one.source))
        ]
        _tell(work, events, {week for one in items for week in (one.source.week, one.entry.week)})
    return CarriedOver(
        dry_run=wanted.dry_run,
        week=number,
        from_week=from_week,
        from_day=from_day,
        day=day,
        items=items,
        still_open=still_open,
    )


async def copy_week(work: UnitOfWork, identity: Identity, number: int, wanted: CopyOfWeek) -> WeekCopied:
    """As planned entries, each on the same day of the week; what was dropped, and what stands there already, is
    left out."""
    week, source = identity.week(number), identity.week(wanted.from_)
    if week == source:
        raise Invalid.field("from", "is this very week: name another one")
    mine = {"person_id": identity.person_id, "programme_id": identity.own_programme.id}
    shift = week.first - source.first
    await work.all(find_next_positions, **mine, weeks=[number])  # holds the week: no other copy comes between
    pattern = [
        row
        for row in await work.all(list_week_entries, **mine, week=source.number)
        if row.status != "dropped"
    ]
    rows = [_planned(mine, week, row, shift) for row in pattern]
    here = {(row.text, row.start_on) for row in await work.all(list_week_entries, **mine, week=number)}
    new = await _placed(
        work, mine, number, [row for row in rows if (row["text"], row["start_on"]) not in here]
    )
    async with _taken_back(work, wanted.dry_run):
        made = await _insert(work, new)
        _tell(work, [EntryLogged(entry=entry) for entry in made], {number})
    return WeekCopied(
        dry_run=wanted.dry_run,
        week=number,
        from_week=source.number,
        items=made,
        skipped=len(rows) - len(new),
    )


def _day(week: Week, wanted: CarryOver, today: date) -> date:
    """Where it goes on: on the day asked for, else today, else on the week's first day."""
    if wanted.to_day is None:
        return today if today in week else week.first
    if wanted.to_day not in week:
        raise Invalid.field(
            "to_day", f"is not in week {week.number}: send a day from {week.first} to {week.last}"
        )
    return wanted.to_day


async def _from_week(work: UnitOfWork, identity: Identity, number: int, wanted: CarryOver) -> int | None:
    """None where it is no one week that goes on."""
    if wanted.entries is not None or wanted.all or wanted.to_day is not None:
        return None
    if wanted.from_week is None:
        mine = {"person_id": identity.person_id, "programme_id": identity.own_programme.id}
        return await work.value(find_last_logged_week, **mine, week=number)
    if wanted.from_week >= number:
        raise Invalid.field("from_week", f"is not before week {number}: send the number of an earlier week")
    return identity.week(wanted.from_week).number


async def _still_open(
    work: UnitOfWork, mine: dict[str, Any], number: int, to_day: date | None
) -> list[OpenOfWeek]:
    if to_day is None:
        rows = await work.all(count_open_before, **mine, week=number)
    else:
        rows = await work.all(count_open_before_day, **mine, day=to_day)
    return [OpenOfWeek.model_validate(row, from_attributes=True) for row in rows]


async def _named(work: UnitOfWork, mine: dict[str, Any], week: Week, wanted: CarryOver) -> list[EntryRow]:
    assert wanted.entries is not None
    rows = {row.id: row for row in await work.all(lock_named, **mine, ids=wanted.entries)}

    def may_go_on(entry_id: UUID) -> bool:
        row = rows.get(entry_id)
        if row is None or row.status not in OPEN_STATUSES:
            return False
        return row.end_on < wanted.to_day if wanted.to_day else row.week < week.number

    faults = [
        Fault(f"entries.{index}", f"{entry_id} is no unfinished entry of yours from before: leave it out")
        for index, entry_id in enumerate(wanted.entries)
        if not may_go_on(entry_id)
    ]
    if faults:
        raise Invalid(*faults)
    return [row for row in rows.values() if row.carried_to is None]


def _continuation(mine: dict[str, Any], week: Week, day: date, source: EntryRow) -> dict[str, Any]:
    return {
        **mine,
        **values_of(source, *_COPIED),
        "id": new_id(),
        "week": week.number,
        "day": "",
        "start_on": day,
        "end_on": day,
        "carried_from": source.id,
        "weeks_open": source.weeks_open + (source.week != week.number),
    }


def _planned(mine: dict[str, Any], week: Week, row: EntryRow, shift: timedelta) -> dict[str, Any]:
    """A week may be shorter than the other: what would fall behind it is planned for its last day."""
    start = max(week.first, min(row.start_on + shift, week.last))
    return {
        **mine,
        **values_of(row, *_COPIED),
        "id": new_id(),
        "week": week.number,
        "day": "",
        "status": "planned",
        "blocked_since": None,
        "start_on": start,
        "end_on": max(start, min(row.end_on + shift, week.last)),
        "carried_from": None,
        "weeks_open": 1,
    }


async def _placed(
    work: UnitOfWork, mine: dict[str, Any], number: int, rows: Sequence[dict[str, Any]]
) -> list[dict[str, Any]]:
    (end,) = await work.all(find_next_positions, **mine, weeks=[number])
    return [{**row, "position": end.next_position + index} for index, row in enumerate(rows)]


async def _insert(work: UnitOfWork, rows: Sequence[dict[str, Any]]) -> list[EntryState]:
    if not rows:
        return []
    await work.run_many(insert_carried, rows)
    ids = [row["id"] for row in rows]
    made = {row.id: row for row in await work.all(find_entries, person_id=work.person_id, ids=ids)}
    return [entry_state(made[one]) for one in ids]


async def _mark(
    work: UnitOfWork, sources: Sequence[EntryRow], copies: Sequence[EntryState]
) -> list[CarriedEntry]:
    if not copies:
        return []
    marked = await work.all(
        mark_carried,
        person_id=work.person_id,
        sources=[row.id for row in sources],
        copies=[copy.id for copy in copies],
    )
    by_id = {row.id: entry_state(row) for row in marked}
    return [
        CarriedEntry(source=by_id[source.id], entry=copy)
        for source, copy in zip(sources, copies, strict=True)
    ]


@asynccontextmanager
async def _taken_back(work: UnitOfWork, dry_run: bool) -> AsyncGenerator[None]:
    """A dry run does all of it, and nobody hears of it."""
    if not dry_run:
        yield
        return
    told = len(work.events)
    await work.run("SAVEPOINT before")
    yield
    await work.run("ROLLBACK TO SAVEPOINT before")
    del work.events[told:]


def _tell(work: UnitOfWork, events: Sequence[EntryLogged | EntryChanged], weeks: set[int]) -> None:
    if len(events) <= MOST_EVENTS:
        for event in events:
            work.publish(event)
        return
    for week in sorted(weeks):
        work.publish(WeekChanged(week=week))
