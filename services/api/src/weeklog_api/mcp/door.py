"""Before the MCP server: from where a request comes, who sends it, and whether it is a message at all.

What is refused here is refused in words that an editor shows to a person, and costs no server.
"""

import re
from collections.abc import Mapping

import orjson
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from weeklog.errors import NotSignedIn, TooMany, Unavailable, WeeklogError
from weeklog.json_values import is_object
from weeklog_api.identity import Identity
from weeklog_api.origins import is_own
from weeklog_api.parts import parts_of
from weeklog_api.problems import REALM, headers_of, status_of
from weeklog_api.request_rates import take, telling

PARSE_ERROR, INVALID_REQUEST = -32700, -32600  # of JSON-RPC
AWAY, NO_TOKEN, LIMITED = -32000, -32001, -32002  # our own, from the range that is left to servers
_CODES: Mapping[type[WeeklogError], int] = {Unavailable: AWAY, TooMany: LIMITED}
_THIS_MACHINE = ("127.0.0.1", "::1", "[::1]", "localhost")
_ANSWERS = b"application/json, text/event-stream"
_SIGN_IN = "send a personal token as `Authorization: Bearer wl_pat_...`: make one with `weeklog token create`"


class _NoToken(NotSignedIn):
    pass


class Door:
    """An ASGI application."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        if (
            request.headers.get("accept", "*/*") == "*/*"
        ):  # whoever names nothing takes anything (RFC 9110 12.5.1)
            scope["headers"] = [*scope["headers"], (b"accept", _ANSWERS)]
        try:
            answer = _check_origin(request)
            if answer is None:
                limits = parts_of(request).request_rates.limits_of(await _identity(request))
                send = telling(send, limits) if limits else send
                take(limits)
                answer = _check_method(request)
            if answer is None:
                body = await request.body()
                receive = _again(body, receive)
                answer = _check_message(body)
        except ClientDisconnect:
            return
        except HTTPException as error:
            answer = _refused(error.status_code, INVALID_REQUEST, "the body is too large: send at most 1 MiB")
        except WeeklogError as error:
            answer = _on_purpose(error)
        await (answer or self._app)(scope, receive, send)


async def _identity(request: Request) -> Identity:
    """The server reads it once more: by then it is known. Raises NotSignedIn."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer":
        raise _NoToken(_SIGN_IN)
    identity: Identity = await parts_of(request).identities.of_token(token.strip())
    return identity


def _on_purpose(error: WeeklogError) -> Response:
    """With `retry_after` (seconds) in the message, too: an agent sees no header."""
    headers = headers_of(error) or {}
    if isinstance(error, NotSignedIn) and not isinstance(error, _NoToken):
        told = f'{REALM["WWW-Authenticate"]}, error="invalid_token", error_description="{error}"'
        headers = {"WWW-Authenticate": told}
    after = int(headers["Retry-After"]) if "Retry-After" in headers else None
    return _refused(status_of(error), _CODES.get(type(error), NO_TOKEN), str(error), headers, after)


def _check_origin(request: Request) -> Response | None:
    """No page of another site: the specification asks for it. What is no page (an editor) has no such origin."""
    origin = request.headers.get("origin")
    if origin is None or (origin != "null" and not origin.lower().startswith(("http://", "https://"))):
        return None
    if is_own(request, origin) and not _is_rebound(request):
        return None
    return _refused(403, INVALID_REQUEST, "a page of another site may not use this: leave out the Origin")


def _is_rebound(request: Request) -> bool:
    """A site that lets its name mean this machine: reached without a proxy, and yet by a name from elsewhere."""
    server = request.scope.get("server") or ("", 0)
    name = re.sub(r":\d+$", "", request.headers.get("host", ""))
    proxied = "x-forwarded-for" in request.headers or "forwarded" in request.headers
    return server[0] in _THIS_MACHINE and name not in _THIS_MACHINE and not proxied


def _check_method(request: Request) -> Response | None:
    if request.method != "POST":
        said = "there are no sessions and no stream of their own here: POST each message"
        return _refused(405, INVALID_REQUEST, said, {"Allow": "POST"})
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        return _refused(415, INVALID_REQUEST, "send JSON, with `Content-Type: application/json`")
    return None


def _check_message(body: bytes) -> Response | None:
    try:
        message = orjson.loads(body)
    except orjson.JSONDecodeError:
        return _refused(400, PARSE_ERROR, "the body is not JSON: check it, and send it in UTF-8")
    if isinstance(message, list):
        said = "send each message in a request of its own: batches are not taken"
        return _refused(400, INVALID_REQUEST, said)
    if not is_object(message) or message.get("jsonrpc") != "2.0":
        said = 'this is no message of JSON-RPC: send an object with "jsonrpc": "2.0"'
        return _refused(400, INVALID_REQUEST, said)
    return None


def _refused(
    status: int, code: int, said: str, headers: dict[str, str] | None = None, retry_after: int | None = None
) -> Response:
    """Also with a 401: clients look for an answer to their message, and show a mere status where there is none."""
    data = {} if retry_after is None else {"data": {"retry_after": retry_after}}
    body = {"jsonrpc": "2.0", "id": None, "error": {"code": code, "message": said, **data}}
    return Response(orjson.dumps(body), status, headers, media_type="application/json")


def _again(body: bytes, receive: Receive) -> Receive:
    """The body once more; whatever comes after it comes from the connection."""
    rest: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive_on() -> Message:
        return rest.pop() if rest else await receive()

    return receive_on
