from datetime import datetime
from uuid import UUID

from weeklog.db.chat import (
    find_conversation,
    find_reply,
    find_reply_job,
    insert_conversation,
    insert_question,
    list_conversation_replies,
    list_conversations,
    list_messages,
    touch_conversation,
)
from weeklog.errors import NotFound
from weeklog.ids import new_id
from weeklog.jobs.catalogue import GENERATE_REPLY, GenerateReply
from weeklog.unit_of_work import UnitOfWork
from weeklog_api.chat.schemas import (
    Asked,
    Conversation,
    ConversationFilters,
    ConversationWithMessages,
    Message,
    MessageWithReply,
    Reply,
)
from weeklog_api.cursors import END, read_cursor, write_cursor
from weeklog_api.identity import Identity
from weeklog_api.schemas import Items

TITLE_LENGTH = 60  # characters of the first question


async def open_conversation(work: UnitOfWork, identity: Identity, title: str) -> Conversation:
    row = await work.one(
        insert_conversation,
        id=new_id(),
        person_id=identity.person_id,
        programme_id=identity.own_programme.id,
        title=title,
    )
    assert row is not None  # an INSERT that returns nothing has raised
    return Conversation(**row)


async def conversations(
    work: UnitOfWork, identity: Identity, filters: ConversationFilters
) -> Items[Conversation]:
    """The one last spoken in first."""
    before, before_id = read_cursor(filters.cursor, datetime.fromisoformat) if filters.cursor else END
    rows = await work.all(
        list_conversations,
        person_id=identity.person_id,
        before=before,
        before_id=before_id,
        limit=filters.limit + 1,
    )
    found = [Conversation(**row) for row in rows[: filters.limit]]
    more = len(rows) > filters.limit
    return Items(items=found, next_cursor=write_cursor(found[-1].updated_at, found[-1].id) if more else None)


async def read_conversation(work: UnitOfWork, conversation_id: UUID) -> ConversationWithMessages:
    row = await work.one(find_conversation, id=conversation_id)
    if row is None:
        raise NotFound("conversation")
    replies = [
        Reply(**row) for row in await work.all(list_conversation_replies, conversation_id=conversation_id)
    ]
    last = {reply.message_id: reply for reply in replies}
    messages = [
        MessageWithReply(**row, reply=last.get(row["id"]))
        for row in await work.all(list_messages, conversation_id=conversation_id)
    ]
    return ConversationWithMessages(**row, messages=messages)


async def ask(work: UnitOfWork, conversation_id: UUID, text: str) -> Asked:
    """The question, its pending reply and the job that will write it: all of them or none."""
    title = text.strip().partition("\n")[0][:TITLE_LENGTH]
    if await work.value(touch_conversation, conversation_id=conversation_id, first_title=title) is None:
        raise NotFound("conversation")
    message_id, reply_id = new_id(), new_id()
    job_id = await work.enqueue(GENERATE_REPLY, GenerateReply(reply_id=reply_id))
    message = await work.one(
        insert_question,
        person_id=work.person_id,
        conversation_id=conversation_id,
        message_id=message_id,
        reply_id=reply_id,
        job_id=job_id,
        text=text,
    )
    assert message is not None  # an INSERT that returns nothing has raised
    reply = Reply(
        id=reply_id,
        conversation_id=conversation_id,
        message_id=message_id,
        state="queued",
        text="",
        citations=[],
        model=None,
        usage=None,
        error=None,
        created_at=message["created_at"],
        finished_at=None,
    )
    return Asked(message=Message(**message), reply=reply)


async def read_reply(work: UnitOfWork, reply_id: UUID) -> Reply:
    row = await work.one(find_reply, id=reply_id)
    if row is None:
        raise NotFound("reply")
    return Reply(**row)


async def stop_reply(work: UnitOfWork, reply_id: UUID) -> Reply:
    """One that has ended stays as it is."""
    job_id = await work.value(find_reply_job, id=reply_id)
    if job_id is None:
        raise NotFound("reply")
    await work.cancel_job(job_id)
    return await read_reply(work, reply_id)
