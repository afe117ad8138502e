"""The assistant as chat front ends know any model: `/v1/chat/completions` and `/v1/models`."""

from collections.abc import Callable, Coroutine
from typing import Any

import orjson
from fastapi import APIRouter, Request
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from starlette.responses import Response, StreamingResponse

from weeklog.errors import NotFound, WeeklogError
from weeklog_api.completions import answers
from weeklog_api.completions.schemas import MODEL, CompletionNew, Model, Models
from weeklog_api.completions.service import Completions
from weeklog_api.dependencies import CurrentIdentity
from weeklog_api.faults import faults_of
from weeklog_api.problems import headers_of, status_of
from weeklog_api.usage.service import check_limits


class OpenAiRoute(APIRoute):
    """Clients of this kind look for `error.message`."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def answer(request: Request) -> Response:
            try:
                return await handle(request)
            except WeeklogError as error:
                return _failed(status_of(error), str(error), headers=headers_of(error))
            except RequestValidationError as error:
                fault = faults_of(error, request.scope.get("route"))[0]
                return _failed(400, f"{fault.field}: {fault.message}".lstrip(": "), param=fault.field)

        return answer


router = APIRouter(prefix="/v1", tags=["OpenAI-compatible"], route_class=OpenAiRoute)


@router.get("/models")
async def list_models(_: CurrentIdentity) -> Models:
    return Models(data=[Model(id=MODEL)])


@router.get("/models/{model}")
async def read_model(model: str, _: CurrentIdentity) -> Model:
    if model != MODEL:
        raise NotFound(f"model: there is {MODEL!r}")
    return Model(id=MODEL)


@router.post("/chat/completions", response_model=None)
async def complete(request: Request, new: CompletionNew, identity: CurrentIdentity) -> Response:
    """Answers from your own weeks, streamed or whole, as any model would; citations come as annotations.

    Instructions in `system` messages are let be: the assistant has its own. A conversation that is sent back with the answer
    that was given goes on as one conversation, which the page shows too. Closing the connection stops the reply.
    """
    if new.model != MODEL:
        raise NotFound(f"model as {new.model!r}: there is {MODEL!r}")
    state = request.app.state
    await check_limits(state.system_database, identity, state.settings.clock)
    completions = Completions(state.store, state.hub, str(request.base_url).rstrip("/"))
    reply_id = await completions.ask(identity, new.messages)
    if new.stream:
        stream = completions.stream(identity, reply_id, wants_usage=new.wants_usage)
        headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        return StreamingResponse(stream, media_type="text/event-stream", headers=headers)
    reply = await completions.whole(identity, reply_id, request.is_disconnected)
    if reply["state"] == "failed":
        return _failed(502, str(reply["error"]), kind="server_error")
    return Response(
        orjson.dumps(answers.completion(reply, completions.base_url)), media_type="application/json"
    )


def _failed(
    status: int,
    message: str,
    *,
    param: str | None = None,
    headers: dict[str, str] | None = None,
    kind: str = "invalid_request_error",
) -> Response:
    body = answers.error(message, kind, param)
    return Response(orjson.dumps(body), status, headers, media_type="application/json")
