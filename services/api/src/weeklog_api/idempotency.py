"""`Idempotency-Key`: a request that is repeated with its key is answered as the first time, and done once.

The key's row is written in the transaction of the request. Of two at once, the second waits for the first to commit.
"""

import hashlib
import re
from typing import Annotated, Any

from fastapi import Depends, Header, Request
from pydantic import BaseModel
from starlette.responses import Response

from weeklog.db.idempotency import claim_key, find_key, keep_answer
from weeklog.errors import Conflict, Invalid
from weeklog.unit_of_work import UnitOfWork
from weeklog_api.dependencies import Work

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


class Remembered:
    """`answered` is the first time's answer, when there was one."""

    def __init__(self, work: UnitOfWork, key: str | None, answered: Response | None) -> None:
        self._work, self._key, self.answered = work, key, answered

    async def answer(self, made: BaseModel, status: int = 200, *, secret: bool = False) -> Response:
        return await self.remember(
            Response(made.model_dump_json(), status, media_type="application/json"), secret=secret
        )

    async def remember(self, answer: Response, *, secret: bool = False) -> Response:
        """What holds a `secret` is shown once and not kept: a repeat is told so, and does nothing."""
        if self._key is not None:
            kept: dict[str, Any] = {
                "body": None if secret else bytes(answer.body).decode(),
                "headers": {name: answer.headers[name] for name in _KEPT_HEADERS if name in answer.headers},
            }
            await self._work.run(
                keep_answer,
                person_id=self._work.person_id,
                key=self._key,
                status=answer.status_code,
                response=kept,
            )
        return answer


async def claim(request: Request, work: UnitOfWork) -> Remembered:
    key = request.headers.get(KEY)
    if key is None:
        return Remembered(work, None, None)
    if not re.fullmatch(r"[!-~]{1,200}", key):
        raise Invalid.field("Idempotency-Key", "must be 1 to 200 visible ASCII characters, such as a UUID")
    asked = hashlib.sha256(f"{request.method} {request.url.path}\n".encode() + await request.body()).digest()
    values = {"person_id": work.person_id, "key": key}
    if await work.value(claim_key, **values, request_hash=asked) is not None:
        return Remembered(work, key, None)
    kept = await work.one(find_key, **values)
    if kept is None:
        raise Conflict("the key was given up a moment ago: send the request again")
    if kept["request_hash"] != asked:
        raise Invalid.field(
            "Idempotency-Key", "was used for another request: make a new key for each new request"
        )
    response = kept["response"]
    if response["body"] is None:
        raise Conflict(
            "this was done the first time, and its answer held a secret that is shown only once: where that was lost, "
            "delete what was made, and make another with a new Idempotency-Key"
        )
    answer = Response(response["body"], kept["status"], response["headers"], media_type="application/json")
    answer.headers["Idempotency-Replayed"] = "true"
    return Remembered(work, None, answer)


async def _once(
    request: Request,
    work: Work,
    _key: Annotated[
        str | None, Header(alias="Idempotency-Key", description=KEY_DESCRIPTION, max_length=MOST_KEY)
    ] = None,
) -> Remembered:
    return await claim(request, work)


Once = Annotated[Remembered, Depends(_once)]
