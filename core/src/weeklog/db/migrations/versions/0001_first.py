"""The first schema: people, programmes, weeks, entries, pages, reviews, conversations and jobs.

Row-level security stands from here on. Two roles share the tables:

- `weeklog_app` runs people's requests and jobs. It sees the rows of the person bound to the transaction
  (`app.person_id`), and none when nobody is bound.
- `weeklog_system` signs people in, finds due Fridays and moves jobs. It sees those tables' metadata, and has no right at
  all on what people write.

Both are NOLOGIN; the login role of the services is granted both and becomes one of them at the start of a connection.
"""

from alembic import context, op

revision = "0001"
down_revision = None

TABLES = """
CREATE TABLE jobs (
  id UUID NOT NULL,
  person_id UUID NOT NULL,
  kind TEXT NOT NULL,
  queue TEXT NOT NULL,
  payload JSONB NOT NULL,
  state TEXT DEFAULT 'queued' NOT NULL,
  attempt INTEGER DEFAULT '0' NOT NULL,
  max_attempts SMALLINT DEFAULT '5' NOT NULL,
  owner TEXT,
  cancel_requested BOOLEAN DEFAULT false NOT NULL,
  dispatch_count INTEGER DEFAULT '0' NOT NULL,
  error TEXT,
  lease_until timestamptz,
  next_dispatch_at timestamptz DEFAULT now() NOT NULL,
  deadline_at timestamptz NOT NULL,
  created_at timestamptz DEFAULT now() NOT NULL,
  finished_at timestamptz,
  CONSTRAINT pk_jobs PRIMARY KEY (id),
  CONSTRAINT ck_jobs_state CHECK (state in ('queued', 'running', 'done', 'failed', 'cancelled'))
);
CREATE INDEX ix_jobs_due ON jobs (next_dispatch_at) WHERE state in ('queued', 'running');
CREATE INDEX ix_jobs_person_id ON jobs (person_id, id);

CREATE TABLE people (
  id UUID NOT NULL,
  email TEXT NOT NULL,
  name TEXT NOT NULL,
  password_hash TEXT,
  zone TEXT,
  language TEXT DEFAULT 'en' NOT NULL,
  created_at timestamptz DEFAULT now() NOT NULL,
  CONSTRAINT pk_people PRIMARY KEY (id),
  CONSTRAINT uq_people_email UNIQUE (email)
);

CREATE TABLE programmes (
  id UUID NOT NULL,
  name TEXT NOT NULL,
  zone TEXT NOT NULL,
  starts_on DATE NOT NULL,
  holidays DATE[] DEFAULT '{}' NOT NULL,
  review_weekday SMALLINT DEFAULT '4' NOT NULL,
  review_at TIME WITHOUT TIME ZONE DEFAULT '17:00' NOT NULL,
  created_at timestamptz DEFAULT now() NOT NULL,
  CONSTRAINT pk_programmes PRIMARY KEY (id),
  CONSTRAINT ck_programmes_review_weekday CHECK (review_weekday between 0 and 6)
);

CREATE TABLE conversations (
  id UUID NOT NULL,
  person_id UUID NOT NULL,
  programme_id UUID NOT NULL,
  title TEXT DEFAULT '' NOT NULL,
  created_at timestamptz DEFAULT now() NOT NULL,
  updated_at timestamptz DEFAULT now() NOT NULL,
  CONSTRAINT pk_conversations PRIMARY KEY (id),
  CONSTRAINT fk_conversations_person_id_people FOREIGN KEY(person_id) REFERENCES people (id) ON DELETE CASCADE
);
CREATE INDEX ix_conversations_person_id_updated_at ON conversations (person_id, updated_at, id);

CREATE TABLE idempotency_keys (
  person_id UUID NOT NULL,
  key TEXT NOT NULL,
  request_hash BYTEA NOT NULL,
  status INTEGER NOT NULL,
  response JSONB NOT NULL,
  created_at timestamptz DEFAULT now() NOT NULL,
  CONSTRAINT pk_idempotency_keys PRIMARY KEY (person_id, key),
  CONSTRAINT fk_idempotency_keys_person_id_people FOREIGN KEY(person_id) REFERENCES people (id) ON DELETE CASCADE
);

CREATE TABLE members (
  programme_id UUID NOT NULL,
  person_id UUID NOT NULL,
  role TEXT DEFAULT 'member' NOT NULL,
  joined_at timestamptz DEFAULT now() NOT NULL,
  CONSTRAINT pk_members PRIMARY KEY (programme_id, person_id),
  CONSTRAINT ck_members_role CHECK (role in ('member', 'mentor', 'lead')),
  CONSTRAINT fk_members_programme_id_programmes FOREIGN KEY(programme_id) REFERENCES programmes (id) ON DELETE CASCADE,
  CONSTRAINT fk_members_person_id_people FOREIGN KEY(person_id) REFERENCES people (id) ON DELETE CASCADE
);
CREATE INDEX ix_members_person_id ON members (person_id);

CREATE TABLE sessions (
  secret_hash BYTEA NOT NULL,
  person_id UUID NOT NULL,
  expires_at timestamptz NOT NULL,
  created_at timestamptz DEFAULT now() NOT NULL,
  CONSTRAINT pk_sessions PRIMARY KEY (secret_hash),
  CONSTRAINT fk_sessions_person_id_people FOREIGN KEY(person_id) REFERENCES people (id) ON DELETE CASCADE
);

CREATE TABLE tokens (
  id TEXT NOT NULL,
  person_id UUID NOT NULL,
  name TEXT NOT NULL,
  secret_hash BYTEA NOT NULL,
  scopes TEXT[] NOT NULL,
  expires_at timestamptz,
  last_used_at timestamptz,
  created_at timestamptz DEFAULT now() NOT NULL,
  CONSTRAINT pk_tokens PRIMARY KEY (id),
  CONSTRAINT fk_tokens_person_id_people FOREIGN KEY(person_id) REFERENCES people (id) ON DELETE CASCADE
);

CREATE TABLE weeks (
  programme_id UUID NOT NULL,
  number INTEGER NOT NULL,
  first_day DATE NOT NULL,
  last_day DATE NOT NULL,
  CONSTRAINT pk_weeks PRIMARY KEY (programme_id, number),
  CONSTRAINT ck_weeks_span CHECK (number >= 0 and first_day <= last_day),
  CONSTRAINT fk_weeks_programme_id_programmes FOREIGN KEY(programme_id) REFERENCES programmes (id) ON DELETE CASCADE
);

CREATE TABLE achievements (
  id UUID NOT NULL,
  person_id UUID NOT NULL,
  programme_id UUID NOT NULL,
  week INTEGER NOT NULL,
  position INTEGER NOT NULL,
  text TEXT NOT NULL,
  evidence UUID[] DEFAULT '{}' NOT NULL,
  created_at timestamptz DEFAULT now() NOT NULL,
  CONSTRAINT pk_achievements PRIMARY KEY (id),
  CONSTRAINT fk_achievements_week FOREIGN KEY(programme_id, week) REFERENCES weeks (programme_id, number),
  CONSTRAINT fk_achievements_person_id_people FOREIGN KEY(person_id) REFERENCES people (id) ON DELETE CASCADE
);
CREATE INDEX ix_achievements_person_id_week ON achievements (person_id, programme_id, week, position);

CREATE TABLE entries (
  id UUID NOT NULL,
  person_id UUID NOT NULL,
  programme_id UUID NOT NULL,
  week INTEGER NOT NULL,
  position INTEGER DEFAULT '0' NOT NULL,
  day TEXT DEFAULT '' NOT NULL,
  text TEXT NOT NULL,
  start_on DATE NOT NULL,
  end_on DATE NOT NULL,
  resources JSONB DEFAULT '[]' NOT NULL,
  status TEXT DEFAULT 'done' NOT NULL,
  tags TEXT[] DEFAULT '{}' NOT NULL,
  page_id UUID,
  page_row INTEGER,
  version INTEGER DEFAULT '1' NOT NULL,
  created_at timestamptz DEFAULT now() NOT NULL,
  updated_at timestamptz DEFAULT now() NOT NULL,
  CONSTRAINT pk_entries PRIMARY KEY (id),
  CONSTRAINT fk_entries_week FOREIGN KEY(programme_id, week) REFERENCES weeks (programme_id, number),
  CONSTRAINT ck_entries_span CHECK (start_on <= end_on),
  CONSTRAINT ck_entries_status CHECK (status in ('planned', 'doing', 'done', 'dropped')),
  CONSTRAINT fk_entries_person_id_people FOREIGN KEY(person_id) REFERENCES people (id) ON DELETE CASCADE
);
CREATE INDEX ix_entries_page_id ON entries (page_id) WHERE page_id is not null;
CREATE INDEX ix_entries_person_id_start_on ON entries (person_id, start_on, id);
CREATE INDEX ix_entries_person_id_week ON entries (person_id, programme_id, week, position);

CREATE TABLE messages (
  id UUID NOT NULL,
  person_id UUID NOT NULL,
  conversation_id UUID NOT NULL,
  text TEXT NOT NULL,
  created_at timestamptz DEFAULT now() NOT NULL,
  CONSTRAINT pk_messages PRIMARY KEY (id),
  CONSTRAINT fk_messages_person_id_people FOREIGN KEY(person_id) REFERENCES people (id) ON DELETE CASCADE,
  CONSTRAINT fk_messages_conversation_id_conversations FOREIGN KEY(conversation_id) REFERENCES conversations (id) ON DELETE CASCADE
);
CREATE INDEX ix_messages_conversation_id ON messages (conversation_id, id);

CREATE TABLE objectives (
  id UUID NOT NULL,
  person_id UUID NOT NULL,
  programme_id UUID NOT NULL,
  week INTEGER NOT NULL,
  position INTEGER NOT NULL,
  text TEXT NOT NULL,
  done BOOLEAN,
  created_at timestamptz DEFAULT now() NOT NULL,
  CONSTRAINT pk_objectives PRIMARY KEY (id),
  CONSTRAINT fk_objectives_week FOREIGN KEY(programme_id, week) REFERENCES weeks (programme_id, number),
  CONSTRAINT fk_objectives_person_id_people FOREIGN KEY(person_id) REFERENCES people (id) ON DELETE CASCADE
);
CREATE INDEX ix_objectives_person_id_week ON objectives (person_id, programme_id, week, position);

CREATE TABLE pages (
  id UUID NOT NULL,
  person_id UUID NOT NULL,
  programme_id UUID NOT NULL,
  week INTEGER NOT NULL,
  language TEXT NOT NULL,
  path TEXT NOT NULL,
  raw BYTEA NOT NULL,
  settlements JSONB DEFAULT '{}' NOT NULL,
  created_at timestamptz DEFAULT now() NOT NULL,
  updated_at timestamptz DEFAULT now() NOT NULL,
  CONSTRAINT pk_pages PRIMARY KEY (id),
  CONSTRAINT fk_pages_week FOREIGN KEY(programme_id, week) REFERENCES weeks (programme_id, number),
  CONSTRAINT uq_pages_path UNIQUE (person_id, programme_id, path),
  CONSTRAINT fk_pages_person_id_people FOREIGN KEY(person_id) REFERENCES people (id) ON DELETE CASCADE
);

CREATE TABLE reviews (
  id UUID NOT NULL,
  person_id UUID NOT NULL,
  programme_id UUID NOT NULL,
  week INTEGER NOT NULL,
  state TEXT DEFAULT 'pending' NOT NULL,
  version INTEGER DEFAULT '1' NOT NULL,
  facts JSONB,
  sentences JSONB,
  job_id UUID,
  due_at timestamptz,
  drafted_at timestamptz,
  created_at timestamptz DEFAULT now() NOT NULL,
  updated_at timestamptz DEFAULT now() NOT NULL,
  CONSTRAINT pk_reviews PRIMARY KEY (id),
  CONSTRAINT fk_reviews_week FOREIGN KEY(programme_id, week) REFERENCES weeks (programme_id, number),
  CONSTRAINT uq_reviews_week UNIQUE (person_id, programme_id, week),
  CONSTRAINT ck_reviews_state CHECK (state in ('pending', 'drafted', 'submitted', 'approved', 'published')),
  CONSTRAINT fk_reviews_person_id_people FOREIGN KEY(person_id) REFERENCES people (id) ON DELETE CASCADE
);

CREATE TABLE replies (
  id UUID NOT NULL,
  person_id UUID NOT NULL,
  conversation_id UUID NOT NULL,
  message_id UUID NOT NULL,
  job_id UUID NOT NULL,
  text TEXT DEFAULT '' NOT NULL,
  citations JSONB DEFAULT '[]' NOT NULL,
  model TEXT,
  usage JSONB,
  created_at timestamptz DEFAULT now() NOT NULL,
  CONSTRAINT pk_replies PRIMARY KEY (id),
  CONSTRAINT fk_replies_person_id_people FOREIGN KEY(person_id) REFERENCES people (id) ON DELETE CASCADE,
  CONSTRAINT fk_replies_conversation_id_conversations FOREIGN KEY(conversation_id) REFERENCES conversations (id) ON DELETE CASCADE,
  CONSTRAINT fk_replies_message_id_messages FOREIGN KEY(message_id) REFERENCES messages (id) ON DELETE CASCADE,
  CONSTRAINT uq_replies_job_id UNIQUE (job_id),
  CONSTRAINT fk_replies_job_id_jobs FOREIGN KEY(job_id) REFERENCES jobs (id)
);
CREATE INDEX ix_replies_conversation_id ON replies (conversation_id, id);
CREATE INDEX ix_replies_message_id ON replies (message_id);
"""

