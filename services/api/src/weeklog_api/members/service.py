"""Members, who mentors whom, and how one leaves. There is always a lead who has not left, and who began the programme
goes by handing it over alone."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from weeklog.access import may, require
from weeklog.errors import Conflict, Fault, Invalid, NotFound
from weeklog.programmes.memberships import (
    MemberRow,
    delete_other_mentors,
    drop_invitations_of,
    find_member,
    find_other_lead,
    insert_mentorship,
    leave_programme,
    list_members,
    list_mentorships,
    set_founder,
    stop_mentoring,
)
from weeklog.programmes.roles import give_role
from weeklog.programmes.tables import hold_programme
from weeklog.unit_of_work import UnitOfWork
from weeklog.vocabulary import Role
from weeklog_api.identity import Identity
from weeklog_api.members.schemas import MemberChanged, MemberList, MemberState

# What runs here runs as the system, and therefore begins with `access`.


async def list_of_members(work: UnitOfWork, identity: Identity) -> MemberList:
    require(identity.standing, "see members")
    this = {"programme_id": identity.own_programme.id}
    mentors: dict[UUID, list[UUID]] = defaultdict(list)
    for row in await work.all(list_mentorships, **this):
        mentors[row.member_id].append(row.mentor_id)
    rows = await work.all(list_members, **this)
    return MemberList(items=[_state(identity, row, mentors[row.person_id]) for row in rows])


async def edit_member(work: UnitOfWork, identity: Identity, member_id: UUID, role: Role) -> MemberChanged:
    require(identity.standing, "run programme")
    await _hold(work, identity)
    member = await _member(work, identity, member_id)
    if member.role == "lead" and role != "lead":
        await _require_other_lead(work, identity, member_id)
        _require_handed_over(identity, member)
    unmentored = await _change_role(work, identity, member_id, role)
    changed = await _read(work, identity, member_id)
    return MemberChanged(**changed.model_dump(), unmentored=unmentored)


async def remove_member(work: UnitOfWork, identity: Identity, member_id: UUID) -> None:
    require(identity.standing, "run programme")
    await _leave(work, identity, member_id)


async def leave(work: UnitOfWork, identity: Identity) -> None:
    require(identity.standing, "leave")
    await _leave(work, identity, identity.person_id)


async def put_mentors(
    work: UnitOfWork, identity: Identity, member_id: UUID, mentors: Sequence[UUID]
) -> MemberState:
    """The whole list of who mentors this member."""
    require(identity.standing, "run programme")
    await _hold(work, identity)
    this = _this(identity, member_id)
    await _member(work, identity, member_id)
    listed = await work.all(list_members, programme_id=this["programme_id"])
    rows: dict[UUID, MemberRow] = {row.person_id: row for row in listed}
    faults = [
        Fault(f"mentors.{index}", "must be a mentor or lead of the programme, and somebody else")
        for index, mentor in enumerate(mentors)
        if mentor == member_id or mentor not in rows or not is_mentor(rows[mentor])
    ]
    if faults:
        raise Invalid(*faults)
    await work.run(delete_other_mentors, **this, mentors=list(mentors))
    for mentor in mentors:
        await work.run(insert_mentorship, mentor_id=mentor, **this)
    return _state(identity, rows[member_id], list(mentors))


async def hand_over(work: UnitOfWork, identity: Identity, to: UUID, stays_as: Role) -> MemberState:
    require(identity.standing, "run programme")
    if to == identity.person_id:
        raise Invalid.field("to", "must be somebody else of the programme")
    await _hold(work, identity)
    if await work.one(find_member, **_this(identity, to)) is None:
        raise Invalid.field("to", "must be somebody of the programme who has not left: see its members")
    await _change_role(work, identity, to, "lead")
    await _change_role(work, identity, identity.person_id, stays_as)
    if (await _member(work, identity, identity.person_id)).founder:
        await work.run(set_founder, **_this(identity, to))
    return await _read(work, identity, to)


def is_mentor(row: MemberRow) -> bool:
    return row.role in ("mentor", "lead") and row.left_at is None


async def _leave(work: UnitOfWork, identity: Identity, member_id: UUID) -> None:
    await _hold(work, identity)
    member = await _member(work, identity, member_id)
    if member.role == "lead":
        await _require_other_lead(work, identity, member_id)
        _require_handed_over(identity, member)
    this = _this(identity, member_id)
    await work.run(leave_programme, **this)
    await work.run(stop_mentoring, **this)
    await work.run(drop_invitations_of, **this)


async def _change_role(work: UnitOfWork, identity: Identity, member_id: UUID, role: Role) -> list[UUID]:
    """Whom they mentor no more."""
    return await give_role(work, identity.own_programme.id, member_id, role)


async def _require_other_lead(work: UnitOfWork, identity: Identity, member_id: UUID) -> None:
    if await work.value(find_other_lead, **_this(identity, member_id)) is None:
        if identity.own_programme.archived:
            raise Conflict(
                "the programme needs a lead: open it again with POST /v1/programme/unarchive, and hand over first"
            )
        raise Conflict(
            "the programme needs a lead: hand over first with POST /v1/programme/hand-over, or archive it"
        )


def _require_handed_over(identity: Identity, member: MemberRow) -> None:
    if not member.founder:
        return
    if member.person_id == identity.person_id:
        raise Conflict("you began this programme: hand it over first with POST /v1/programme/hand-over")
    raise Conflict(
        f"{member.name} began this programme, or was handed it: only they can hand it over, with "
        "POST /v1/programme/hand-over"
    )


async def _hold(work: UnitOfWork, identity: Identity) -> None:
    """Of two changes of who leads, the second waits for the first."""
    await work.run(hold_programme, programme_id=identity.own_programme.id)


async def _member(work: UnitOfWork, identity: Identity, member_id: UUID) -> MemberRow:
    row = await work.one(find_member, **_this(identity, member_id))
    if row is None:
        raise NotFound("member")
    return row


async def _read(work: UnitOfWork, identity: Identity, member_id: UUID) -> MemberState:
    row = await _member(work, identity, member_id)
    found = await work.all(list_mentorships, programme_id=identity.own_programme.id)
    return _state(identity, row, [one.mentor_id for one in found if one.member_id == member_id])


def _state(identity: Identity, row: MemberRow, mentors: list[UUID]) -> MemberState:
    shown = may(identity.standing, "see addresses") or row.person_id == identity.person_id
    return MemberState(
        person_id=row.person_id,
        name=row.name,
        email=row.email if shown else None,
        role=row.role,
        founder=row.founder,
        joined_at=row.joined_at,
        left_at=row.left_at,
        mentors=mentors,
    )


def _this(identity: Identity, member_id: UUID) -> dict[str, Any]:
    return {"programme_id": identity.own_programme.id, "member_id": member_id}
