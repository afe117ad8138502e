from uuid import UUID

from fastapi import APIRouter

from weeklog_api.dependencies import CurrentIdentity, SystemWork
from weeklog_api.members import service
from weeklog_api.members.schemas import (
    HandOver,
    MemberChanged,
    MemberList,
    MemberPatch,
    MemberState,
    MentorsNew,
)
from weeklog_api.rights import needs

router = APIRouter(prefix="/v1/programme", tags=["programme"])


@router.get("/members")
@needs("read")
async def list_members(identity: CurrentIdentity, work: SystemWork) -> MemberList:
    """Everybody of your programme, also who has left. E-mail addresses of others are shown to mentors and the lead."""
    return await service.list_of_members(work, identity)


@router.patch("/members/{person_id}")
@needs("write", action="run programme")
async def edit_member(
    person_id: UUID, patch: MemberPatch, identity: CurrentIdentity, work: SystemWork
) -> MemberChanged:
    """For the lead: another role. Who is a member from now on mentors nobody, also when they are a mentor again:
    `unmentored` are those whom they mentored until now.
    """
    return await service.edit_member(work, identity, person_id, patch.role)


@router.delete("/members/{person_id}", status_code=204)
@needs("write", action="run programme")
async def remove_member(person_id: UUID, identity: CurrentIdentity, work: SystemWork) -> None:
    """For the lead: they leave. What they wrote stays, and who may read it now may still."""
    await service.remove_member(work, identity, person_id)


@router.put("/members/{person_id}/mentors")
@needs("write", action="run programme")
async def put_mentors(
    person_id: UUID, new: MentorsNew, identity: CurrentIdentity, work: SystemWork
) -> MemberState:
    """For the lead: the whole list of who mentors this member. A mentor reads and comments on their worklog."""
    return await service.put_mentors(work, identity, person_id, new.mentors)


@router.post("/leave", status_code=204)
@needs("write", changes_programme=False)
async def leave_programme(identity: CurrentIdentity, work: SystemWork) -> None:
    """What you wrote stays. The last lead hands over first."""
    await service.leave(work, identity)


@router.post("/hand-over")
@needs("write", action="run programme")
async def hand_over(new: HandOver, identity: CurrentIdentity, work: SystemWork) -> MemberState:
    """For the lead: somebody else of the programme leads it from now on; the answer is them."""
    return await service.hand_over(work, identity, new.to, new.role)
