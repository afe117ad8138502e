import secrets
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from weeklog.access import require
from weeklog.db.engine import Database
from weeklog.db.rows import values_of
from weeklog.errors import Conflict, Invalid, NotAllowed, NotFound
from weeklog.ids import PersonId, new_id
from weeklog.people.credentials import hash_secret
from weeklog.people.tables import insert_session
from weeklog.programmes.memberships import (
    InvitationRow,
    delete_invitation,
    find_invitation,
    find_member,
    insert_invitation,
    insert_mentorship,
    join_programme,
    list_invitations,
    use_invitation,
)
from weeklog.unit_of_work import Store, UnitOfWork
from weeklog_api.identity import Identity
from weeklog_api.invitations.schemas import (
    InvitationList,
    InvitationMade,
    InvitationNew,
    InvitationSeen,
    InvitationState,
    Newcomer,
)
from weeklog_api.members.service import is_mentor
from weeklog_api.sign_in.service import hashed, new_session, save_person

INVITATION = "open invitation"  # unknown, used up, taken back and too old look the same

# What runs here runs as the system, and therefore begins with `access`, or with the secret of a link.


async def invite(work: UnitOfWork, identity: Identity, new: InvitationNew, page: str) -> InvitationMade:
    require(identity.standing, "run programme")
    programme_id = identity.own_programme.id
    await require_mentor(work, programme_id, new.mentor_id)
    secret = secrets.token_urlsafe(32)
    row = await work.one(
        insert_invitation,
        id=new_id(),
        programme_id=programme_id,
        secret_hash=hash_secret(secret),
        role=new.role,
        email=new.email,
        mentor_id=new.mentor_id,
        uses_left=new.uses,
        created_by=identity.person_id,
        expires_at=datetime.now(UTC) + timedelta(days=new.days),
    )
    assert row is not None  # an INSERT that returns nothing has raised
    # Behind `#`: browsers send it to nobody, and no log of an address holds it.
    return InvitationMade(**public(row), secret=secret, url=f"{page}#join={secret}")


async def require_mentor(work: UnitOfWork, programme_id: UUID, mentor_id: UUID | None) -> None:
    """Raises Invalid where somebody is named who can mentor nobody there."""
    if mentor_id is None:
        return
    mentor = await work.one(find_member, programme_id=programme_id, member_id=mentor_id)
    if mentor is None or not is_mentor(mentor):
        raise Invalid.field("mentor_id", "must be a mentor or lead of the programme: see its members")


async def list_open(work: UnitOfWork, identity: Identity) -> InvitationList:
    require(identity.standing, "run programme")
    rows = await work.all(list_invitations, programme_id=identity.own_programme.id)
    return InvitationList(items=[InvitationState(**public(row)) for row in rows])


async def revoke(work: UnitOfWork, identity: Identity, invitation_id: UUID) -> None:
    require(identity.standing, "run programme")
    values = {"programme_id": identity.own_programme.id, "id": invitation_id}
    if await work.value(delete_invitation, **values) is None:
        raise NotFound("invitation")


async def look(database: Database, secret: str) -> InvitationSeen:
    row = await database.one(find_invitation, secret_hash=hash_secret(secret))
    if row is None:
        raise NotFound(INVITATION)
    return InvitationSeen(
        programme=row.programme,
        role=row.role,
        inviter=row.inviter,
        for_one_address=row.email is not None,
        expires_at=row.expires_at,
    )


async def accept_as_newcomer(
    store: Store, secret: str, newcomer: Newcomer, lifetime: timedelta, now: datetime
) -> str:
    """The secret of the new person's session."""
    person_id = PersonId(new_id())
    password_hash = await hashed(newcomer.password, "password", (newcomer.name, newcomer.email))
    session = new_session(person_id, lifetime)
    async with store.begin(person_id) as work:
        invitation = await _use(work, secret, newcomer.email)
        await save_person(work, person_id, newcomer.email, newcomer.name, password_hash)
        await _join(work, invitation, person_id, now)
        await work.run(insert_session, **session.row)
    return session.secret


async def accept(store: Store, identity: Identity, secret: str, now: datetime) -> None:
    async with store.begin(identity.person_id) as work:
        await _join(work, await _use(work, secret, identity.email), identity.person_id, now)


async def _use(work: UnitOfWork, secret: str, email: str) -> InvitationRow:
    row = await work.one(use_invitation, secret_hash=hash_secret(secret))
    if row is None:
        raise NotFound(INVITATION)
    if row.email not in (None, email):
        raise NotAllowed("this invitation is meant for another e-mail address: ask its sender for your own")
    return row


async def _join(work: UnitOfWork, invitation: InvitationRow, person_id: PersonId, now: datetime) -> None:
    this = {"programme_id": invitation.programme_id}
    joined = await work.value(
        join_programme,
        **this,
        person_id=person_id,
        role=invitation.role,
        joined_at=now,
        invited_at=invitation.created_at,
    )
    if joined is None:
        raise Conflict(
            "you are in this programme already, or left it after this invitation was made: ask for a new one"
        )
    mentor_id = invitation.mentor_id
    if mentor_id is None or mentor_id == person_id:
        return
    mentor = await work.one(find_member, **this, member_id=mentor_id)
    if mentor is not None and is_mentor(mentor):  # they may have left since
        await work.run(insert_mentorship, **this, mentor_id=mentor_id, member_id=person_id)


def public(row: InvitationRow) -> dict[str, Any]:
    return values_of(row, *InvitationState.model_fields)
