"""Who is invited to read somebody's reviews from outside."""

from datetime import timedelta
from uuid import UUID

from weeklog import access
from weeklog.errors import NotFound
from weeklog.ids import PersonId, new_id
from weeklog.supervisors.tables import (
    delete_supervisor,
    find_supervisor,
    invite_supervisor,
    list_supervisors,
)
from weeklog.unit_of_work import UnitOfWork
from weeklog_api.identity import Identity
from weeklog_api.mail_server import require_mail_server
from weeklog_api.settings import ApiSettings
from weeklog_api.supervisors.schemas import Supervisor, SupervisorNew


async def supervisors(work: UnitOfWork, identity: Identity, person_id: PersonId) -> list[Supervisor]:
    rows = await work.all(list_supervisors, person_id=person_id, programme_id=identity.own_programme.id)
    return [Supervisor.model_validate(row, from_attributes=True) for row in rows]


async def invite(
    work: UnitOfWork, identity: Identity, new: SupervisorNew, settings: ApiSettings
) -> Supervisor:
    """A second time, the same link is good for longer."""
    access.require(identity.standing, "invite supervisor", of=PersonId(new.person_id))
    require_mail_server(settings, "give them each review as a PDF")
    row = await work.one(
        invite_supervisor,
        id=new_id(),
        programme_id=identity.own_programme.id,
        invited_by=identity.person_id,
        expires_at=settings.clock() + timedelta(days=new.days),
        **new.model_dump(include={"person_id", "email", "name", "language"}),
    )
    return Supervisor.model_validate(row, from_attributes=True)


async def revoke(work: UnitOfWork, identity: Identity, supervisor_id: UUID) -> None:
    row = await work.one(find_supervisor, id=supervisor_id)
    if row is None or row.programme_id != identity.own_programme.id:
        raise NotFound("supervisor")
    access.require(identity.standing, "invite supervisor", of=row.person_id)
    await work.run(delete_supervisor, id=supervisor_id)
