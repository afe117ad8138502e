"""What is refused, in the form in which clients of this kind look for it: `error.message`, `type`, `param`, `code`.

Some go by these words: an exception for a bad token, another for a text that is too long, whether to ask once more.
"""

from collections.abc import Mapping
from http import HTTPStatus

import orjson
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from weeklog.errors import Fault, Invalid, NotAllowed, NotSignedIn, TooMany, Unavailable, WeeklogError
from weeklog_api.completions.answers import error as body_of
from weeklog_api.faults import faults_of
from weeklog_api.problems import headers_of, status_of

KIND = "invalid_request_error"
# By class: type and code. Of a bad token some clients make the right exception by the type alone.
_KINDS: Mapping[type[WeeklogError], tuple[str, str | None]] = {
    NotSignedIn: ("authentication_error", "invalid_api_key"),
    NotAllowed: ("permission_error", "insufficient_permissions"),
    TooMany: ("insufficient_quota", "insufficient_quota"),  # the limits of a day or a month
    Unavailable: ("server_error", None),
}
_AGAIN = frozenset({503})  # what may go well in a moment; the rest would only be asked, and kept, once more


class TooLong(Invalid):
    """A question that is longer than one may be."""


class NotBefore(Invalid):
    """An answer to go on from that is none of theirs."""


_CODES: Mapping[type[WeeklogError], str] = {
    TooLong: "context_length_exceeded",
    NotBefore: "previous_response_not_found",
}


def refused(
    status: int,
    message: str,
    *,
    kind: str = KIND,
    param: str | None = None,
    code: str | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    told = {"x-should-retry": "true" if status in _AGAIN else "false"}
    body = orjson.dumps(body_of(message, kind, param or None, code))
    return Response(body, status, told | dict(headers or {}), media_type="application/json")


def on_purpose(error: WeeklogError) -> Response:
    if isinstance(error, Invalid):
        return _of_fault(error.faults[0], _CODES.get(type(error)))
    kind, code = next((_KINDS[one] for one in type(error).__mro__ if one in _KINDS), (KIND, None))
    return refused(status_of(error), str(error), kind=kind, code=code, headers=headers_of(error))


def not_valid(error: RequestValidationError, route: object) -> Response:
    return _of_fault(faults_of(error, route)[0])


def by_framework(error: HTTPException) -> Response:
    too_large = "the body is too large: send at most 1 MiB, such as the last messages alone"
    said = too_large if error.status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE else str(error.detail)
    return refused(error.status_code, said, headers=error.headers)


def _of_fault(fault: Fault, code: str | None = None) -> Response:
    return refused(400, f"{fault.field}: {fault.message}".removeprefix(": "), param=fault.field, code=code)
