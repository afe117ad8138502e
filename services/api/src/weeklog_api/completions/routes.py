"""The assistant as chat front ends know any model: `/v1/chat/completions` and `/v1/models`."""

from collections.abc import Callable, Coroutine
from typing import Any

import orjson
from fastapi import APIRouter, Request
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException
from starlette.responses import Response, StreamingResponse

from weeklog.errors import WeeklogError
from weeklog_api.completions import answers, refusals, unsupported
from weeklog_api.completions.schemas import MODEL, CompletionNew, Model, Models, Refusal
from weeklog_api.completions.service import Completions
from weeklog_api.dependencies import CurrentIdentity
from weeklog_api.origins import public_address
from weeklog_api.parts import parts_of
from weeklog_api.rights import needs
from weeklog_api.usage.service import check_limits


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


_REFUSED: dict[int | str, dict[str, Any]] = {
    "4XX": {"model": Refusal, "description": "Refused, in the form of OpenAI's API"},
    "5XX": {"model": Refusal, "description": "No answer came: the language model failed, or a part is away"},
}
_ANSWERS: dict[int | str, dict[str, Any]] = {
    200: {"content": {"application/json": {}, "text/event-stream": {}}}  # by `stream`
}
router = APIRouter(tags=["OpenAI-compatible"], route_class=OpenAiRoute, responses=_REFUSED)


@router.get("/v1/models")
@router.get("/v1/models/", include_in_schema=False)
@needs("read", refuse=refusals.on_purpose)
async def list_models(_: CurrentIdentity) -> Models:
    return Models(data=[Model(id=MODEL)])


@router.get("/v1/models/{model:path}", response_model=Model)
@needs("read", refuse=refusals.on_purpose)
async def read_model(model: str, _: CurrentIdentity) -> Model | Response:
    return Model(id=MODEL) if model == MODEL else _no_such(model)


@router.post("/v1/chat/completions", response_model=None, responses=_ANSWERS)
@needs("read", "write", refuse=refusals.on_purpose)
async def complete(request: Request, new: CompletionNew, identity: CurrentIdentity) -> Response:
    """Answers from your own weeks, streamed or whole, as any model would; citations come as annotations.

    Instructions in `system` messages are let be: the assistant has its own. A conversation that is sent back with
    the answer that was given goes on as one conversation, which the page shows too. Closing the connection stops
    the reply.
    """
    if new.model != MODEL:
        return _no_such(new.model)
    parts = parts_of(request)
    await check_limits(parts.system_database, identity, parts.settings.clock)
    completions = Completions(parts.store, parts.hub, public_address(request).rstrip("/"))
    reply_id = await completions.ask(identity, new.messages)
    if new.stream:
        stream = completions.stream(identity, reply_id, wants_usage=new.wants_usage)
        headers = {"Cache-Control": "no-store, no-transform", "X-Accel-Buffering": "no"}
        return StreamingResponse(stream, media_type="text/event-stream", headers=headers)
    reply = await completions.whole(identity, reply_id, request.is_disconnected)
    if reply["state"] == "failed":
        return refusals.refused(502, str(reply["error"]), kind="server_error")
    return Response(
        orjson.dumps(answers.completion(reply, completions.base_url)), media_type="application/json"
    )


def _no_such(model: str) -> Response:
    said = f"there is no model {model!r} here: there is {MODEL!r}"
    return refusals.refused(404, said, param="model", code="model_not_found")


router.include_router(unsupported.router)
