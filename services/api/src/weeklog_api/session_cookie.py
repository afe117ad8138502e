"""The cookie that signs a browser in. Cookies know no ports, so each installation on a host has a name of its own."""

import hashlib

from starlette.requests import HTTPConnection, Request
from starlette.responses import Response

from weeklog_api.origins import is_secure
from weeklog_api.parts import parts_of
from weeklog_api.settings import ApiSettings

OLD_NAME = "weeklog_session"  # of all installations, until each had its own


def session_of(connection: HTTPConnection) -> str | None:
    """The secret that a browser sent."""
    cookies = connection.cookies
    return cookies.get(_name(connection)) or cookies.get(OLD_NAME)


def remember_session(request: Request, response: Response, secret: str, settings: ApiSettings) -> None:
    response.set_cookie(
        _name(request),
        secret,
        max_age=int(settings.session_lifetime.total_seconds()),
        path="/",
        secure=is_secure(request),
        httponly=True,
        samesite="strict",
    )
    if OLD_NAME in request.cookies:
        response.delete_cookie(OLD_NAME, path="/", httponly=True, samesite="strict")


def forget_session(request: Request, response: Response) -> None:
    for name in {_name(request), OLD_NAME} & {_name(request), *request.cookies}:
        response.delete_cookie(name, path="/", secure=is_secure(request), httponly=True, samesite="strict")


def _name(connection: HTTPConnection) -> str:
    """`__Host-`: a browser takes such a cookie from this host alone, over TLS alone."""
    key = parts_of(connection).settings.secret_key.get_secret_value()
    instance = hashlib.sha256(f"session cookie {key}".encode()).hexdigest()[:8]
    return f"{'__Host-' if is_secure(connection) else ''}{OLD_NAME}_{instance}"
