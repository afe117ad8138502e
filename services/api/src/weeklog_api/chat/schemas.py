from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AfterValidator, Field, StringConstraints

from weeklog_api.schemas import Input, Output, Storable

MOST_QUESTION = 4000  # characters


def _not_blank(text: str) -> str:
    if not text.strip():
        raise ValueError("must not be empty: ask something")
    return text


class ConversationNew(Input):
    title: Annotated[str, StringConstraints(max_length=200, strip_whitespace=True), Storable] = ""


class Conversation(Output):
    id: UUID
    title: str
    created_at: datetime
    updated_at: datetime


class Reply(Output):
    id: UUID
    conversation_id: UUID
    message_id: UUID
    state: Literal["queued", "running", "done", "failed", "cancelled"]
    text: str
    citations: list[dict[str, Any]]
    model: str | None
    usage: dict[str, Any] | None
    error: str | None
    created_at: datetime
    finished_at: datetime | None


class Message(Output):
    id: UUID
    text: str
    created_at: datetime


class MessageWithReply(Message):
    reply: Reply | None


class ConversationWithMessages(Conversation):
    messages: list[MessageWithReply]


class MessageNew(Input):
    text: Annotated[str, StringConstraints(max_length=MOST_QUESTION), Storable, AfterValidator(_not_blank)]


class Asked(Output):
    message: Message
    reply: Reply


class ConversationFilters(Input):
    cursor: Annotated[str | None, StringConstraints(max_length=200)] = None
    limit: Annotated[int, Field(ge=1, le=200)] = 50
