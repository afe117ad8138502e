from uuid import UUID

from fastapi import APIRouter, Request, Response

from weeklog_api.authorisation import identify
from weeklog_api.dependencies import (
    CurrentIdentity,
    CurrentSettings,
    SystemDatabase,
    SystemStore,
    SystemWork,
    Work,
    sender_of,
)
from weeklog_api.idempotency import idempotent
from weeklog_api.operators import keep_for_operator
from weeklog_api.origins import check_origin, public_address
from weeklog_api.parts import parts_of
from weeklog_api.rights import needs, public
from weeklog_api.schemas import Items
from weeklog_api.session_cookie import forget_session, remember_session, session_of
from weeklog_api.sign_in import deletion, passwords, service, sessions
from weeklog_api.sign_in.schemas import (
    AccountEnd,
    Me,
    MePatch,
    PasswordChange,
    PasswordLinkMade,
    PasswordLinkSeen,
    PasswordNew,
    PersonMade,
    PersonNew,
    SessionId,
    SessionState,
    SignIn,
    TokenId,
    TokenMade,
    TokenNew,
    TokenState,
)
from weeklog_api.sign_in.second_factor import SecondFactor

router = APIRouter(prefix="/v1", tags=["accounts"])


@router.post("/sessions", status_code=201)
@public
async def sign_in(
    request: Request, response: Response, given: SignIn, settings: CurrentSettings, database: SystemDatabase
) -> Me:
    """Sets the session cookie. Requests that change something must then come from the same origin."""
    check_origin(request, required=False)
    attempts, lifetime = parts_of(request).attempts, settings.session_lifetime
    factor = SecondFactor(database, settings, attempts)

    async def also(person_id: UUID) -> None:
        await factor.require(person_id, given.code)

    secret = await service.sign_in(database, given, attempts, sender_of(request), lifetime, also)
    remember_session(request, response, secret, settings)
    identity = await parts_of(request).identities.of_session(secret)
    return service.describe(identity, settings)


@router.delete("/sessions/current", status_code=204)
@needs("write", changes_programme=False)
async def sign_out(
    request: Request, response: Response, _identity: CurrentIdentity, database: SystemDatabase
) -> None:
    if secret := session_of(request):
        await service.sign_out(database, secret)
    forget_session(request, response)


@router.get("/sessions")
@needs("read")
async def list_sessions(identity: CurrentIdentity, work: Work) -> Items[SessionState]:
    """Where you are signed in. A session that nobody uses for a week ends by itself."""
    return Items(items=await sessions.list_open(work, identity))


@router.delete("/sessions/{session_id}", status_code=204)
@needs("write", changes_programme=False)
async def end_session(request: Request, session_id: SessionId, identity: CurrentIdentity, work: Work) -> None:
    await sessions.end(work, identity, session_id)
    parts_of(request).identities.forget(str(identity.person_id))


@router.get("/me")
@needs("read")
async def me(identity: CurrentIdentity, settings: CurrentSettings) -> Me:
    return service.describe(identity, settings)


@router.patch("/me")
@needs("write", changes_programme=False)
async def change_me(
    request: Request,
    patch: MePatch,
    identity: CurrentIdentity,
    store: SystemStore,
    settings: CurrentSettings,
) -> Me:
    """How others see you, the clocks that your days and reminders go by, the language in which you are reminded."""
    await service.change_me(store, identity, patch)
    parts_of(request).identities.forget(str(identity.person_id))
    return service.describe(await identify(request), settings)


@router.post("/me/password", status_code=204)
@needs("write", changes_programme=False)
async def change_password(
    request: Request,
    given: PasswordChange,
    identity: CurrentIdentity,
    database: SystemDatabase,
    store: SystemStore,
) -> None:
    """Ends all that the old password may have opened: sessions, and tokens unless they are kept on purpose.

    The session or token that asks stays. Failures count like failed sign-ins.
    """
    attempts = parts_of(request).attempts
    await passwords.change(database, store, identity, given, attempts, sender_of(request))
    parts_of(request).identities.forget(str(identity.person_id))


