from collections.abc import Sequence
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from weeklog.db.base import Query
from weeklog.db.engine import Record
from weeklog.db.entries import count_by_week, find_entries, list_week_entries
from weeklog.db.pages import list_week_pages
from weeklog.db.reviews import find_week_review, list_week_reviews
from weeklog.db.weeks import (
    count_objectives,
    delete_achievements,
    delete_objectives,
    insert_achievement,
    insert_objective,
    list_achievements,
    list_objectives,
)
from weeklog.errors import Fault, Invalid
from weeklog.events.catalogue import WeekChanged
from weeklog.ids import new_id
from weeklog.unit_of_work import UnitOfWork
from weeklog_api.entries.service import entry_state
from weeklog_api.identity import Identity
from weeklog_api.schemas import Items
from weeklog_api.weeks.schemas import (
    Achievement,
    AchievementNew,
    Objective,
    ObjectiveNew,
    PageOfWeek,
    ReviewOfWeek,
    WeekState,
    WeekSummary,
)

L = TypeVar("L", Objective, Achievement)


async def list_weeks(work: UnitOfWork, identity: Identity, today: date) -> Items[WeekSummary]:
    mine = _mine(identity)
    entries = {row["week"]: row["entries"] for row in await work.all(count_by_week, **mine)}
    objectives = {row["week"]: row["objectives"] for row in await work.all(count_objectives, **mine)}
    reviews = {row["week"]: row for row in await work.all(list_week_reviews, **mine)}
    return Items(
        items=[
            WeekSummary(
                number=week.number,
                first_day=week.first,
                last_day=week.last,
                entries=entries.get(week.number, 0),
                objectives=objectives.get(week.number, 0),
                review=_review(reviews.get(week.number)),
                current=today in week,
            )
            for week in identity.own_programme.weeks
        ]
    )


async def read_week(work: UnitOfWork, identity: Identity, number: int) -> WeekState:
    week = identity.week(number)
    this = _mine(identity) | {"week": number}
    return WeekState(
        number=number,
        first_day=week.first,
        last_day=week.last,
        objectives=[Objective(**row) for row in await work.all(list_objectives, **this)],
        entries=[entry_state(row) for row in await work.all(list_week_entries, **this)],
        achievements=[Achievement(**row) for row in await work.all(list_achievements, **this)],
        review=_review(await work.one(find_week_review, **this)),
        pages=[PageOfWeek(**row) for row in await work.all(list_week_pages, **this)],
    )


async def put_objectives(
    work: UnitOfWork, identity: Identity, number: int, new: Sequence[ObjectiveNew]
) -> list[Objective]:
    this = _this(identity, number)
    lines = [Objective(id=new_id(), text=one.text, done=one.done) for one in new]
    await _put(work, this, delete_objectives, insert_objective, lines)
    return lines


async def put_achievements(
    work: UnitOfWork, identity: Identity, number: int, new: Sequence[AchievementNew]
) -> list[Achievement]:
    this = _this(identity, number)
    await _check_evidence(work, new)
    lines = [
        Achievement(id=new_id(), text=one.text, evidence=list(dict.fromkeys(one.evidence))) for one in new
    ]
    await _put(work, this, delete_achievements, insert_achievement, lines)
    return lines


async def _put(
    work: UnitOfWork, this: dict[str, Any], delete: Query, insert: Query, lines: Sequence[L]
) -> None:
    await work.run(delete, **this)
    rows = [this | {"position": position} | dict(line) for position, line in enumerate(lines)]
    await work.run_many(insert, rows)
    work.publish(WeekChanged(week=this["week"]))


async def _check_evidence(work: UnitOfWork, new: Sequence[AchievementNew]) -> None:
    named = {entry_id for one in new for entry_id in one.evidence}
    known: set[UUID] = (
        {row["id"] for row in await work.all(find_entries, ids=list(named))} if named else set()
    )
    faults = [
        Fault(f"items.{index}.evidence", f"there is no entry {entry_id}, or it is not yours: leave it out")
        for index, one in enumerate(new)
        for entry_id in one.evidence
        if entry_id not in known
    ]
    if faults:
        raise Invalid(*faults)


def _mine(identity: Identity) -> dict[str, Any]:
    return {"person_id": identity.person_id, "programme_id": identity.own_programme.id}


def _this(identity: Identity, number: int) -> dict[str, Any]:
    return _mine(identity) | {"week": identity.week(number).number}


def _review(row: Record | None) -> ReviewOfWeek | None:
    return None if row is None else ReviewOfWeek(id=row["id"], state=row["state"], version=row["version"])
