from sqlalchemy import ARRAY, Column, ForeignKey, Index, Table, Text, Uuid, any_, bindparam, select
from sqlalchemy.dialects.postgresql import JSONB

from weeklog.db.base import Query, id_column, metadata, moment_column, person_column
from weeklog.db.jobs import jobs

conversations = Table(
    "conversations",
    metadata,
    id_column(),
    person_column(),
    Column("programme_id", Uuid, nullable=False),
    Column("title", Text, nullable=False, server_default=""),
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
    Column("citations", JSONB, nullable=False, server_default="[]"),  # [{"entry_id", "label"}]
    Column("model", Text),
    Column("usage", JSONB),  # {"input_tokens", "output_tokens"}
    moment_column("created_at", default=True),
    Index("ix_replies_conversation_id", "conversation_id", "id"),
)

list_ended_replies = Query(
    select(replies.c.id, replies.c.text, replies.c.citations, jobs.c.state, jobs.c.error)
    .join_from(replies, jobs, replies.c.job_id == jobs.c.id)
    .where(replies.c.id == any_(bindparam("ids", type_=ARRAY(Uuid))), jobs.c.finished_at.is_not(None))
)
see_reply = Query(select(replies.c.id).where(replies.c.id == bindparam("id")))
