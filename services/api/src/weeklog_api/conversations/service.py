from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from weeklog.conversations.asking import Place, new_question
from weeklog.conversations.tables import (
    AskedRow,
    ConversationRow,
    MessageRow,
    PlaceRow,
    ReplyRow,
    ask_question,
    delete_conversation,
    find_conversation,
    find_message,
    find_reply,
    find_reply_job,
    insert_conversation,
    insert_reply,
    judge_reply,
    list_conversation_replies,
    list_conversations,
    list_messages,
    list_running_jobs,
    rename_conversation,
    see_reply_here,
    touch_conversation,
)
from weeklog.db.rows import values_of
from weeklog.errors import Invalid, NotFound
from weeklog.events.catalogue import QuestionAsked
from weeklog.ids import new_id
from weeklog.jobs.catalogue import GENERATE_REPLY, GenerateReply
from weeklog.unit_of_work import Store, UnitOfWork
from weeklog.weeks.patterns import pattern
from weeklog_api.conversations.schemas import (
    Asked,
    Conversation,
    ConversationFilters,
    ConversationNew,
    ConversationWithMessages,
    Feedback,
    Message,
    MessageWithReply,
    Reply,
)
from weeklog_api.cursors import latest_before, page_of
from weeklog_api.identity import Identity
from weeklog_api.proposals.schemas import Proposal
from weeklog_api.proposals.service import of_replies
from weeklog_api.schemas import Items

# There is no going on in a programme that was left.
_HERE = "conversation in the programme that you work in now"


async def open_conversation(work: UnitOfWork, identity: Identity, new: ConversationNew) -> Conversation:
    if new.branch_from is not None:
        await _check_reply(work, identity, "branch_from", new.branch_from)
    row = await work.one(
        insert_conversation,
        id=new_id(),
        person_id=identity.person_id,
        programme_id=identity.own_programme.id,
        title=new.title,
        branched_from=new.branch_from,
    )
    assert row is not None  # an INSERT that returns nothing has raised
    return _conversation(row)


async def conversations(
    work: UnitOfWork, identity: Identity, filters: ConversationFilters
) -> Items[Conversation]:
    """The one last spoken in first."""
    rows = await work.all(
        list_conversations,
        person_id=identity.person_id,
        **latest_before(filters.cursor),
        pattern=pattern(filters.q) if filters.q else None,
        limit=filters.limit + 1,
    )
    found = [_conversation(row) for row in rows]
    shown, cursor = page_of(found, filters.limit, lambda one: one.updated_at)
    return Items(items=list(shown), next_cursor=cursor)


async def read_conversation(
    work: UnitOfWork, conversation_id: UUID, until: UUID | None
) -> ConversationWithMessages:
    row = await work.one(find_conversation, id=conversation_id)
    if row is None:
        raise NotFound("conversation")
    messages = await work.all(list_messages, conversation_id=conversation_id)
    answers = await work.all(list_conversation_replies, conversation_id=conversation_id)
    if until is not None and until not in {one.id for one in messages}:
        raise NotFound("message")
    proposals = await of_replies(work, [one.id for one in answers])
    replies: dict[UUID, list[Reply]] = defaultdict(list)
    for one in answers:
        replies[one.message_id].append(_reply(one, proposals.get(one.id, ())))
    places: dict[UUID | None, list[UUID]] = defaultdict(list)
    for one in messages:
        places[one.follows].append(one.id)
    shown = [
        MessageWithReply(
            **values_of(one),
            reply=replies[one.id][-1] if replies[one.id] else None,
            replies=[reply.id for reply in replies[one.id]],
            branches=places[one.follows],
            continued={reply.id: places[reply.id][-1] for reply in replies[one.id] if places.get(reply.id)},
        )
        for one in path(messages, {one.id: one.message_id for one in answers}, until)
    ]
    return ConversationWithMessages(**values_of(row), messages=shown)


def path(messages: Sequence[MessageRow], asked_by: dict[UUID, UUID], until: UUID | None) -> list[MessageRow]:
    """The branch that ends with the latest message, or the latest one that goes through `until`; oldest first.

    `messages` are in the order in which they were said; `asked_by` names the message of each reply.
    """
    if not messages:
        return []
    by_id = {one.id: one for one in messages}

    def before(message: MessageRow) -> MessageRow | None:
        asked = asked_by.get(message.follows) if message.follows else None
        return by_id.get(asked) if asked else None

    def back(message: MessageRow) -> list[MessageRow]:
        line = [message]
        while (earlier := before(line[-1])) is not None:
            line.append(earlier)
        return line[::-1]

    for last in reversed(messages):
        line = back(last)
        if until is None or any(one.id == until for one in line):
            return line
    return []


async def rename(work: UnitOfWork, conversation_id: UUID, title: str) -> Conversation:
    row = await work.one(rename_conversation, conversation_id=conversation_id, new_title=title)
    if row is None:
        raise NotFound("conversation")
    return _conversation(row)


async def drop_conversation(work: UnitOfWork, conversation_id: UUID) -> None:
    """What is being answered in it is stopped first."""
    for row in await work.all(list_running_jobs, conversation_id=conversation_id):
        await work.cancel_job(row.job_id)
    if await work.value(delete_conversation, id=conversation_id) is None:
        raise NotFound("conversation")