PERSON = """
create function current_person() returns uuid language sql stable
return nullif(current_setting('app.person_id', true), '')::uuid
"""  # the setting reads '' and not null once a connection has used it

OWNED = ("achievements", "conversations", "entries", "idempotency_keys", "jobs", "members", "messages", "objectives", "pages",
         "replies", "reviews", "sessions", "tokens")  # fmt: skip
WRITTEN_BY_PEOPLE = ("achievements", "conversations", "entries", "idempotency_keys", "messages", "objectives", "pages",
                     "replies", "reviews")  # fmt: skip
METADATA = ("jobs", "members", "people", "programmes", "sessions", "tokens", "weeks")

RIGHTS = """
grant select, insert, update on jobs to weeklog_app;
grant select on members, people, programmes, weeks to weeklog_app;
grant select, insert, delete on tokens to weeklog_app;
grant select, delete on sessions to weeklog_app;
grant select (id, person_id, programme_id, week, state, due_at, job_id),
      insert (id, person_id, programme_id, week, due_at, job_id) on reviews to weeklog_system;
grant select (created_at), delete on idempotency_keys to weeklog_system;
create policy own on people to weeklog_app using (id = current_person());
create policy joined on programmes to weeklog_app using (exists (select from members where programme_id = programmes.id));
create policy joined on weeks to weeklog_app using (exists (select from members where programme_id = weeks.programme_id));
create policy metadata on reviews to weeklog_system using (true) with check (true);
create policy metadata on idempotency_keys to weeklog_system using (true)
"""


