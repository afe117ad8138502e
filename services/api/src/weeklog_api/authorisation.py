"""Who asks, and whether they may: judged from the head of a request, before any of its body is read."""

from starlette.requests import HTTPConnection

from weeklog import access
from weeklog.errors import NotAllowed, NotSignedIn
from weeklog.vocabulary import Scope
from weeklog_api.identity import Identity
from weeklog_api.origins import check_origin
from weeklog_api.parts import parts_of
from weeklog_api.rights import Right
from weeklog_api.session_cookie import session_of

_PERSONAL = "wl_pat_"
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
    if right.operator and not parts_of(connection).settings.is_operator(identity.email):
        raise NotAllowed("only who operates this instance may do that: WEEKLOG_OPERATORS names them")
    if right.action is not None:
        access.require(identity.standing, right.action)
    return identity


def require_read(identity: Identity) -> None:
    """For what shows something in a request that writes, such as a dry run."""
    require_scopes(identity, frozenset({"read"}))


def require_scopes(identity: Identity, scopes: frozenset[Scope]) -> None:
    for scope in sorted(scopes - identity.scopes):
        raise NotAllowed(_MISSING[scope])


async def identify(connection: HTTPConnection) -> Identity:
    """A personal token decides. Any other `Authorization` is meant for somebody else, such as a proxy: the cookie
    counts."""
    identities = parts_of(connection).identities
    scheme, _, token = connection.headers.get("authorization", "").partition(" ")
    is_bearer = scheme.lower() == "bearer"
    if is_bearer and token.strip().startswith(_PERSONAL):
        return await identities.of_token(token.strip())
    if secret := session_of(connection):
        return await identities.of_session(secret)
    if is_bearer:
        return await identities.of_token(token.strip())
    raise NotSignedIn("sign in with POST /v1/sessions, or send `Authorization: Bearer wl_pat_...`")
