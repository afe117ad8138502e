from datetime import date
from uuid import UUID

from weeklog import access
from weeklog.absences.tables import delete_absence, find_absence, insert_absence, list_absences
from weeklog.db.engine import Database
from weeklog.errors import Invalid, NotFound
from weeklog.ids import PersonId, new_id
from weeklog.substitutes.naming import require_able
from weeklog.substitutes.tables import insert_substitute
from weeklog.unit_of_work import UnitOfWork
from weeklog_api.absences.schemas import Absence, AbsenceNew
from weeklog_api.identity import Identity

LONGEST = 366  # days


async def absences(
    work: UnitOfWork, identity: Identity, person_id: PersonId, since: date, until: date
) -> list[Absence]:
    """The first day first."""
    if until < since:
        raise Invalid.field("to", f"must not be before from, {since}: exchange the two")
    theirs = {"person_id": person_id, "programme_id": identity.own_programme.id}
    rows = await work.all(list_absences, **theirs, since=since, until=until)
    return [Absence.model_validate(row, from_attributes=True) for row in rows]


async def add_absence(work: UnitOfWork, system: Database, identity: Identity, new: AbsenceNew) -> Absence:
    of = PersonId(new.person_id or identity.person_id)
    access.require(identity.standing, "record absence", of=of)
    last_day = new.last_day or new.first_day
    if (last_day - new.first_day).days >= LONGEST:
        raise Invalid.field("last_day", f"makes it longer than {LONGEST} days: record it in parts")
    if not _touches_the_programme(identity, new.first_day, last_day):
        raise Invalid.field("first_day", identity.why_in_no_week(new.first_day))
    row = await work.one(
        insert_absence,
        id=new_id(),
        person_id=of,
        programme_id=identity.own_programme.id,
        first_day=new.first_day,
        last_day=last_day,
        part=new.part,
        reason=new.reason,
        created_by=identity.person_id,
    )
    absence = Absence.model_validate(row, from_attributes=True)
    if new.substitute_id is not None:
        await _name_substitute(work, system, identity, absence, new.substitute_id)
    return absence


async def _name_substitute(
    work: UnitOfWork, system: Database, identity: Identity, absence: Absence, substitute_id: UUID
) -> None:
    """Removed with the absence."""
    mentor_id, programme_id = PersonId(absence.person_id), identity.own_programme.id
    access.require(identity.standing, "name substitute", of=mentor_id)
    await require_able(system, programme_id, mentor_id, substitute_id)
    await work.run(
        insert_substitute,
        id=new_id(),
        programme_id=programme_id,
        mentor_id=mentor_id,
        substitute_id=substitute_id,
        first_day=absence.first_day,
        last_day=absence.last_day,
        absence_id=absence.id,
        created_by=identity.person_id,
    )


def _touches_the_programme(identity: Identity, first_day: date, last_day: date) -> bool:
    weeks = identity.own_programme.weeks
    return bool(weeks) and first_day <= weeks[-1].last and last_day >= weeks[0].first


async def remove_absence(work: UnitOfWork, identity: Identity, absence_id: UUID) -> None:
    row = await work.one(find_absence, id=absence_id)
    if row is None or row.programme_id != identity.own_programme.id:
        raise NotFound("absence")
    access.require(identity.standing, "record absence", of=row.person_id)
    await work.run(delete_absence, id=absence_id)