async def ask(
    work: UnitOfWork,
    identity: Identity,
    conversation_id: UUID,
    text: str,
    follows: UUID | None = None,
    context: list[dict[str, str]] | None = None,
) -> Asked:
    """The question, its pending reply and the job that will write it: all of them or none.

    `context`: the questions and answers before it, where they were said elsewhere.
    """
    if follows is not None:
        await _check_reply(work, identity, "follows", follows)
    place = Place(conversation_id, anywhere=follows is None, follows=follows, context=context or None)
    return await _ask_within(work, identity, place, text)


async def ask_alone(store: Store, identity: Identity, conversation_id: UUID, text: str) -> Asked:
    """A unit of work that is this one question, where the conversation was last spoken in."""
    asked = await _ask(
        lambda asked: store.one_alone(ask_question, **asked), identity, Place(conversation_id), text
    )
    store.publish(identity.person_id, _told(asked.reply))
    return asked


async def ask_again(work: UnitOfWork, identity: Identity, message_id: UUID, text: str) -> Asked:
    """The question as it should have been, at the same place: a branch. What was said before stays readable."""
    message = await _message(work, message_id)
    place = Place(message.conversation_id, anywhere=False, follows=message.follows, context=message.context)
    return await _ask_within(work, identity, place, text)


async def regenerate(work: UnitOfWork, identity: Identity, reply_id: UUID) -> Reply:
    """Another reply to the same question; the first one stays readable."""
    first = await read_reply(work, reply_id)
    this = {"conversation_id": first.conversation_id, "of_programme": identity.own_programme.id}
    if await work.value(touch_conversation, **this) is None:
        raise NotFound(_HERE)
    again_id = new_id()
    job_id = await work.enqueue(GENERATE_REPLY, GenerateReply(reply_id=again_id))
    place: dict[str, Any] = {"conversation_id": first.conversation_id, "message_id": first.message_id}
    created_at = await work.value(insert_reply, id=again_id, person_id=work.person_id, job_id=job_id, **place)
    reply = _awaited(again_id, created_at, **place)
    work.publish(_told(reply))
    return reply


async def judge(work: UnitOfWork, reply_id: UUID, feedback: Feedback) -> Reply:
    said = {"new_verdict": feedback.verdict, "new_remark": feedback.remark}
    if await work.value(judge_reply, reply_id=reply_id, **said) is None:
        raise NotFound("reply")
    return await read_reply(work, reply_id)


async def read_reply(work: UnitOfWork, reply_id: UUID) -> Reply:
    row = await work.one(find_reply, id=reply_id)
    if row is None:
        raise NotFound("reply")
    proposals = await of_replies(work, [reply_id])
    return _reply(row, proposals.get(reply_id, ()))


async def stop_reply(work: UnitOfWork, reply_id: UUID) -> Reply:
    """One that has ended stays as it is."""
    job_id = await work.value(find_reply_job, id=reply_id)
    if job_id is None:
        raise NotFound("reply")
    await work.cancel_job(job_id)
    return await read_reply(work, reply_id)


async def _ask_within(work: UnitOfWork, identity: Identity, place: Place, text: str) -> Asked:
    asked = await _ask(lambda asked: work.one(ask_question, **asked), identity, place, text)
    work.publish(_told(asked.reply))
    return asked


def _told(reply: Reply) -> QuestionAsked:
    return QuestionAsked(reply_id=reply.id, conversation_id=reply.conversation_id)


async def _ask(
    write: Callable[[dict[str, Any]], Awaitable[AskedRow | None]],
    identity: Identity,
    place: Place,
    text: str,
) -> Asked:
    question = new_question(identity.person_id, identity.own_programme.id, place, text)
    asked = await write(question)
    if asked is None:
        raise NotFound(_HERE)
    message_id: UUID = question["message_id"]
    reply = _awaited(question["reply_id"], asked.created_at, place.conversation_id, message_id)
    return Asked(message=Message(id=message_id, text=text, **values_of(asked)), reply=reply)


def _awaited(reply_id: UUID, created_at: datetime, conversation_id: UUID, message_id: UUID) -> Reply:
    return Reply(
        id=reply_id,
        conversation_id=conversation_id,
        message_id=message_id,
        state="queued",
        text="",
        citations=[],
        model=None,
        usage=None,
        error=None,
        created_at=created_at,
        finished_at=None,
    )


def _conversation(row: ConversationRow) -> Conversation:
    return Conversation.model_validate(row, from_attributes=True)


def _reply(row: ReplyRow, proposals: Sequence[Proposal]) -> Reply:
    return Reply(**values_of(row), proposals=tuple(proposals))


async def _message(work: UnitOfWork, message_id: UUID) -> PlaceRow:
    row = await work.one(find_message, id=message_id)
    if row is None:
        raise NotFound("message")
    return row


async def _check_reply(work: UnitOfWork, identity: Identity, field: str, reply_id: UUID) -> None:
    """What was said in another programme of theirs is not told to the model of this one."""
    here = identity.own_programme.id
    if await work.one(see_reply_here, person_id=identity.person_id, programme_id=here, id=reply_id) is None:
        raise Invalid.field(
            field, "is no reply of yours in this programme: send the id of one, or leave it out"
        )
