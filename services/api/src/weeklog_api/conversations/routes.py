from functools import partial
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from weeklog_api.conversations import service
from weeklog_api.conversations.schemas import (
    Asked,
    Conversation,
    ConversationFilters,
    ConversationNew,
    ConversationPatch,
    ConversationWithMessages,
    Feedback,
    MessageAgain,
    MessageNew,
    Reply,
)
from weeklog_api.dependencies import CurrentIdentity, CurrentSettings, SystemDatabase, Work
from weeklog_api.fast_path import fast
from weeklog_api.idempotency import KEY, KEY_PARAMETER, answer_once, idempotent
from weeklog_api.parts import parts_of
from weeklog_api.rights import needs
from weeklog_api.schemas import Items
from weeklog_api.usage.service import check_limits

router = APIRouter(prefix="/v1", tags=["chat"])


async def _check_limits(
    identity: CurrentIdentity, database: SystemDatabase, settings: CurrentSettings
) -> None:
    await check_limits(database, identity, settings.clock)


WithinLimits = Annotated[None, Depends(_check_limits)]


@router.post("/conversations", status_code=201)
@needs("write")
@idempotent()
async def open_conversation(
    identity: CurrentIdentity, work: Work, new: ConversationNew | None = None
) -> Conversation:
    return await service.open_conversation(work, identity, new or ConversationNew())


@router.get("/conversations")
@needs("read")
async def list_conversations(
    filters: Annotated[ConversationFilters, Query()], identity: CurrentIdentity, work: Work
) -> Items[Conversation]:
    """The one last spoken in first."""
    return await service.conversations(work, identity, filters)


@router.get("/conversations/{conversation_id}")
@needs("read")
async def read_conversation(
    conversation_id: UUID,
    work: Work,
    through: Annotated[
        UUID | None, Query(description="a message: shows the branch that goes through it")
    ] = None,
) -> ConversationWithMessages:
    """One branch of it: the one last spoken in, unless another is asked for."""
    return await service.read_conversation(work, conversation_id, through)


@router.patch("/conversations/{conversation_id}")
@needs("write")
async def rename_conversation(conversation_id: UUID, patch: ConversationPatch, work: Work) -> Conversation:
    return await service.rename(work, conversation_id, patch.title)


@router.delete("/conversations/{conversation_id}", status_code=204)
@needs("write")
async def drop_conversation(conversation_id: UUID, work: Work) -> None:
    """With all that was said in it; what is still being answered is stopped."""
    await service.drop_conversation(work, conversation_id)


@router.post(
    "/conversations/{conversation_id}/messages",
    status_code=202,
    response_model=Asked,
    openapi_extra=KEY_PARAMETER,
)
@needs("write")
@fast
async def ask(
    request: Request, conversation_id: UUID, new: MessageNew, identity: CurrentIdentity
) -> Response:
    """Accepted means saved: the reply will come to an end. Follow it on the stream `reply:<id>`, or read it later."""
    parts = parts_of(request)
    await check_limits(parts.system_database, identity, parts.settings.clock)
    if new.follows is None and request.headers.get(KEY) is None:
        asked = await service.ask_alone(parts.store, identity, conversation_id, new.text)
        parts.tickets.asked(identity.person_id, asked.reply.id)
        return _accepted(asked)
    async with parts.store.begin(identity.person_id) as work:
        ask = partial(service.ask, work, identity, conversation_id, new.text, new.follows)
        return await answer_once(request, work, ask)


@router.post("/messages/{message_id}/resend", status_code=202)
@needs("write")
@idempotent()
async def ask_again(
    message_id: UUID, new: MessageAgain, identity: CurrentIdentity, work: Work, _: WithinLimits
) -> Asked:
    """The question as it should have been, and a new reply. What was said there before stays, as another branch."""
    return await service.ask_again(work, identity, message_id, new.text)


@router.post("/replies/{reply_id}/regenerate", status_code=202)
@needs("write")
@idempotent()
async def regenerate(reply_id: UUID, identity: CurrentIdentity, work: Work, _: WithinLimits) -> Reply:
    """Another reply to the same question."""
    return await service.regenerate(work, identity, reply_id)


@router.put("/replies/{reply_id}/feedback")
@needs("write")
async def judge_reply(reply_id: UUID, feedback: Feedback, work: Work) -> Reply:
    """Whether it was any good. Kept with the reply, for you and for who looks after the assistant."""
    return await service.judge(work, reply_id, feedback)


@router.get("/replies/{reply_id}")
@needs("read")
async def read_reply(reply_id: UUID, work: Work) -> Reply:
    return await service.read_reply(work, reply_id)


@router.post("/replies/{reply_id}/stop", status_code=202)
@needs("write", changes_programme=False)
async def stop_reply(reply_id: UUID, work: Work) -> Reply:
    """Ends the reply and the call to the language model; what was written so far is kept."""
    return await service.stop_reply(work, reply_id)


def _accepted(made: Asked) -> Response:
    return Response(made.model_dump_json(), 202, media_type="application/json")
