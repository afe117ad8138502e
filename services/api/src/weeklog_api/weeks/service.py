from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from weeklog.achievements.tables import (
    AchievementRow,
    delete_other_achievements,
    list_achievements,
    put_achievement,
)
from weeklog.entries.rows import entry_state
from weeklog.entries.tables import count_by_week, list_provable, list_week_entries
from weeklog.errors import Fault, Invalid
from weeklog.events.catalogue import WeekChanged
from weeklog.ids import PersonId, new_id
from weeklog.objectives.tables import ObjectiveRow, count_objectives, hold_lines, list_objectives
from weeklog.reviews.tables import ReviewSummaryRow, find_week_review, list_week_reviews
from weeklog.sites.merge import same_lines
from weeklog.sites.tables import list_week_pages
from weeklog.unit_of_work import UnitOfWork
from weeklog_api.identity import Identity
from weeklog_api.schemas import Items
from weeklog_api.versions import check_fingerprint, fingerprint
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

New = TypeVar("New", ObjectiveNew, AchievementNew)
Line = TypeVar("Line", ObjectiveRow, AchievementRow)


async def list_weeks(
    work: UnitOfWork, identity: Identity, person_id: PersonId, today: date
) -> Items[WeekSummary]:
    theirs = {"person_id": person_id, "programme_id": identity.own_programme.id}
    entries = {row.week: row.entries for row in await work.all(count_by_week, **theirs)}
    objectives = {row.week: row.objectives for row in await work.all(count_objectives, **theirs)}
    reviews = {row.week: row for row in await work.all(list_week_reviews, **theirs)}
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


async def read_week(work: UnitOfWork, identity: Identity, person_id: PersonId, number: int) -> WeekState:
    week = identity.week(number)
    this = {"person_id": person_id, "programme_id": identity.own_programme.id, "week": number}
    objectives = [objective_of(row) for row in await work.all(list_objectives, **this)]
    achievements = [_achievement(row) for row in await work.all(list_achievements, **this)]
    return WeekState(
        number=number,
        first_day=week.first,
        last_day=week.last,
        objectives=objectives,
        objectives_version=fingerprint(objectives),
        entries=[entry_state(row) for row in await work.all(list_week_entries, **this)],
        achievements=achievements,
        achievements_version=fingerprint(achievements),
        review=_review(await work.one(find_week_review, **this)),
        pages=[
            PageOfWeek.model_validate(row, from_attributes=True)
            for row in await work.all(list_week_pages, **this)
        ],
    )


async def put_achievements(
    work: UnitOfWork,
    identity: Identity,
    number: int,
    new: Sequence[AchievementNew],
    meant: str | None = None,
) -> list[Achievement]:
    this = this_week(identity, number)
    await hold(work, "achievements", this)
    await check_evidence(
        work, identity, {f"items.{index}.evidence": one.evidence or () for index, one in enumerate(new)}
    )
    before = await work.all(list_achievements, **this)
    check_fingerprint([_achievement(row) for row in before], meant)
    lines = [
        Achievement(
            id=was.id if was else new_id(),
            text=one.text,
            evidence=without_repeats(one.evidence, was.evidence if was else []),
        )
        for one, was in known_lines(new, before)
    ]
    await work.run(delete_other_achievements, **this, ids=[line.id for line in lines])
    await work.run_many(
        put_achievement,
        [this | {"position": position} | dict(line) for position, line in enumerate(lines)],
    )
    work.publish(WeekChanged(week=number))
    return lines


def objective_of(row: ObjectiveRow) -> Objective:
    return Objective.model_validate(row, from_attributes=True)


def _achievement(row: AchievementRow) -> Achievement:
    return Achievement.model_validate(row, from_attributes=True)


def known_lines(new: Sequence[New], before: Sequence[Line]) -> list[tuple[New, Line | None]]:
    """Each line with what it was: the one with its id; where none is sent, the one with its words, or with much of
    them."""
    by_id = {row.id: row for row in before}
    sent = [one.id for one in new if one.id is not None]
    faults = [
        Fault(
            f"items.{index}.id", "names none of this week, or the same one twice: leave it out for a new one"
        )
        for index, one in enumerate(new)
        if one.id is not None and (one.id not in by_id or one.id in [other.id for other in new[:index]])
    ]
    if faults:
        raise Invalid(*faults)
    free = [row for row in before if row.id not in sent]
    nameless = [one.text for one in new if one.id is None]
    same = iter(same_lines([row.text for row in free], nameless))
    known: list[tuple[New, Line | None]] = []
    for one in new:
        if one.id is not None:
            known.append((one, by_id[one.id]))
        else:
            at = next(same)
            known.append((one, None if at is None else free[at]))
    return known


async def check_evidence(work: UnitOfWork, identity: Identity, named: dict[str, Iterable[UUID]]) -> None:
    """By the field that names them: only the asker's own entries prove anything, and only in their programme."""
    ids = list({entry_id for entries in named.values() for entry_id in entries})
    mine = {"person_id": identity.person_id, "programme_id": identity.own_programme.id}
    found = await work.all(list_provable, **mine, ids=ids) if ids else []
    known = {row.id for row in found}
    faults = [
        Fault(field, f"there is no entry {entry_id} of yours in this programme: leave it out")
        for field, entries in named.items()
        for entry_id in entries
        if entry_id not in known
    ]
    if faults:
        raise Invalid(*faults)


def without_repeats(sent: Sequence[UUID] | None, before: Sequence[UUID]) -> list[UUID]:
    return list(dict.fromkeys(before if sent is None else sent))


async def hold(work: UnitOfWork, kind: str, this: dict[str, Any]) -> None:
    """Who else changes these lines waits until this change is there, and then finds it."""
    key = [kind, *(str(this[name]) for name in ("person_id", "programme_id", "week"))]
    await work.run(hold_lines, lines=" ".join(key))


def this_week(identity: Identity, number: int) -> dict[str, Any]:
    return {
        "person_id": identity.person_id,
        "programme_id": identity.own_programme.id,
        "week": identity.week(number).number,
    }


def _review(row: ReviewSummaryRow | None) -> ReviewOfWeek | None:
    return None if row is None else ReviewOfWeek(id=row.id, state=row.state, version=row.version)
