"""Conversations that branch, what the assistant proposes, what people think of its answers, and what it used.

A message follows a reply: editing a question, asking it again and branching off are then the same thing, a second message
or reply at the same place. What was said before a message is the chain of what it follows.
"""

from alembic import op

revision = "0009"
down_revision = "0008"

TABLES = """
ALTER TABLE messages
  ADD COLUMN follows UUID REFERENCES replies (id) ON DELETE SET NULL,
  ADD COLUMN context JSONB;
CREATE INDEX ix_messages_follows ON messages (follows);
UPDATE messages m SET follows = (
  SELECT r.id FROM replies r WHERE r.conversation_id = m.conversation_id AND r.message_id < m.id ORDER BY r.id DESC LIMIT 1
);

ALTER TABLE conversations ADD COLUMN branched_from UUID REFERENCES replies (id) ON DELETE SET NULL;
CREATE INDEX ix_conversations_branched_from ON conversations (branched_from);

ALTER TABLE replies
  ADD COLUMN checks JSONB DEFAULT '[]' NOT NULL,
  ADD COLUMN verdict TEXT,
  ADD COLUMN remark TEXT,
  ADD CONSTRAINT ck_replies_verdict CHECK (verdict in ('up', 'down'));
CREATE INDEX ix_replies_answer ON replies (person_id, md5(btrim(text)));

ALTER TABLE programmes
  ADD COLUMN tokens_per_person_day INTEGER,
  ADD COLUMN tokens_per_month BIGINT,
  ADD CONSTRAINT ck_programmes_tokens CHECK (tokens_per_person_day >= 0 and tokens_per_month >= 0);

CREATE TABLE proposals (
  id UUID NOT NULL,
  person_id UUID NOT NULL,
  programme_id UUID NOT NULL,
  reply_id UUID NOT NULL,
  position INTEGER NOT NULL,
  kind TEXT NOT NULL,
  content JSONB NOT NULL,
  state TEXT DEFAULT 'open' NOT NULL,
  result_id UUID,
  created_at timestamptz DEFAULT now() NOT NULL,
  decided_at timestamptz,
  CONSTRAINT pk_proposals PRIMARY KEY (id),
  CONSTRAINT uq_proposals_position UNIQUE (reply_id, position),
  CONSTRAINT ck_proposals_kind CHECK (kind in ('entry', 'status', 'objective', 'objective_state')),
  CONSTRAINT ck_proposals_state CHECK (state in ('open', 'accepted', 'dismissed')),
  CONSTRAINT fk_proposals_person_id_people FOREIGN KEY(person_id) REFERENCES people (id) ON DELETE CASCADE,
  CONSTRAINT fk_proposals_reply_id_replies FOREIGN KEY(reply_id) REFERENCES replies (id) ON DELETE CASCADE
);
CREATE INDEX ix_proposals_person_id_state ON proposals (person_id, state, id);

CREATE TABLE assistant_usage (
  programme_id UUID NOT NULL,
  person_id UUID NOT NULL,
  day DATE NOT NULL,
  model TEXT NOT NULL,
  replies INTEGER DEFAULT '0' NOT NULL,
  input_tokens BIGINT DEFAULT '0' NOT NULL,
  output_tokens BIGINT DEFAULT '0' NOT NULL,
  cost NUMERIC(14, 6),
  CONSTRAINT pk_assistant_usage PRIMARY KEY (person_id, programme_id, day, model),
  CONSTRAINT fk_assistant_usage_person_id_people FOREIGN KEY(person_id) REFERENCES people (id) ON DELETE CASCADE,
  CONSTRAINT fk_assistant_usage_programme_id_programmes FOREIGN KEY(programme_id) REFERENCES programmes (id) ON DELETE CASCADE
);
CREATE INDEX ix_assistant_usage_programme_id ON assistant_usage (programme_id, day)
"""


def upgrade() -> None:
    run(TABLES)
    for table in ("proposals", "assistant_usage"):
        run(f"alter table {table} enable row level security; alter table {table} force row level security")
        op.execute(f"grant select, insert, update, delete on {table} to weeklog_app")
        op.execute(
            f"create policy own on {table} to weeklog_app "
            "using (person_id = current_person()) with check (person_id = current_person())"
        )
    # How much, of whom and when: nothing of what was said.
    op.execute("grant select on assistant_usage to weeklog_system")
    op.execute("create policy metadata on assistant_usage to weeklog_system using (true)")


def run(statements: str) -> None:
    for statement in statements.split(";"):
        if statement.strip():
            op.execute(statement)
