"""What the routes of OpenAI's APIs share: how they ask, answer and refuse."""

from collections.abc import Callable, Coroutine, Mapping, Sequence
from typing import Any
from uuid import UUID

import orjson
from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException
from starlette.responses import Response, StreamingResponse

from weeklog.errors import WeeklogError
from weeklog_api.completions import refusals
from weeklog_api.completions.schemas import MODEL, Refusal, SentMessage
from weeklog_api.completions.service import Completions, Form
from weeklog_api.identity import Identity
from weeklog_api.origins import public_address
from weeklog_api.parts import parts_of
from weeklog_api.usage.service import check_limits

_STREAMED = {"Cache-Control": "no-store, no-transform", "X-Accel-Buffering": "no"}

REFUSED: dict[int | str, dict[str, Any]] = {
    "4XX": {"model": Refusal, "description": "Refused, in the form of OpenAI's API"},
    "5XX": {"model": Refusal, "description": "No answer came: the language model failed, or a part is away"},
}
ANSWERS: dict[int | str, dict[str, Any]] = {
    200: {"content": {"application/json": {}, "text/event-stream": {}}}  # by `stream`
}


class OpenAiRoute(APIRoute):
    """Refuses in the form that clients of this kind look for."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def answer(request: Request) -> Response:
            try:
                return await handle(request)
            except WeeklogError as error:
                return refusals.on_purpose(error)
            except RequestValidationError as error:
                return refusals.not_valid(error, request.scope.get("route"))
            except HTTPException as error:
                return refusals.by_framework(error)

        return answer


class Asked:
    """A question on its way to the assistant."""

    def __init__(self, request: Request, identity: Identity) -> None:
        self._request, self._identity = request, identity
        self._parts = parts_of(request)
        self.base_url = public_address(request).rstrip("/")
        self._completions = Completions(self._parts.store, self._parts.hub, self.base_url)

    async def ask(self, messages: Sequence[SentMessage], field: str, after: UUID | None = None) -> UUID:
        """The id of the reply to come."""
        await check_limits(self._parts.system_database, self._identity, self._parts.settings.clock)
        return await self._completions.ask(self._identity, messages, field, after)

    async def answer(self, reply_id: UUID, form: Form, *, stream: bool) -> Response:
        if stream:
            frames = self._completions.stream(self._identity, reply_id, form)
            return StreamingResponse(frames, media_type="text/event-stream", headers=_STREAMED)
        gone = self._request.is_disconnected
        reply = await self._completions.whole(self._identity, reply_id, gone)
        if reply["state"] == "failed":
            return refusals.refused(502, str(reply["error"]), kind="server_error")
        return self.told(form, reply)

    def told(self, form: Form, reply: Mapping[str, Any]) -> Response:
        return Response(orjson.dumps(form.whole(reply)), media_type="application/json")

    async def stored(self, reply_id: UUID) -> dict[str, Any]:
        """Raises NotFound."""
        return await self._completions.read(self._identity, reply_id)


def no_such_model(model: str) -> Response:
    said = f"there is no model {model!r} here: there is {MODEL!r}"
    return refusals.refused(404, said, param="model", code="model_not_found")
