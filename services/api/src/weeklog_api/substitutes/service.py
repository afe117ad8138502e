from datetime import date
from uuid import UUID

from weeklog import access
from weeklog.db.engine import Database
from weeklog.errors import Invalid, NotFound
from weeklog.ids import PersonId, new_id
from weeklog.substitutes.naming import require_able
from weeklog.substitutes.tables import (
    delete_substitute,
    find_substitute,
    insert_substitute,
    list_substitutes,
)
from weeklog.unit_of_work import UnitOfWork
from weeklog_api.identity import Identity
from weeklog_api.substitutes.schemas import Substitute, SubstituteNew

LONGEST = 366  # days


async def substitutes(work: UnitOfWork, identity: Identity, since: date, until: date) -> list[Substitute]:
    """The first day first."""
    if until < since:
        raise Invalid.field("to", f"must not be before from, {since}: exchange the two")
    this = {"programme_id": identity.own_programme.id}
    rows = await work.all(list_substitutes, **this, since=since, until=until)
    return [Substitute.model_validate(row, from_attributes=True) for row in rows]


async def name_substitute(
    work: UnitOfWork, system: Database, identity: Identity, new: SubstituteNew
) -> Substitute:
    mentor_id = PersonId(new.mentor_id or identity.person_id)
    access.require(identity.standing, "name substitute", of=mentor_id)
    last_day = new.last_day or new.first_day
    if (last_day - new.first_day).days >= LONGEST:
        raise Invalid.field("last_day", f"makes it longer than {LONGEST} days: name a substitute in parts")
    programme_id = identity.own_programme.id
    await require_able(system, programme_id, mentor_id, new.substitute_id)
    row = await work.one(
        insert_substitute,
        id=new_id(),
        programme_id=programme_id,
        mentor_id=mentor_id,
        substitute_id=new.substitute_id,
        first_day=new.first_day,
        last_day=last_day,
        absence_id=None,
        created_by=identity.person_id,
    )
    return Substitute.model_validate(row, from_attributes=True)


async def remove_substitute(work: UnitOfWork, identity: Identity, substitute_id: UUID) -> None:
    row = await work.one(find_substitute, id=substitute_id)
    if row is None or row.programme_id != identity.own_programme.id:
        raise NotFound("substitute")
    access.require(identity.standing, "name substitute", of=row.mentor_id)
    await work.run(delete_substitute, id=substitute_id)