@router.delete("/account", status_code=204)
@needs("write", changes_programme=False)
async def delete_account(
    request: Request,
    response: Response,
    end: AccountEnd,
    identity: CurrentIdentity,
    database: SystemDatabase,
    store: SystemStore,
) -> None:
    """Deletes you and everything of yours, in all programmes, for good: worklog, reviews, conversations,
    files, sessions, tokens. Comments on others' work stay, without your name. Where you are the last lead,
    hand over first.
    """
    attempts = parts_of(request).attempts
    await deletion.delete_account(database, store, identity, end.password, attempts, sender_of(request))
    parts_of(request).identities.forget(str(identity.person_id))
    forget_session(request, response)


@router.post("/programme/members/{person_id}/password-link", status_code=201)
@needs("write", action="run programme", tells=("secret", "url", "expires_at"))
@idempotent(secret=True)
async def make_password_link(
    request: Request,
    person_id: UUID,
    identity: CurrentIdentity,
    work: SystemWork,
    settings: CurrentSettings,
) -> PasswordLinkMade:
    """For the lead: a link by which a member chooses a new password. It is good for a day and for once, and shown
    this once."""
    return await passwords.make_link(work, identity, person_id, settings, public_address(request))


@router.get("/password-links/{secret}")
@public
async def read_password_link(
    request: Request, secret: str, database: SystemDatabase, settings: CurrentSettings
) -> PasswordLinkSeen:
    """Whose password it is for. Needs no sign-in."""
    with parts_of(request).attempts.counted("password link", sender_of(request)):
        return (await passwords.look(database, secret, settings)).seen


@router.post("/password-links/{secret}", status_code=201)
@public
async def use_password_link(
    request: Request,
    response: Response,
    secret: str,
    new: PasswordNew,
    database: SystemDatabase,
    store: SystemStore,
    settings: CurrentSettings,
) -> Me:
    """Sets the password, and signs that person in by a cookie. Their sessions end, and their tokens unless they
    are kept. They and the leads of their programmes get a notice."""
    check_origin(request, required=False)
    with parts_of(request).attempts.counted("password link", sender_of(request)):
        link = await passwords.look(database, secret, settings)  # before a password is hashed
        await SecondFactor(database, settings, parts_of(request).attempts).require(link.person_id, new.code)
        session = await passwords.use_link(store, link, new, settings.session_lifetime, settings.clock())
    parts_of(request).identities.forget(str(link.person_id))
    remember_session(request, response, session, settings)
    return service.describe(await parts_of(request).identities.of_session(session), settings)


@router.post("/tokens", status_code=201)
@needs("write", changes_programme=False, tells=("token", "expires_at"))
@idempotent(secret=True)
async def make_token(new: TokenNew, identity: CurrentIdentity, work: Work) -> TokenMade:
    """The token is shown this once: only its hash is stored."""
    return await service.make_token(work, identity, new)


@router.get("/tokens")
@needs("read")
async def list_tokens(work: Work) -> Items[TokenState]:
    return Items(items=await service.tokens(work))


@router.delete("/tokens/{token_id}", status_code=204)
@needs("write", changes_programme=False)
async def drop_token(token_id: TokenId, work: Work) -> None:
    await service.drop_token(work, token_id)


@router.post("/people", status_code=201, response_model_exclude_none=True)
@needs("write", action="run programme", tells=("password",))
async def add_person(
    request: Request, new: PersonNew, identity: CurrentIdentity, store: SystemStore, settings: CurrentSettings
) -> PersonMade:
    """Adds a person to your programme; only its lead may. To let them choose a password, invite them instead."""
    keep_for_operator(settings, new.email)
    # That an address has an account is told so many times and no more.
    with parts_of(request).attempts.counted(f"added by {identity.email}", sender_of(request)):
        return await service.add_person(store, identity, new, settings.clock)