def upgrade() -> None:
    run(TABLES)
    op.execute(PERSON)
    create_role("weeklog_app")
    create_role("weeklog_system")
    for table in (*OWNED, "people", "programmes", "weeks"):
        run(f"alter table {table} enable row level security; alter table {table} force row level security")
    for table in OWNED:
        op.execute(
            f"create policy own on {table} to weeklog_app "
            "using (person_id = current_person()) with check (person_id = current_person())"
        )
    for table in WRITTEN_BY_PEOPLE:
        op.execute(f"grant select, insert, update, delete on {table} to weeklog_app")
    for table in METADATA:
        op.execute(f"grant select, insert, update, delete on {table} to weeklog_system")
        op.execute(f"create policy metadata on {table} to weeklog_system using (true) with check (true)")
    run(RIGHTS)


def create_role(role: str) -> None:
    # Roles belong to the server, not to the database: another weeklog database may have made them already.
    op.execute(f"""
        do $$ begin
          if not exists (select from pg_roles where rolname = '{role}') then
            create role {role} nologin nosuperuser nobypassrls;
          end if;
        exception when duplicate_object or unique_violation then null; end $$""")
    login = context.config.attributes["login"].replace('"', '""')
    op.execute(f'grant {role} to "{login}"')
    op.execute(f"grant usage on schema public to {role}")


def run(statements: str) -> None:
    for statement in statements.split(";"):
        if statement.strip():
            op.execute(statement)
