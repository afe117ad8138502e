"""Adds what no trigger sees, since it changes no row that one watches."""

from uuid import UUID

from weeklog.audit.tables import insert_audit
from weeklog.unit_of_work import UnitOfWork
from weeklog.vocabulary import AuditAction


async def add_to_audit(
    work: UnitOfWork, programme_id: UUID, action: AuditAction, about: UUID | None = None, **details: object
) -> None:
    """The actor is the person of the unit of work."""
    await work.run(
        insert_audit,
        programme_id=programme_id,
        actor_id=work.person_id,
        about_id=about,
        action=action,
        details=details,
    )
