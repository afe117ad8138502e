from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from weeklog import access
from weeklog.db.engine import Database
from weeklog.events.catalogue import Author
from weeklog.figures.build import person_figures, week_figures
from weeklog.figures.model import PersonFigures, ProgrammeFigures, WeekFigures
from weeklog.figures.programme import programme_figures
from weeklog.figures.tables import FiguresRow, read_figures
from weeklog.ids import PersonId
from weeklog.programmes.memberships import MemberRow, list_members
from weeklog.unit_of_work import UnitOfWork
from weeklog_api.identity import Identity


async def of_week(
    work: UnitOfWork, identity: Identity, person_id: PersonId, number: int, today: date
) -> WeekFigures:
    week = identity.week(number)
    row = await _read(work, identity, [person_id], today, giver=None, week=number)
    return week_figures(person_id, week, row)


async def of_person(work: UnitOfWork, identity: Identity, person_id: PersonId, today: date) -> PersonFigures:
    row = await _read(work, identity, [person_id], today, giver=person_id)
    return person_figures(person_id, identity.own_programme.weeks, row)


async def of_programme(
    work: UnitOfWork, system: Database, identity: Identity, today: date
) -> ProgrammeFigures:
    access.require(identity.standing, "run programme")
    members = await system.all(list_members, programme_id=identity.own_programme.id)
    row = await _read(work, identity, [member.person_id for member in members], today)
    return programme_figures(_counted(members, row), identity.own_programme.weeks, row)


def _counted(members: Iterable[MemberRow], row: FiguresRow) -> list[Author]:
    """Members who have not left, and whoever wrote something; by name."""
    wrote = {UUID(cell["person_id"]) for cell in (*row.entries, *row.objectives)}
    people = [
        Author(id=one.person_id, name=one.name)
        for one in members
        if (one.role == "member" and one.left_at is None) or one.person_id in wrote
    ]
    return sorted(people, key=lambda person: (person.name.casefold(), person.id))


async def _read(
    work: UnitOfWork,
    identity: Identity,
    people: Sequence[PersonId],
    today: date,
    *,
    giver: PersonId | None = None,
    week: int | None = None,
) -> FiguresRow:
    row = await work.one(
        read_figures,
        programme_id=identity.own_programme.id,
        people=people,
        giver=giver,
        week=week,
        today=today,
    )
    assert row is not None  # it counts, also where there is nothing
    return row
