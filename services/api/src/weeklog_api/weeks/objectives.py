"""What weeks are for: put as a whole, changed one by one, carried on when not met."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from weeklog.errors import Fault, Invalid, NotFound
from weeklog.events.catalogue import WeekChanged
from weeklog.ids import new_id
from weeklog.objectives.rules import box_of_state, put_objectives, state_of_box
from weeklog.objectives.tables import (
    ObjectiveRow,
    change_objective,
    find_last_aims,
    find_objective,
    list_objectives,
    lock_objective,
    lock_objectives,
    mark_objectives_carried,
    put_objective,
)
from weeklog.unit_of_work import UnitOfWork
from weeklog.vocabulary import ObjectiveState
from weeklog_api.identity import Identity
from weeklog_api.versions import check_fingerprint, fingerprint
from weeklog_api.weeks.schemas import (
    CarryObjectives,
    Objective,
    ObjectiveNew,
    ObjectivePatch,
    ObjectivesCarried,
)
from weeklog_api.weeks.service import (
    check_evidence,
    hold,
    known_lines,
    objective_of,
    this_week,
    without_repeats,
)

UNMET: frozenset[ObjectiveState] = frozenset({"open", "missed"})


async def put_all(
    work: UnitOfWork,
    identity: Identity,
    number: int,
    new: Sequence[ObjectiveNew],
    meant: str | None = None,
) -> list[Objective]:
    """`meant` is the version of the list that it is a change of; None = whatever it is."""
    this = this_week(identity, number)
    await hold(work, "objectives", this)
    await check_evidence(
        work, identity, {f"items.{index}.evidence": one.evidence or () for index, one in enumerate(new)}
    )
    before = await work.all(lock_objectives, **this)
    check_fingerprint([objective_of(row) for row in before], meant)
    known = known_lines(new, before)
    _refuse_new_carried(known)
    lines = [_line(one, was) for one, was in known]
    await put_objectives(
        work, this, [this | {"position": position} | dict(line) for position, line in enumerate(lines)]
    )
    work.publish(WeekChanged(week=number))
    return lines


async def change_one(
    work: UnitOfWork,
    identity: Identity,
    objective_id: UUID,
    patch: ObjectivePatch,
    meant: str | None = None,
) -> Objective:
    mine = {"person_id": identity.person_id, "objective_id": objective_id}
    this = await _week_of(work, identity, objective_id)
    await hold(work, "objectives", this)
    before = await work.one(lock_objective, **mine, programme_id=identity.own_programme.id)
    if before is None:  # removed a moment ago
        raise NotFound("objective")
    if meant is not None:
        check_fingerprint(await _lines(work, this), meant)
    await check_evidence(work, identity, {"evidence": patch.evidence or ()})
    state = patch.state or before.state
    row = await work.one(
        change_objective,
        **mine,
        text=patch.text or before.text,
        state=state,
        done=box_of_state(state, before.done),
        evidence=without_repeats(patch.evidence, before.evidence),
    )
    assert row is not None  # it is locked
    work.publish(WeekChanged(week=before.week))
    return objective_of(row)


async def version_with(work: UnitOfWork, identity: Identity, objective_id: UUID) -> str:
    """Of the list that it stands in."""
    return fingerprint(await _lines(work, await _week_of(work, identity, objective_id)))


async def _week_of(work: UnitOfWork, identity: Identity, objective_id: UUID) -> dict[str, Any]:
    mine = {"person_id": identity.person_id, "programme_id": identity.own_programme.id}
    found = await work.one(find_objective, **mine, objective_id=objective_id)
    if found is None:
        raise NotFound("objective")
    return mine | {"week": found.week}


async def _lines(work: UnitOfWork, this: dict[str, Any]) -> list[Objective]:
    return [objective_of(row) for row in await work.all(list_objectives, **this)]


async def carry(
    work: UnitOfWork, identity: Identity, number: int, wanted: CarryObjectives
) -> ObjectivesCarried:
    """What has been carried is not carried twice. Objectives that are named may be of any week before."""
    this = this_week(identity, number)
    from_week: int | None = await work.value(find_last_aims, **this)
    sources = await _sources(work, this, from_week, wanted.objectives)
    position = len(await work.all(lock_objectives, **this))
    lines = [
        Objective(
            id=new_id(),
            text=row.text,
            state="open",
            done=box_of_state("open", row.done),
            evidence=[],
            carried_from=row.id,
            weeks_open=row.weeks_open + 1,
        )
        for row in sources
    ]
    if lines and not wanted.dry_run:
        await work.run_many(
            put_objective, [this | {"position": position + at} | dict(line) for at, line in enumerate(lines)]
        )
        await work.run(mark_objectives_carried, person_id=work.person_id, ids=[row.id for row in sources])
        for week in sorted({number, *(row.week for row in sources)}):
            work.publish(WeekChanged(week=week))
    return ObjectivesCarried(dry_run=wanted.dry_run, week=number, from_week=from_week, items=lines)


async def _sources(
    work: UnitOfWork, this: dict[str, Any], from_week: int | None, named: Sequence[UUID] | None
) -> list[ObjectiveRow]:
    if named is None:
        if from_week is None:
            return []
        rows = await work.all(lock_objectives, **this | {"week": from_week})
        return [row for row in rows if row.state in UNMET]
    found = [
        await work.one(
            lock_objective, person_id=work.person_id, programme_id=this["programme_id"], objective_id=one
        )
        for one in dict.fromkeys(named)
    ]
    faults = [
        Fault(
            f"objectives.{index}",
            "names no objective of an earlier week of yours that is not met: leave it out",
        )
        for index, row in enumerate(found)
        if row is None or row.week >= this["week"] or row.state == "met"
    ]
    if faults:
        raise Invalid(*faults)
    return [row for row in found if row is not None and row.state in UNMET]


def _line(new: ObjectiveNew, was: ObjectiveRow | None) -> Objective:
    before: ObjectiveState = was.state if was else "open"
    box: bool | None = was.done if was else None
    state = new.state or state_of_box(new.done, before)
    return Objective(
        id=was.id if was else new_id(),
        text=new.text,
        state=state,
        done=box_of_state(state, box if new.done is None else new.done),
        evidence=without_repeats(new.evidence, was.evidence if was else []),
        carried_from=was.carried_from if was else None,
        weeks_open=was.weeks_open if was else 1,
    )


def _refuse_new_carried(known: Sequence[tuple[ObjectiveNew, ObjectiveRow | None]]) -> None:
    faults = [
        Fault(f"items.{index}.state", "is set by carrying it: POST /v1/weeks/{number}/objectives/carry")
        for index, (new, was) in enumerate(known)
        if new.state == "carried" and (was is None or was.state != "carried")
    ]
    if faults:
        raise Invalid(*faults)
