"""Who asks, and whether they may: judged from the head of a request, before any of its body is read."""

from urllib.parse import urlsplit

from starlette.requests import HTTPConnection

from weeklog import access
from weeklog.errors import NotAllowed, NotSignedIn
from weeklog.vocabulary import Scope
from weeklog_api.identity import Identity
from weeklog_api.parts import parts_of
from weeklog_api.rights import Right

SESSION_COOKIE = "weeklog_session"
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
OWN_CHANGE = Right(frozenset({"write"}))  # of what belongs to the asker, and to no programme

_MISSING: dict[Scope, str] = {
    "read": "this token may not read: make one with the scope 'read'",
    "write": "this token may only read: make one with the scope 'write'",
}


async def authorise(connection: HTTPConnection, right: Right) -> Identity | None:
    """None where anybody may ask. Raises NotSignedIn, NotAllowed, and Conflict in an archived programme."""
    return await require_right(connection, right) if right.scopes else None


async def require_right(connection: HTTPConnection, right: Right) -> Identity:
    identity = await identify(connection)
    require_scopes(identity, right.scopes)
    if identity.by_session and connection.scope["method"] not in SAFE_METHODS:
        check_origin(connection, required=True)
    if right.changes_programme and identity.only_reads:
        access.require(identity.standing, "write worklog")
    if right.action is not None:
        access.require(identity.standing, right.action)
    return identity


def require_scopes(identity: Identity, scopes: frozenset[Scope]) -> None:
    for scope in sorted(scopes - identity.scopes):
        raise NotAllowed(_MISSING[scope])


async def identify(connection: HTTPConnection) -> Identity:
    identities = parts_of(connection).identities
    if (given := connection.headers.get("authorization")) is not None:
        scheme, _, token = given.partition(" ")
        if scheme.lower() != "bearer":
            raise NotSignedIn("send `Authorization: Bearer wl_pat_...`")
        return await identities.of_token(token.strip())
    if secret := connection.cookies.get(SESSION_COOKIE):
        return await identities.of_session(secret)
    raise NotSignedIn("sign in with POST /v1/sessions, or send `Authorization: Bearer wl_pat_...`")


def check_origin(connection: HTTPConnection, *, required: bool) -> None:
    """Refuses what another site made a browser send: a cookie travels by itself, the page's origin cannot be forged."""
    origin, site = connection.headers.get("origin"), connection.headers.get("sec-fetch-site")
    if origin is not None:
        same = urlsplit(origin).netloc == connection.headers.get("host")
    else:
        same = site == "same-origin" or (site is None and not required)
    if not same:
        raise NotAllowed("a session may only be used from its own page: send its Origin, or use a token")
