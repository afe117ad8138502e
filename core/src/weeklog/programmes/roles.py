"""What else changes with somebody's role in a programme."""

from uuid import UUID

from weeklog.programmes.memberships import change_role, drop_invitations_of, stop_mentoring
from weeklog.unit_of_work import UnitOfWork
from weeklog.vocabulary import Role


async def give_role(work: UnitOfWork, programme_id: UUID, member_id: UUID, role: Role) -> list[UUID]:
    """Whom they mentor no more."""
    this = {"programme_id": programme_id, "member_id": member_id}
    await work.run(change_role, **this, new_role=role)
    dropped = await work.all(stop_mentoring, **this) if role == "member" else []
    if role != "lead":
        await work.run(drop_invitations_of, **this)
    return [row.member_id for row in dropped]
