"""The assistant by OpenAI's newer API: `/v1/responses`."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from weeklog.errors import NotFound
from weeklog_api.completions import refusals
from weeklog_api.completions.schemas import MODEL
from weeklog_api.completions.serving import ANSWERS, REFUSED, Asked, OpenAiRoute, no_such_model
from weeklog_api.dependencies import CurrentIdentity
from weeklog_api.responses.answers import Events
from weeklog_api.responses.schemas import ResponseNew, reply_of
from weeklog_api.rights import needs, public

router = APIRouter(tags=["OpenAI-compatible"], route_class=OpenAiRoute, responses=REFUSED)


@router.post("/v1/responses", response_model=None, responses=ANSWERS)
@needs("read", "write", refuse=refusals.on_purpose)
async def respond(request: Request, new: ResponseNew, identity: CurrentIdentity) -> Response:
    """Answers from your own weeks, streamed as events or whole; citations come as annotations.

    `instructions` are let be: the assistant has its own. `previous_response_id` goes on from an answer, in its
    conversation, which the page shows too. Closing the connection stops the reply.
    """
    if new.model != MODEL:
        return no_such_model(new.model)
    asked, follows = Asked(request, identity), new.previous_response_id
    reply_id = await asked.ask(new.input, "input", follows)
    form = Events(reply_id, asked.base_url, new.shape, new.format, follows)
    return await asked.answer(reply_id, form, stream=new.stream)


@router.get("/v1/responses/{response_id}", response_model=None)
@needs("read", refuse=refusals.on_purpose)
async def read_response(request: Request, response_id: str, identity: CurrentIdentity) -> Response:
    """An answer as it is stored."""
    asked, reply_id = Asked(request, identity), reply_of(response_id)
    if reply_id is None:
        raise NotFound("response")
    return asked.told(Events(reply_id, asked.base_url), await asked.stored(reply_id))


@router.api_route("/v1/responses/{response_id}", methods=["DELETE"], include_in_schema=False)
@router.api_route("/v1/responses/{response_id}/{rest:path}", methods=["GET", "POST"], include_in_schema=False)
@public
async def unsupported() -> Response:
    said = "an answer belongs to its conversation: read or delete that by /v1/conversations"
    return refusals.refused(404, said, code="unknown_url")
