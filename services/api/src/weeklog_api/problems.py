"""Every error leaves as `application/problem+json` (RFC 9457). Errors know their meaning; `problem_types` knows their
status and how they are explained."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Annotated, Any

import asyncpg
import orjson
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException
from starlette.responses import Response

from weeklog import errors
from weeklog.errors import Fault, WeeklogError
from weeklog_api.faults import faults_of
from weeklog_api.problem_types import NOT_STORABLE, UNEXPECTED, ProblemType, refused_with, type_of

RETRY_SECONDS = 2  # while a part we stand on is away
MOST_FAULTS = 50  # told one by one
_UNREADABLE = "There was an error parsing the body"  # as the framework says it
REALM = {"WWW-Authenticate": 'Bearer realm="weeklog"'}

_INVALID, _CONFLICT = type_of(errors.Invalid()), type_of(errors.Conflict())

_SAID = {
    400: "the body cannot be read: send JSON in UTF-8, nested at most 100 deep, with numbers of at most 4,300 digits",
    404: "there is nothing at this address: see /docs for what there is",
    405: "this address does not take this method: see the Allow header",
    408: "the body stopped coming, or came too slowly: send it again",
    413: "the body is too large: send at most 1 MiB of JSON, or 64 MiB of pages",
    500: "something went wrong on our side; nothing was saved. It has been logged",
}


# What passed every model, and is still nothing that can be stored. Its own words may hold what somebody wrote.
_REFUSED_BY_THE_DATABASE: Mapping[type[Exception], tuple[ProblemType, str]] = {
    asyncpg.DataError: (
        NOT_STORABLE,
        "holds a value that cannot be stored, such as a number or a day that is too large: correct it",
    ),
    asyncpg.ProgramLimitExceededError: (
        NOT_STORABLE,
        "holds a text that is too long to be searched: split it",
    ),
    asyncpg.CheckViolationError: (NOT_STORABLE, "breaks a rule of what can be stored"),
    asyncpg.NotNullViolationError: (NOT_STORABLE, "leaves out what must be stored"),
    asyncpg.ForeignKeyViolationError: (
        _CONFLICT,
        "names something that was removed meanwhile: read it again, then repeat",
    ),
    asyncpg.UniqueViolationError: (
        _CONFLICT,
        "is there already, or was made at the same moment: read it again, then repeat",
    ),
}


class FaultModel(BaseModel):
    field: str
    message: str


class Problem(BaseModel):
    """RFC 9457, with the faults of the input by field."""

    type: Annotated[str, Field(description="the path of a page here that explains it")]
    title: str
    status: int
    detail: Annotated[str, Field(description="what is wrong with this request, and what to do")]
    instance: str | None = None
    errors: list[FaultModel] = []


def problem(
    kind: ProblemType,
    detail: str,
    faults: Sequence[Fault] = (),
    headers: Mapping[str, str] | None = None,
    *,
    status: int | None = None,
) -> Response:
    """`status` is the type's, unless the framework has another one for it."""
    status = status or kind.status
    body = {
        "type": kind.path,
        "title": kind.title,
        "status": status,
        "detail": detail,
        "errors": [{"field": fault.field, "message": fault.message} for fault in faults[:MOST_FAULTS]],
    }
    return Response(orjson.dumps(body), status, headers, media_type="application/problem+json")


def install(app: FastAPI) -> None:
    app.add_exception_handler(WeeklogError, _raised_on_purpose)
    app.add_exception_handler(RequestValidationError, _not_valid)
    app.add_exception_handler(HTTPException, _refused)
    for kind in _REFUSED_BY_THE_DATABASE:
        app.add_exception_handler(kind, _not_storable)


def unexpected() -> Response:
    return problem(UNEXPECTED, _SAID[500])


def refusal(error: WeeklogError) -> Response:
    return problem(type_of(error), str(error), (), headers_of(error))


def status_of(error: Exception) -> int:
    return type_of(error).status


async def _raised_on_purpose(_request: Request, error: Exception) -> Response:
    kind = type_of(error)
    if isinstance(error, errors.Invalid):
        return problem(kind, _summary(error.faults), error.faults)
    faults = [_too_large(str(error))] if isinstance(error, errors.TooLarge) else []
    return problem(kind, str(error), faults, headers_of(error))


def _too_large(said: str) -> Fault:
    field, _, message = said.partition(": ")
    return Fault(field, message)


def headers_of(error: Exception) -> dict[str, str] | None:
    match error:
        case errors.NotSignedIn():
            return REALM
        case errors.TooMany():
            return {"Retry-After": str(max(1, round(error.retry_after)))}
        case errors.Unavailable():
            return {"Retry-After": str(RETRY_SECONDS)}
        case errors.Stale():
            return {"ETag": f'"{error.current}"'}
        case _:
            return None


async def _not_valid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    faults = faults_of(error, request.scope.get("route"))
    return problem(_INVALID, _summary(faults), faults)


async def _not_storable(_request: Request, error: Exception) -> Response:
    kind, said = next(
        _REFUSED_BY_THE_DATABASE[one] for one in type(error).__mro__ if one in _REFUSED_BY_THE_DATABASE
    )
    rule = getattr(error, "constraint_name", None)
    detail = f"the request {said} (rule {rule!r})" if rule else f"the request {said}"
    return problem(kind, detail, [Fault("", detail)] if kind is NOT_STORABLE else [])


async def _refused(_request: Request, error: Exception) -> Response:
    """What the framework refuses: no such route, wrong method, a body that is too large or cannot be read."""
    assert isinstance(error, HTTPException)
    is_ours = error.status_code == HTTPStatus.BAD_REQUEST and error.detail != _UNREADABLE
    detail: Any = error.detail if is_ours else _SAID.get(error.status_code, error.detail)
    faults = [Fault("body", str(detail))] if error.status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE else []
    kind = refused_with(error.status_code)
    return problem(kind, str(detail), faults, error.headers, status=error.status_code)


def _summary(faults: Sequence[Fault]) -> str:
    first = f"{faults[0].field}: {faults[0].message}" if faults[0].field else faults[0].message
    return first if len(faults) == 1 else f"{first} (and {len(faults) - 1} more, see `errors`)"
