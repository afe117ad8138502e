from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field, StringConstraints

from weeklog.vocabulary import FinishReason, JobState, Verdict
from weeklog_api.proposals.schemas import Proposal
from weeklog_api.schemas import Input, Line, Output, QuestionText, Storable

MOST_REMARK = 2000  # characters


class ConversationNew(Input):
    title: Annotated[str, StringConstraints(max_length=200, strip_whitespace=True), Storable] = ""
    branch_from: Annotated[
        UUID | None, Field(description="a reply of yours: what was said up to it is remembered here")
    ] = None


class ConversationPatch(Input):
    title: Line


class Conversation(Output):
    id: UUID
    title: str
    branched_from: UUID | None = None
    created_at: datetime
    updated_at: datetime


class Reply(Output):
    id: UUID
    conversation_id: UUID
    message_id: UUID
    state: JobState
    text: str
    citations: list[dict[str, Any]]
    # Where the text says what its citations do not bear out: `start` and `end` count characters.
    checks: tuple[dict[str, Any], ...] = ()
    proposals: tuple[Proposal, ...] = ()
    model: str | None
    usage: dict[str, Any] | None
    finish_reason: FinishReason = "stop"  # anything else: the language model ended before its answer did
    verdict: Verdict | None = None
    remark: str | None = None
    error: str | None
    created_at: datetime
    finished_at: datetime | None


class Message(Output):
    id: UUID
    text: str
    follows: UUID | None = None  # the reply it was said after
    created_at: datetime


class MessageWithReply(Message):
    reply: Reply | None  # the last one
    replies: list[UUID]  # all of them: a question may be answered again
    branches: list[UUID]  # the messages at this place, itself included: a question may be asked differently
    continued: dict[UUID, UUID]  # of those replies that a question followed: the last such question


class ConversationWithMessages(Conversation):
    messages: list[MessageWithReply]


class MessageNew(Input):
    text: QuestionText
    follows: Annotated[
        UUID | None,
        Field(description="an earlier reply to go on from, as a branch; left out = the last one"),
    ] = None


class MessageAgain(Input):
    text: QuestionText


class Feedback(Input):
    verdict: Verdict | None
    remark: Annotated[str, StringConstraints(max_length=MOST_REMARK), Storable] | None = None


class Asked(Output):
    message: Message
    reply: Reply


class ConversationFilters(Input):
    q: Annotated[
        str | None,
        StringConstraints(max_length=200, strip_whitespace=True),
        Storable,
        Field(description="in the title, a question or an answer"),
    ] = None
    cursor: Annotated[str | None, StringConstraints(max_length=200)] = None
    limit: Annotated[int, Field(ge=1, le=200)] = 50
