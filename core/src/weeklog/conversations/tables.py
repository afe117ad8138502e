from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    CheckConstraint,
    Column,
    ColumnElement,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    Uuid,
    any_,
    bindparam,
    column,
    func,
    or_,
    select,
    text,
    tuple_,
    update,
)
from sqlalchemy.dialects.postgresql import JSONB

from weeklog.db.base import Query, id_column, metadata, moment_column, person_column
from weeklog.db.rows import IdRow, columns, row_class
from weeklog.jobs.tables import jobs
from weeklog.vocabulary import FinishReason, JobEnd, JobState, Verdict, one_of

conversations = Table(
    "conversations",
    metadata,
    id_column(),
    person_column(),
    Column("programme_id", Uuid, nullable=False),
    Column("title", Text, nullable=False, server_default=""),
    Column("branched_from", Uuid, ForeignKey("replies.id", ondelete="SET NULL", use_alter=True), index=True),
    moment_column("created_at", default=True),
    moment_column("updated_at", default=True),
    Index("ix_conversations_person_id_updated_at", "person_id", "updated_at", "id"),
)

messages = Table(
    "messages",
    metadata,
    id_column(),
    person_column(),
    Column("conversation_id", Uuid, ForeignKey("conversations.id", ondelete="CASCADE"), nullable=False),
    Column("text", Text, nullable=False),
    # The reply it was said after; none at a conversation's beginning. Two that follow the same reply are branches.
    Column("follows", Uuid, ForeignKey("replies.id", ondelete="SET NULL", use_alter=True), index=True),
    Column(
        "context", JSONB
    ),  # [{"question", "answer"}]: what a client says came before, where nothing here did
    moment_column("created_at", default=True),
    Index("ix_messages_conversation_id", "conversation_id", "id"),
)

