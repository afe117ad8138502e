"""Invitations that are mailed. All of it runs as the system, and therefore begins with `access`."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID

from weeklog.access import require
from weeklog.errors import Conflict, Invalid, NotFound, TooMany
from weeklog.ids import new_id
from weeklog.invitations.mail import mailed_secret
from weeklog.jobs.catalogue import SEND_INVITATION, SendInvitation
from weeklog.people.credentials import hash_secret
from weeklog.programmes.memberships import (
    count_invitation_mails,
    find_open_invitation,
    insert_mailed_invitation,
    list_invitations,
    list_members,
    mail_again,
)
from weeklog.unit_of_work import UnitOfWork
from weeklog_api.identity import Identity
from weeklog_api.invitations.schemas import InvitationList, InvitationsMailed, InvitationState
from weeklog_api.invitations.service import public, require_mentor
from weeklog_api.mail_server import require_mail_server
from weeklog_api.settings import ApiSettings

MOST_A_DAY = 200  # mails of one lead
MOST_MAILS = 5  # of one invitation
MAKE_A_LINK = "make a link with POST /v1/programme/invitations and give it to them yourself"


async def invite_all(
    work: UnitOfWork, identity: Identity, new: InvitationsMailed, settings: ApiSettings
) -> InvitationList:
    """All, or none where an address is wrong."""
    require(identity.standing, "run programme")
    require_mail_server(settings, MAKE_A_LINK)
    programme_id = identity.own_programme.id
    await require_mentor(work, programme_id, new.mentor_id)
    emails = list(dict.fromkeys(new.emails))
    await _require_new(work, programme_id, emails)
    await _require_room(work, identity, len(emails))
    made = [await _invite(work, identity, new, email, settings.secret_keys[0]) for email in emails]
    return InvitationList(items=made)


async def send_again(
    work: UnitOfWork, identity: Identity, invitation_id: UUID, settings: ApiSettings
) -> InvitationState:
    require(identity.standing, "run programme")
    row = await work.one(find_open_invitation, programme_id=identity.own_programme.id, id=invitation_id)
    if row is None:
        raise NotFound("open invitation")
    require_mail_server(settings, MAKE_A_LINK)
    if row.mail_state is None:
        raise Conflict("its link was shown, and is mailed to nobody: invite by mail instead")
    if row.mail_state == "queued":
        raise Conflict("it is on its way already: wait until it was sent")
    if row.mails >= MOST_MAILS:
        raise Conflict(f"it was sent {MOST_MAILS} times: take it back, and invite them again")
    await _require_room(work, identity, 1)
    again = await work.one(mail_again, invitation_id=invitation_id)
    assert again is not None  # it is held
    await work.enqueue(SEND_INVITATION, SendInvitation(invitation_id=invitation_id))
    return InvitationState(**public(again))


async def _invite(
    work: UnitOfWork, identity: Identity, new: InvitationsMailed, email: str, secret_key: str
) -> InvitationState:
    invitation_id = new_id()
    row = await work.one(
        insert_mailed_invitation,
        id=invitation_id,
        programme_id=identity.own_programme.id,
        secret_hash=hash_secret(mailed_secret(secret_key, invitation_id)),
        role=new.role,
        email=email,
        mentor_id=new.mentor_id,
        uses_left=1,
        created_by=identity.person_id,
        expires_at=datetime.now(UTC) + timedelta(days=new.days),
        mail_language=new.language or identity.language,
        mail_state="queued",
        mails=1,
    )
    assert row is not None  # an INSERT that returns nothing has raised
    await work.enqueue(SEND_INVITATION, SendInvitation(invitation_id=invitation_id))
    return InvitationState(**public(row))


async def _require_new(work: UnitOfWork, programme_id: UUID, emails: Sequence[str]) -> None:
    members = await work.all(list_members, programme_id=programme_id)
    here = {row.email.lower() for row in members if row.left_at is None}
    rows = await work.all(list_invitations, programme_id=programme_id)
    invited = {row.email for row in rows if row.mail_state is not None}
    for at, email in enumerate(emails):
        if email in here:
            raise Invalid.field(f"emails.{at}", "is in the programme already: leave it out")
        if email in invited:
            raise Invalid.field(
                f"emails.{at}", "has an open invitation: send that one again, or take it back"
            )


async def _require_room(work: UnitOfWork, identity: Identity, more: int) -> None:
    sent = await work.value(count_invitation_mails, person_id=identity.person_id)
    if sent + more > MOST_A_DAY:
        raise TooMany(f"you may send {MOST_A_DAY} invitations a day: go on tomorrow, or make links", 3600)
