from fastapi import APIRouter, Request, Response

from weeklog_api.accounts import service
from weeklog_api.accounts.schemas import (
    Me,
    PersonMade,
    PersonNew,
    SignIn,
    TokenMade,
    TokenNew,
    TokenState,
)
from weeklog_api.dependencies import (
    SESSION_COOKIE,
    CurrentIdentity,
    CurrentSettings,
    SystemDatabase,
    SystemStore,
    Work,
    check_origin,
    remember_session,
)
from weeklog_api.schemas import Items

router = APIRouter(prefix="/v1", tags=["accounts"])


@router.post("/sessions", status_code=201)
async def sign_in(
    request: Request, response: Response, given: SignIn, settings: CurrentSettings, database: SystemDatabase
) -> Me:
    """Sets the cookie `weeklog_session`. Requests that change something must then come from the same origin."""
    check_origin(request, required=False)
    sender = request.client.host if request.client else ""
    secret = await service.sign_in(
        database, given, request.app.state.attempts, sender, settings.session_lifetime
    )
    remember_session(request, response, secret, settings)
    identity = await request.app.state.identities.of_session(secret)
    return service.describe(identity, settings.clock)


@router.delete("/sessions/current", status_code=204)
async def sign_out(
    request: Request, response: Response, _identity: CurrentIdentity, database: SystemDatabase
) -> None:
    if secret := request.cookies.get(SESSION_COOKIE):
        await service.sign_out(database, secret)
    response.delete_cookie(SESSION_COOKIE, path="/", httponly=True, samesite="strict")


@router.get("/me")
async def me(identity: CurrentIdentity, settings: CurrentSettings) -> Me:
    return service.describe(identity, settings.clock)


@router.post("/tokens", status_code=201)
async def make_token(new: TokenNew, identity: CurrentIdentity, work: Work) -> TokenMade:
    """The token is shown this once: only its hash is stored."""
    return await service.make_token(work, identity, new)


@router.get("/tokens")
async def list_tokens(work: Work) -> Items[TokenState]:
    return Items(items=await service.tokens(work))


@router.delete("/tokens/{token_id}", status_code=204)
async def drop_token(token_id: str, work: Work) -> None:
    await service.drop_token(work, token_id)


@router.post("/people", status_code=201, response_model_exclude_none=True)
async def add_person(
    new: PersonNew, identity: CurrentIdentity, store: SystemStore, settings: CurrentSettings
) -> PersonMade:
    """Adds a person to your programme; only its lead may. To let them choose a password, invite them instead."""
    return await service.add_person(store, identity, new, settings.clock)