# A reply has no state of its own: it is its job's (`jobs.state`), so that the two can never disagree.
replies = Table(
    "replies",
    metadata,
    id_column(),
    person_column(),
    Column("conversation_id", Uuid, ForeignKey("conversations.id", ondelete="CASCADE"), nullable=False),
    Column("message_id", Uuid, ForeignKey("messages.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("job_id", Uuid, ForeignKey("jobs.id"), nullable=False, unique=True),
    Column("text", Text, nullable=False, server_default=""),
    Column(
        "citations", JSONB, nullable=False, server_default="[]"
    ),  # [{"entry_id", "label", "week", "start_on", "text"}]
    Column("model", Text),
    Column("usage", JSONB),  # {"input_tokens", "output_tokens"}
    Column(
        "checks", JSONB, nullable=False, server_default="[]"
    ),  # what of the text its citations do not bear out
    Column(
        "finish_reason", Text, nullable=False, server_default="stop"
    ),  # why the model ended: a cut answer says so
    Column("verdict", Text),  # "up" or "down", of the person who asked
    Column("remark", Text),
    moment_column("created_at", default=True),
    CheckConstraint(one_of("finish_reason", FinishReason), name="finish_reason"),
    CheckConstraint(one_of("verdict", Verdict), name="verdict"),
    Index("ix_replies_conversation_id", "conversation_id", "id"),
    Index("ix_replies_answer", "person_id", func.md5(func.btrim(column("text")))),
)


@row_class
class ConversationRow:
    id: UUID
    title: str
    branched_from: UUID | None
    created_at: datetime
    updated_at: datetime


@row_class
class EndedReplyRow:
    id: UUID
    text: str
    citations: list[dict[str, Any]]
    finish_reason: FinishReason
    state: JobEnd
    error: str | None


@row_class
class RunningJobRow:
    job_id: UUID


@row_class
class AskedRow:
    follows: UUID | None
    created_at: datetime


@row_class
class PlaceRow:
    """Where a question was asked."""

    id: UUID
    conversation_id: UUID
    follows: UUID | None
    context: list[dict[str, str]] | None


@row_class
class MessageRow:
    id: UUID
    text: str
    follows: UUID | None
    created_at: datetime


@row_class
class ReplyRow:
    id: UUID
    conversation_id: UUID
    message_id: UUID
    text: str
    citations: list[dict[str, Any]]
    checks: list[dict[str, Any]]
    model: str | None
    usage: dict[str, int] | None
    finish_reason: FinishReason
    verdict: Verdict | None
    remark: str | None
    created_at: datetime
    state: JobState
    error: str | None
    finished_at: datetime | None


@row_class
class AnswerRow:
    id: UUID
    conversation_id: UUID


_shown = columns(ConversationRow, conversations)

list_ended_replies = Query(
    select(
        replies.c.id, replies.c.text, replies.c.citations, replies.c.finish_reason, jobs.c.state, jobs.c.error
    )
    .join_from(replies, jobs, replies.c.job_id == jobs.c.id)
    .where(replies.c.id == any_(bindparam("ids", type_=ARRAY(Uuid))), jobs.c.finished_at.is_not(None)),
    EndedReplyRow,
)
# How many questions are before each reply that nobody has begun: {reply id: number}. It binds no person: whoever calls
# it names replies whose followers may see them.
waiting_replies = Query(select(func.waiting_replies(bindparam("ids", type_=ARRAY(Uuid)))))
see_reply = Query(select(replies.c.id).where(replies.c.id == bindparam("id")), IdRow)
see_reply_here = Query(
    select(replies.c.id, replies.c.conversation_id)
    .join_from(replies, conversations, conversations.c.id == replies.c.conversation_id)
    .where(
        replies.c.id == bindparam("id"),
        replies.c.person_id == bindparam("person_id"),
        conversations.c.programme_id == bindparam("programme_id"),
    ),
    AnswerRow,
)

insert_conversation = Query(
    conversations.insert()
    .values(
        **{name: bindparam(name) for name in ("id", "person_id", "programme_id", "title")},
        branched_from=bindparam("branched_from", None, type_=Uuid),
    )
    .returning(*_shown),
    ConversationRow,
)
find_conversation = Query(select(*_shown).where(conversations.c.id == bindparam("id")), ConversationRow)


def _said(table: Table) -> ColumnElement[bool]:
    return (
        select(table.c.id)
        .where(
            table.c.person_id == bindparam("person_id"),
            table.c.conversation_id == conversations.c.id,
            table.c.text.ilike(bindparam("pattern", type_=Text)),
        )
        .exists()
    )


list_conversations = Query(
    select(*_shown)
    .where(
        conversations.c.person_id == bindparam("person_id"),
        tuple_(conversations.c.updated_at, conversations.c.id)
        < tuple_(
            bindparam("before", type_=conversations.c.updated_at.type), bindparam("before_id", type_=Uuid)
        ),
        or_(
            bindparam("pattern", type_=Text).is_(None),
            conversations.c.title.ilike(bindparam("pattern", type_=Text)),
            _said(messages),
            _said(replies),
        ),
    )
    .order_by(conversations.c.updated_at.desc(), conversations.c.id.desc())
    .limit(bindparam("limit", type_=Integer)),
    ConversationRow,
)
# Spoken in now. Only in the programme that its person works in: it is that programme's model that answers, within that
# programme's limits.
touch_conversation = Query(
    update(conversations)
    .where(
        conversations.c.id == bindparam("conversation_id"),
        conversations.c.programme_id == bindparam("of_programme"),
    )
    .values(updated_at=func.clock_timestamp())
    .returning(conversations.c.id)
)
rename_conversation = Query(
    update(conversations)
    .where(conversations.c.id == bindparam("conversation_id"))
    .values(title=bindparam("new_title"))
    .returning(*_shown),
    ConversationRow,
)
delete_conversation = Query(
    conversations.delete().where(conversations.c.id == bindparam("id")).returning(conversations.c.id)
)
list_running_jobs = Query(
    select(replies.c.job_id)
    .join_from(replies, jobs, jobs.c.id == replies.c.job_id)
    .where(replies.c.conversation_id == bindparam("conversation_id"), jobs.c.finished_at.is_(None)),
    RunningJobRow,
)

# A question, its reply to come and the job that will write it. None where there is no such conversation, or not in the
# programme that its person works in. It binds the person itself: for `Store.one_alone`, or as a part of more.
ask_question = Query(
    text("""
select follows, created_at
  from ask_question(:person_id, :of_programme, :conversation_id, :message_id, :reply_id, :job_id, :first_title, :text,
                    :anywhere, :follows, :context, :kind, :queue, :payload, :max_attempts, :deadline, :request_id)"""),
    AskedRow,
)
insert_reply = Query(
    replies.insert()
    .values(
        {name: bindparam(name) for name in ("id", "person_id", "conversation_id", "message_id", "job_id")}
    )
    .returning(replies.c.created_at)
)
find_message = Query(select(*columns(PlaceRow, messages)).where(messages.c.id == bindparam("id")), PlaceRow)
list_messages = Query(
    select(*columns(MessageRow, messages))
    .where(messages.c.conversation_id == bindparam("conversation_id"))
    .order_by(messages.c.id),
    MessageRow,
)

_reply = select(
    *(replies.c[name] for name in ("id", "conversation_id", "message_id", "text", "citations", "checks", "model",
        "usage", "finish_reason", "verdict", "remark", "created_at")),
    jobs.c.state,
    jobs.c.error,
    jobs.c.finished_at,
).join_from(replies, jobs, replies.c.job_id == jobs.c.id)  # fmt: skip
find_reply = Query(_reply.where(replies.c.id == bindparam("id")), ReplyRow)
find_reply_job = Query(select(replies.c.job_id).where(replies.c.id == bindparam("id")))
list_conversation_replies = Query(
    _reply.where(replies.c.conversation_id == bindparam("conversation_id")).order_by(replies.c.id),
    ReplyRow,
)
# The answer that a client sends back, as we gave it; the latest where it was given twice.
_trimmed = func.btrim(replies.c.text)
find_answer = Query(
    select(replies.c.id, replies.c.conversation_id)
    .join_from(replies, conversations, conversations.c.id == replies.c.conversation_id)
    .where(
        replies.c.person_id == bindparam("person_id"),
        conversations.c.programme_id == bindparam("programme_id"),
        func.md5(_trimmed) == func.md5(bindparam("text", type_=Text)),
        _trimmed == bindparam("text", type_=Text),
    )
    .order_by(replies.c.id.desc())
    .limit(1),
    AnswerRow,
)
judge_reply = Query(
    update(replies)
    .where(replies.c.id == bindparam("reply_id"))
    .values(verdict=bindparam("new_verdict", type_=Text), remark=bindparam("new_remark", type_=Text))
    .returning(replies.c.id)
)
