from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from weeklog.db.pages import list_held_weeks, list_logged_days
from weeklog.db.programmes import (
    delete_other_weeks,
    hold_programme,
    list_weeks,
    move_programme,
    put_week,
)
from weeklog.errors import Invalid, NotAllowed
from weeklog.unit_of_work import UnitOfWork
from weeklog_api.identity import Identity, Programme
from weeklog_api.programmes.calendar import Held, orphan_faults, shape_faults
from weeklog_api.programmes.schemas import ProgrammeState, ProgrammeWeek, WeekNew


def read_programme(identity: Identity) -> ProgrammeState:
    programme = identity.own_programme
    weeks = [
        ProgrammeWeek(number=week.number, first_day=week.first, last_day=week.last)
        for week in programme.weeks
    ]
    return _state(programme, programme.starts_on, weeks)


async def put_weeks(work: UnitOfWork, identity: Identity, new: Sequence[WeekNew]) -> ProgrammeState:
    """`work` runs as the system: the calendar is everybody's, and of what people wrote it sees only weeks and days."""
    programme = identity.own_programme
    if programme.role != "lead":
        raise NotAllowed("only the programme's lead may change its calendar: ask them to confirm it")
    if faults := list(shape_faults(new)):
        raise Invalid(*faults)
    this = {"programme_id": programme.id}
    await work.run(hold_programme, **this)
    now = {row["number"]: (row["first_day"], row["last_day"]) for row in await work.all(list_weeks, **this)}
    days: dict[int, list[date]] = defaultdict(list)
    for row in await work.all(list_logged_days, **this):
        days[row["week"]].append(row["start_on"])
    held = {
        row["week"]: Held(row["rows"], days[row["week"]]) for row in await work.all(list_held_weeks, **this)
    }
    if faults := list(orphan_faults(new, now, held)):
        raise Invalid(*faults)
    await work.run(delete_other_weeks, **this, numbers=[week.number for week in new])
    await work.run_many(put_week, [this | dict(week) for week in new])
    await work.run(move_programme, **this, first=new[0].first_day)
    return _state(programme, new[0].first_day, [ProgrammeWeek(**dict(week)) for week in new])


def _state(programme: Programme, starts_on: date, weeks: list[ProgrammeWeek]) -> ProgrammeState:
    return ProgrammeState(
        id=programme.id,
        name=programme.name,
        zone=programme.zone,
        starts_on=starts_on,
        role=programme.role,
        weeks=weeks,
    )
