from uuid import UUID

from fastapi import APIRouter, Request, Response

from weeklog_api.authorisation import OWN_CHANGE, identify, require_right
from weeklog_api.dependencies import (
    CurrentIdentity,
    CurrentSettings,
    SystemDatabase,
    SystemStore,
    SystemWork,
    sender_of,
)
from weeklog_api.idempotency import idempotent
from weeklog_api.invitations import mailing, service
from weeklog_api.invitations.schemas import (
    InvitationList,
    InvitationMade,
    InvitationNew,
    InvitationSeen,
    InvitationsMailed,
    InvitationState,
    Newcomer,
)
from weeklog_api.operators import keep_for_operator
from weeklog_api.origins import check_origin, public_address
from weeklog_api.parts import parts_of
from weeklog_api.rights import needs, public
from weeklog_api.session_cookie import remember_session
from weeklog_api.sign_in.schemas import Me
from weeklog_api.sign_in.service import describe

router = APIRouter(prefix="/v1", tags=["programme"])


@router.post("/programme/invitations", status_code=201)
@needs("write", action="run programme", tells=("secret", "url", "expires_at"))
@idempotent(secret=True)
async def invite(
    request: Request, new: InvitationNew, identity: CurrentIdentity, work: SystemWork
) -> InvitationMade:
    """For the lead: a link that brings people in. It is shown this once: only its hash is stored."""
    return await service.invite(work, identity, new, public_address(request))


@router.post("/programme/invitations/mail", status_code=202, response_model=InvitationList)
@needs("write", action="run programme")
@idempotent()
async def invite_by_mail(
    new: InvitationsMailed, identity: CurrentIdentity, work: SystemWork, settings: CurrentSettings
) -> Response:
    """For the lead: mails each address a link of its own. What became of each mail stands in the list. 409
    where the instance has no mail server."""
    made = await mailing.invite_all(work, identity, new, settings)
    return Response(made.model_dump_json(), 202, media_type="application/json")


@router.post("/programme/invitations/{invitation_id}/mail", status_code=202)
@needs("write", action="run programme")
async def mail_invitation_again(
    invitation_id: UUID, identity: CurrentIdentity, work: SystemWork, settings: CurrentSettings
) -> InvitationState:
    """For the lead: the same link once more, to the same address. 409 where the instance has no mail server."""
    return await mailing.send_again(work, identity, invitation_id, settings)


@router.get("/programme/invitations")
@needs("read", action="run programme")
async def list_invitations(identity: CurrentIdentity, work: SystemWork) -> InvitationList:
    """For the lead: those that are still good, without their secrets."""
    return await service.list_open(work, identity)


@router.delete("/programme/invitations/{invitation_id}", status_code=204)
@needs("write", action="run programme")
async def revoke_invitation(invitation_id: UUID, identity: CurrentIdentity, work: SystemWork) -> None:
    """For the lead: nobody joins by it any more."""
    await service.revoke(work, identity, invitation_id)


@router.get("/invitations/{secret}")
@public
async def read_invitation(secret: str, database: SystemDatabase) -> InvitationSeen:
    """What the holder of the link is invited to. Needs no sign-in."""
    return await service.look(database, secret)


@router.post("/invitations/{secret}/accept", status_code=201)
@public
async def accept_invitation(
    request: Request,
    response: Response,
    secret: str,
    *,
    settings: CurrentSettings,
    database: SystemDatabase,
    store: SystemStore,
    newcomer: Newcomer | None = None,
) -> Me:
    """With a body: a new person, who is signed in (by a cookie). Without one: who is signed in joins.

    409 when the address has an account (sign in, then accept without a body), and when you are in the programme
    already.
    """
    now, parts = settings.clock(), parts_of(request)
    if newcomer is None:
        identity = await require_right(request, OWN_CHANGE)
        with parts.attempts.counted(identity.email, sender_of(request)):
            await service.accept(store, identity, secret, now)
        parts.identities.forget("")
        return describe(await identify(request), settings)
    check_origin(request, required=False)
    keep_for_operator(settings, newcomer.email)
    with parts.attempts.counted(newcomer.email, sender_of(request)):
        await service.look(database, secret)  # before a password is hashed: that takes a core for a while
        session = await service.accept_as_newcomer(store, secret, newcomer, settings.session_lifetime, now)
    parts.identities.forget("")
    remember_session(request, response, session, settings)
    return describe(await parts.identities.of_session(session), settings)
