from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

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
from weeklog_api.schemas import Items

router = APIRouter(prefix="/v1", tags=["chat"])


@router.post("/conversations", status_code=201)
async def open_conversation(
    identity: CurrentIdentity, work: Work, new: ConversationNew | None = None
) -> Conversation:
    return await service.open_conversation(work, identity, new.title if new else "")


@router.get("/conversations")
async def list_conversations(
    filters: Annotated[ConversationFilters, Query()], identity: CurrentIdentity, work: Work
) -> Items[Conversation]:
    """The one last spoken in first."""
    return await service.conversations(work, identity, filters)


@router.get("/conversations/{conversation_id}")
async def read_conversation(conversation_id: UUID, work: Work) -> ConversationWithMessages:
    return await service.read_conversation(work, conversation_id)


@router.post("/conversations/{conversation_id}/messages", status_code=202)
async def ask(conversation_id: UUID, new: MessageNew, work: Work) -> Asked:
    """Accepted means saved: the reply will come to an end. Follow it on the stream `reply:<id>`, or read it later."""
    return await service.ask(work, conversation_id, new.text)


@router.get("/replies/{reply_id}")
async def read_reply(reply_id: UUID, work: Work) -> Reply:
    return await service.read_reply(work, reply_id)


@router.post("/replies/{reply_id}/stop", status_code=202)
async def stop_reply(reply_id: UUID, work: Work) -> Reply:
    """Ends the reply and the call to the language model; what was written so far is kept."""
    return await service.stop_reply(work, reply_id)
