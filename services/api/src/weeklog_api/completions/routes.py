"""The assistant as chat front ends know any model: `/v1/chat/completions` and `/v1/models`."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from weeklog_api.completions import refusals, unsupported
from weeklog_api.completions.answers import Chunks
from weeklog_api.completions.schemas import MODEL, CompletionNew, Model, Models
from weeklog_api.completions.serving import ANSWERS, REFUSED, Asked, OpenAiRoute, no_such_model
from weeklog_api.dependencies import CurrentIdentity
from weeklog_api.rights import needs

router = APIRouter(tags=["OpenAI-compatible"], route_class=OpenAiRoute, responses=REFUSED)


@router.get("/v1/models")
@router.get("/v1/models/", include_in_schema=False)
@needs("read", refuse=refusals.on_purpose)
async def list_models(_: CurrentIdentity) -> Models:
    return Models(data=[Model(id=MODEL)])


@router.get("/v1/models/{model:path}", response_model=Model)
@needs("read", refuse=refusals.on_purpose)
async def read_model(model: str, _: CurrentIdentity) -> Model | Response:
    return Model(id=MODEL) if model == MODEL else no_such_model(model)


@router.post("/v1/chat/completions", response_model=None, responses=ANSWERS)
@needs("read", "write", refuse=refusals.on_purpose)
async def complete(request: Request, new: CompletionNew, identity: CurrentIdentity) -> Response:
    """Answers from your own weeks, streamed or whole, as any model would; citations come as annotations.

    Instructions in `system` messages are let be: the assistant has its own. A conversation that is sent back with
    the answer that was given goes on as one conversation, which the page shows too. Closing the connection stops
    the reply.
    """
    if new.model != MODEL:
        return no_such_model(new.model)
    asked = Asked(request, identity)
    reply_id = await asked.ask(new.messages, "messages")
    form = Chunks(reply_id, asked.base_url, new.shape, new.wants_usage)
    return await asked.answer(reply_id, form, stream=new.stream)


router.include_router(unsupported.router)
