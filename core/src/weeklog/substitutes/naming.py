"""Who can stand in for whom."""

from uuid import UUID

from weeklog.db.engine import Database
from weeklog.errors import Invalid
from weeklog.programmes.memberships import MemberRow, find_member

_MENTORS = ("mentor", "lead")


async def require_able(system: Database, programme_id: UUID, mentor_id: UUID, substitute_id: UUID) -> None:
    """Raises Invalid, and names the field, when they cannot stand in for the mentor."""
    if not _can_mentor(await _member(system, programme_id, mentor_id)):
        raise Invalid.field(
            "mentor_id", "is no mentor or lead of the programme: only these have a substitute"
        )
    if substitute_id == mentor_id:
        raise Invalid.field("substitute_id", "must be somebody else: nobody stands in for themselves")
    if not _can_mentor(await _member(system, programme_id, substitute_id)):
        raise Invalid.field(
            "substitute_id",
            "is no mentor or lead of the programme: name one, or ask the lead to change their role",
        )


def _can_mentor(member: MemberRow | None) -> bool:
    return member is not None and member.role in _MENTORS


async def _member(system: Database, programme_id: UUID, person_id: UUID) -> MemberRow | None:
    return await system.one(find_member, programme_id=programme_id, member_id=person_id)
