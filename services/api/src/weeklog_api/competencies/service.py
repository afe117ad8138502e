from collections.abc import Sequence
from uuid import UUID

from weeklog import access
from weeklog.audit.adding import add_to_audit
from weeklog.competencies.tables import delete_competencies, insert_competency, list_competencies
from weeklog.errors import Fault, Invalid
from weeklog.programmes.tables import hold_programme
from weeklog.unit_of_work import UnitOfWork
from weeklog_api.competencies.schemas import Competency, CompetencyNew
from weeklog_api.identity import Identity
from weeklog_api.versions import check_fingerprint


async def read_all(work: UnitOfWork, programme_id: UUID) -> list[Competency]:
    rows = await work.all(list_competencies, programme_id=programme_id)
    return [Competency(name=row.name, tags=row.tags) for row in rows]


async def put_all(
    work: UnitOfWork, identity: Identity, new: Sequence[CompetencyNew], meant: str | None
) -> list[Competency]:
    access.require(identity.standing, "run programme")
    if faults := _repeated(new):
        raise Invalid(*faults)
    this = {"programme_id": identity.own_programme.id}
    await work.run(hold_programme, **this)
    check_fingerprint(await read_all(work, identity.own_programme.id), meant)
    await work.run(delete_competencies, **this)
    await work.run_many(
        insert_competency,
        [this | {"name": one.name, "position": at, "tags": list(one.tags)} for at, one in enumerate(new)],
    )
    await add_to_audit(work, identity.own_programme.id, "programme.changed", fields=["competencies"])
    return await read_all(work, identity.own_programme.id)


def _repeated(new: Sequence[CompetencyNew]) -> list[Fault]:
    names = [one.name.casefold() for one in new]
    return [
        Fault(f"items.{at}.name", f"{new[at].name!r} stands above already: put the tags of both in one")
        for at, name in enumerate(names)
        if name in names[:at]
    ]
