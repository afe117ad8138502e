"""`Idempotency-Key`: a request that is repeated with its key is answered as the first time, and done once.

The key's row is written in the transaction of the request. Of two at once, the second waits for the first to commit.
"""

import hashlib
import inspect
import re
from collections.abc import Awaitable, Callable
from functools import partial, wraps
from typing import Annotated, Any, TypeVar, cast

from fastapi import Depends, Header, Request
from pydantic import BaseModel
from starlette.responses import Response

from weeklog.db.idempotency import claim_key, find_key, keep_answer
from weeklog.errors import Conflict, Invalid
from weeklog.unit_of_work import UnitOfWork
from weeklog_api.dependencies import Work

Make = Callable[[], Awaitable[Response | BaseModel]]
E = TypeVar("E", bound=Callable[..., Awaitable[Response | BaseModel]])

KEY = "idempotency-key"
MOST_KEY = 200  # characters
KEY_DESCRIPTION = (
    "1 to 200 visible characters, new for every new request; a repeat is answered as the first time"
)
KEY_PARAMETER: dict[str, Any] = {
    "parameters": [
        {
            "name": "Idempotency-Key",
            "in": "header",
            "required": False,
            "schema": {"type": "string", "maxLength": MOST_KEY},
            "description": KEY_DESCRIPTION,
        }
    ]
}
_KEPT_HEADERS = ("etag", "location")


async def _request(request: Request) -> Request:
    return request


_AnyRequest = Annotated[Request, Depends(_request)]  # besides the one that the endpoint may ask for
_Sent = Annotated[
    str | None, Header(alias="Idempotency-Key", description=KEY_DESCRIPTION, max_length=MOST_KEY)
]


def idempotent(*, secret: bool = False) -> Callable[[E], E]:
    """For an endpoint that makes something. What holds a `secret` is shown once and not kept: a repeat is told so.

    The unit of work in which the key is kept is begun before any other, so that what was made is committed before
    its key.
    """

    def wrap(endpoint: E) -> E:
        @wraps(endpoint, assigned=("__module__", "__name__", "__qualname__", "__doc__"))
        async def once(
            key_request: _AnyRequest, key_work: Work, sent_key: _Sent = None, **values: Any
        ) -> Response:
            del sent_key  # declared for the description of the API; `answer_once` reads the header itself
            return await answer_once(key_request, key_work, partial(endpoint, **values), secret=secret)

        _take_also(once, endpoint)
        return cast(E, once)  # FastAPI goes by the signature, which `_take_also` has joined

    return wrap


async def answer_once(request: Request, work: UnitOfWork, make: Make, *, secret: bool = False) -> Response:
    key = request.headers.get(KEY)
    if key is None:
        return _response(request, await make())
    if not re.fullmatch(r"[!-~]{1,200}", key):
        raise Invalid.field("Idempotency-Key", "must be 1 to 200 visible ASCII characters, such as a UUID")
    asked = hashlib.sha256(f"{request.method} {request.url.path}\n".encode() + await request.body()).digest()
    values = {"person_id": work.person_id, "key": key}
    if await work.value(claim_key, **values, request_hash=asked) is None:
        return await _repeated(work, values, asked)
    answer = _response(request, await make())
    kept: dict[str, Any] = {
        "body": None if secret else bytes(answer.body).decode(),
        "headers": {name: answer.headers[name] for name in _KEPT_HEADERS if name in answer.headers},
    }
    await work.run(keep_answer, **values, status=answer.status_code, response=kept)
    return answer


async def _repeated(work: UnitOfWork, values: dict[str, Any], asked: bytes) -> Response:
    kept = await work.one(find_key, **values)
    if kept is None:
        raise Conflict("the key was given up a moment ago: send the request again")
    if kept.request_hash != asked:
        raise Invalid.field(
            "Idempotency-Key", "was used for another request: make a new key for each new request"
        )
    response = kept.response
    if response["body"] is None:
        raise Conflict(
            "this was done the first time, and its answer held a secret that is shown only once: where that was lost, "
            "delete what was made, and make another with a new Idempotency-Key"
        )
    answer = Response(response["body"], kept.status, response["headers"], media_type="application/json")
    answer.headers["Idempotency-Replayed"] = "true"
    return answer


def _response(request: Request, made: Response | BaseModel) -> Response:
    if isinstance(made, Response):
        return made
    status = request.scope["route"].status_code or 200
    return Response(made.model_dump_json(), status, media_type="application/json")


def _take_also(wrapper: Callable[..., Any], endpoint: Callable[..., Any]) -> None:
    """Gives `wrapper` its own parameters, then those of `endpoint`."""
    own = list(inspect.signature(wrapper, follow_wrapped=False).parameters.values())[:-1]  # without **values
    its = inspect.signature(endpoint)
    both = [one.replace(kind=inspect.Parameter.KEYWORD_ONLY) for one in (*own, *its.parameters.values())]
    function: Any = wrapper
    del function.__wrapped__  # else FastAPI would read the signature of that
    function.__signature__ = its.replace(parameters=both)  # read by `inspect`
