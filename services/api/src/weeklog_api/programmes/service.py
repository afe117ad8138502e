from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from weeklog import access
from weeklog.audit.adding import add_to_audit
from weeklog.calendar import numbered_weeks
from weeklog.db.rows import values_of
from weeklog.errors import Conflict, Invalid, NotFound
from weeklog.ids import PersonId, new_id
from weeklog.programmes.memberships import (
    join_programme,
    list_programmes_also_left,
    set_founder,
    switch_programme,
)
from weeklog.programmes.tables import (
    archive_programme,
    change_programme,
    delete_other_weeks,
    find_programme,
    found_programme,
    hold_programme,
    list_weeks,
    move_programme,
    put_week,
    unarchive_programme,
)
from weeklog.sites.tables import list_held_weeks, list_logged_days
from weeklog.unit_of_work import UnitOfWork
from weeklog.vocabulary import Role
from weeklog_api.identity import Identity
from weeklog_api.programmes.calendar import EARLIEST, LATEST, Held, orphan_faults, shape_faults
from weeklog_api.programmes.schemas import (
    ProgrammeNew,
    ProgrammeOfMine,
    ProgrammePatch,
    ProgrammesOfMine,
    ProgrammeState,
    ProgrammeWeek,
    WeekNew,
)
from weeklog_api.versions import check_fingerprint

# What runs here runs as the system, and therefore begins with `access`.


async def found(work: UnitOfWork, person_id: PersonId, new: ProgrammeNew, now: datetime) -> ProgrammeState:
    """The person who begins it leads it, and works in it from now on."""
    weeks = _first_calendar(new)
    programme_id, starts_on = new_id(), weeks[0].first_day
    values = new.model_dump(exclude={"weeks", "calendar"})
    await work.run(found_programme, **values | {"id": programme_id, "starts_on": starts_on})
    await work.run_many(put_week, [{"programme_id": programme_id} | dict(week) for week in weeks])
    # Who begins a programme was there on its first day, also when it had begun before it was written down.
    first_moment = datetime.combine(starts_on, time(), ZoneInfo(new.zone))
    await work.run(
        join_programme,
        programme_id=programme_id,
        person_id=person_id,
        role="lead",
        joined_at=min(now, first_moment),
    )
    await work.run(set_founder, programme_id=programme_id, member_id=person_id)
    return await _state(work, programme_id, "lead")


def _first_calendar(new: ProgrammeNew) -> Sequence[WeekNew]:
    if new.calendar is not None:
        if faults := list(shape_faults(new.calendar, "calendar")):
            raise Invalid(*faults)
        if new.starts_on not in (None, new.calendar[0].first_day):
            raise Invalid.field("starts_on", "must be the first day of the calendar: leave it out")
        return new.calendar
    assert new.weeks is not None  # the schema wants one of the two, and the day with it
    assert new.starts_on is not None
    if not EARLIEST <= new.starts_on <= LATEST:
        raise Invalid.field("starts_on", f"must be from {EARLIEST} to {LATEST}: check the year")
    weeks = numbered_weeks(new.starts_on, new.weeks)
    return [WeekNew(number=week.number, first_day=week.first, last_day=week.last) for week in weeks]


async def read_programme(work: UnitOfWork, identity: Identity) -> ProgrammeState:
    programme = identity.own_programme
    return await _state(work, programme.id, programme.role)


async def edit_programme(
    work: UnitOfWork, identity: Identity, patch: ProgrammePatch, meant: str | None = None
) -> ProgrammeState:
    access.require(identity.standing, "run programme")
    programme = identity.own_programme
    await work.run(hold_programme, programme_id=programme.id)
    check_fingerprint([await _state(work, programme.id, programme.role)], meant)
    before = await work.one(find_programme, programme_id=programme.id)
    assert before is not None  # it is held
    values = values_of(before, *ProgrammePatch.model_fields)
    values |= patch.model_dump(include=patch.model_fields_set)
    await work.run(change_programme, programme_id=programme.id, **values)
    return await _state(work, programme.id, programme.role)


async def put_weeks(work: UnitOfWork, identity: Identity, new: Sequence[WeekNew]) -> ProgrammeState:
    """The calendar is everybody's; of what people wrote, only weeks and days are looked at."""
    access.require(identity.standing, "run programme")
    programme = identity.own_programme
    if faults := list(shape_faults(new)):
        raise Invalid(*faults)
    this = {"programme_id": programme.id}
    await work.run(hold_programme, **this)
    now = {row.number: (row.first_day, row.last_day) for row in await work.all(list_weeks, **this)}
    days: dict[int, list[date]] = defaultdict(list)
    for row in await work.all(list_logged_days, **this):
        days[row.week].append(row.start_on)
    held = {row.week: Held(row.rows, days[row.week]) for row in await work.all(list_held_weeks, **this)}
    if faults := list(orphan_faults(new, now, held)):
        raise Invalid(*faults)
    await work.run(delete_other_weeks, **this, numbers=[week.number for week in new])
    await work.run_many(put_week, [this | dict(week) for week in new])
    await work.run(move_programme, **this, first=new[0].first_day)
    await add_to_audit(work, programme.id, "calendar.changed", weeks=len(new))
    return await _state(work, programme.id, programme.role)


async def archive(work: UnitOfWork, identity: Identity) -> ProgrammeState:
    access.require(identity.standing, "run programme")
    await work.run(archive_programme, programme_id=identity.own_programme.id)
    return await _state(work, identity.own_programme.id, identity.own_programme.role)


async def unarchive(work: UnitOfWork, identity: Identity) -> ProgrammeState:
    access.require(identity.standing, "run programme")
    await work.run(unarchive_programme, programme_id=identity.own_programme.id)
    return await _state(work, identity.own_programme.id, identity.own_programme.role)


async def list_mine(work: UnitOfWork, identity: Identity) -> ProgrammesOfMine:
    rows = await work.all(list_programmes_also_left, person_id=identity.person_id)
    active = identity.programme and identity.programme.id
    return ProgrammesOfMine(
        items=[
            ProgrammeOfMine(
                **values_of(row, *(ProgrammeOfMine.model_fields.keys() - {"active"})),
                active=row.id == active,
            )
            for row in rows
        ]
    )


async def switch(work: UnitOfWork, person_id: PersonId, programme_id: UUID) -> None:
    if await work.value(switch_programme, programme_id=programme_id, member_id=person_id) is None:
        raise NotFound("programme")


async def _state(work: UnitOfWork, programme_id: UUID, role: Role) -> ProgrammeState:
    row = await work.one(find_programme, programme_id=programme_id)
    if row is None:
        raise Conflict("the programme is gone: read /v1/me again")
    stored = ProgrammeState.model_fields.keys() - {"role", "weeks"}
    weeks = await work.all(list_weeks, programme_id=programme_id)
    return ProgrammeState(
        **values_of(row, *stored),
        role=role,
        weeks=[ProgrammeWeek.model_validate(week, from_attributes=True) for week in weeks],
    )
