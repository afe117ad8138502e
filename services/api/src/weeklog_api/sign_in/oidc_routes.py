from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Query, Request
from starlette.responses import RedirectResponse

from weeklog.errors import NotFound, Unavailable, WeeklogError
from weeklog_api.dependencies import CurrentSettings, SystemDatabase, SystemStore
from weeklog_api.oidc import pending
from weeklog_api.oidc.pending import PENDING_SECONDS
from weeklog_api.oidc.provider import Provider
from weeklog_api.oidc.refusals import SignInRefused
from weeklog_api.origins import is_secure, public_address
from weeklog_api.parts import CurrentParts, Parts, parts_of
from weeklog_api.rights import public
from weeklog_api.schemas import Output
from weeklog_api.session_cookie import remember_session
from weeklog_api.sign_in import oidc

router = APIRouter(prefix="/v1/oidc", tags=["accounts"])

_PATH, _COOKIE = "/v1/oidc", "weeklog_oidc"
_Text = Annotated[str, Query(max_length=4096)]


class OidcState(Output):
    on: bool
    name: str | None = None  # of the provider, as the button says it


@router.get("")
@public
async def read_oidc(settings: CurrentSettings) -> OidcState:
    """Whether one can sign in with a provider, and what it is called."""
    return OidcState(
        on=settings.oidc_issuer is not None, name=settings.oidc_name if settings.oidc_issuer else None
    )


@router.get("/start", response_class=RedirectResponse, status_code=303)
@public
async def start_oidc(request: Request, settings: CurrentSettings, parts: CurrentParts) -> RedirectResponse:
    """Sends the browser to the provider."""
    provider = _provider(parts)
    begun = await pending.begin(parts.redis)
    try:
        address = await oidc.address_at(provider, begun, settings.oidc_scopes, _redirect_uri(request))
    except WeeklogError as error:
        return _refused(request, error)
    answer = RedirectResponse(address, status_code=303)
    # Lax: the provider's site sends the browser back.
    answer.set_cookie(
        _COOKIE, begun.browser, max_age=PENDING_SECONDS, path=_PATH, secure=is_secure(request), httponly=True,
        samesite="lax",
    )  # fmt: skip
    return answer


@router.get("/callback", response_class=RedirectResponse, status_code=303)
@public
async def finish_oidc(
    request: Request,
    settings: CurrentSettings,
    parts: CurrentParts,
    database: SystemDatabase,
    store: SystemStore,
    state: _Text = "",
    code: _Text = "",
    error: _Text = "",
) -> RedirectResponse:
    """Where the provider sends the browser back to. Sets the session cookie and leads to the page."""
    provider = _provider(parts)
    try:
        begun = await pending.take(parts.redis, state, request.cookies.get(_COOKIE))
        if error or not code:
            raise SignInRefused("cancelled", "the provider did not sign you in")
        claims = await provider.claims(code, begun.verifier, begun.nonce, _redirect_uri(request))
        secret = await oidc.sign_in(database, store, settings, claims, settings.clock())
    except WeeklogError as refusal:
        return _refused(request, refusal)
    parts.identities.forget("")
    answer = RedirectResponse(public_address(request), status_code=303)
    remember_session(request, answer, secret, settings)
    return answer


def _provider(parts: Parts) -> Provider:
    if parts.provider is None:
        raise NotFound("sign-in provider: set WEEKLOG_OIDC_ISSUER")
    return parts.provider


def _refused(request: Request, error: WeeklogError) -> RedirectResponse:
    """The page says why in the words of its language. Without a page it is a problem."""
    if parts_of(request).settings.web_root is None:
        raise error
    reason = (
        error.reason
        if isinstance(error, SignInRefused)
        else "away"
        if isinstance(error, Unavailable)
        else "provider"
    )
    return RedirectResponse(f"{public_address(request)}#refused={quote(reason)}", status_code=303)


def _redirect_uri(request: Request) -> str:
    return f"{public_address(request)}{_PATH[1:]}/callback"
