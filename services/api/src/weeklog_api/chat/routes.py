from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from starlette.responses import Response

from weeklog_api.chat import service
from weeklog_api.chat.schemas import (
    Asked,
    Conversation,
    ConversationFilters,
    ConversationNew,
    ConversationWithMessages,
    MessageNew,
    Reply,
)
from weeklog_api.dependencies import CurrentIdentity, Work
from weeklog_api.idempotency import Once
from weeklog_api.schemas import Items

router = APIRouter(prefix="/v1", tags=["chat"])


@router.post("/conversations", status_code=201, response_model=Conversation)
async def open_conversation(
    identity: CurrentIdentity, work: Work, once: Once, new: ConversationNew | None = None
) -> Response:
    if once.answered is not None:
        return once.answered
    opened = await service.open_conversation(work, identity, new.title if new else "")
    return await once.remember(Response(opened.model_dump_json(), 201, media_type="application/json"))


@router.get("/conversations")
async def list_conversations(
    filters: Annotated[ConversationFilters, Query()], identity: CurrentIdentity, work: Work
) -> Items[Conversation]:
    """The one last spoken in first."""
    return await service.conversations(work, identity, filters)


@router.get("/conversations/{conversation_id}")
async def read_conversation(conversation_id: UUID, work: Work) -> ConversationWithMessages:
    return await service.read_conversation(work, conversation_id)


@router.post("/conversations/{conversation_id}/messages", status_code=202, response_model=Asked)
async def ask(conversation_id: UUID, new: MessageNew, work: Work, once: Once) -> Response:
    """Accepted means saved: the reply will come to an end. Follow it on the stream `reply:<id>`, or read it later."""
    if once.answered is not None:
        return once.answered
    asked = await service.ask(work, conversation_id, new.text)
    return await once.remember(Response(asked.model_dump_json(), 202, media_type="application/json"))


@router.get("/replies/{reply_id}")
async def read_reply(reply_id: UUID, work: Work) -> Reply:
    return await service.read_reply(work, reply_id)


@router.post("/replies/{reply_id}/stop", status_code=202)
async def stop_reply(reply_id: UUID, work: Work) -> Reply:
    """Ends the reply and the call to the language model; what was written so far is kept."""
    return await service.stop_reply(work, reply_id)
