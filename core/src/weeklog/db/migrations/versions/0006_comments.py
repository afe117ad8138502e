"""Comments, submissions, notices.

A comment stands in the worklog of the person it is about (`person_id`) and is written by its author (`author_id`). Its
owner and whoever follows the owner read it; its author keeps reading it. A thread remembers what its anchor said, since
what was commented on may be edited or deleted.

Who watches over submissions and reminders runs as the system role: it sees whose rows there are, of which week and day,
and never what they say.
"""

from alembic import op

revision = "0006"
down_revision = "0005"

TABLES = """
CREATE TABLE threads (
  id UUID NOT NULL,
  person_id UUID NOT NULL,
  programme_id UUID NOT NULL,
  week INTEGER,
  author_id UUID,
  anchor_kind TEXT NOT NULL,
  anchor_id UUID NOT NULL,
  line INTEGER,
  revision INTEGER,
  anchor_text TEXT NOT NULL,
  resolved_at timestamptz,
  resolved_by UUID,
  created_at timestamptz NOT NULL,
  CONSTRAINT pk_threads PRIMARY KEY (id),
  CONSTRAINT uq_threads_owner UNIQUE (id, person_id, programme_id),
  CONSTRAINT ck_threads_anchor_kind CHECK (anchor_kind in ('entry', 'objective', 'review', 'artifact')),
  CONSTRAINT fk_threads_person_id_people FOREIGN KEY(person_id) REFERENCES people (id) ON DELETE CASCADE,
  CONSTRAINT fk_threads_programme_id_programmes FOREIGN KEY(programme_id) REFERENCES programmes (id) ON DELETE CASCADE,
  CONSTRAINT fk_threads_author_id_people FOREIGN KEY(author_id) REFERENCES people (id) ON DELETE SET NULL,
  CONSTRAINT fk_threads_resolved_by_people FOREIGN KEY(resolved_by) REFERENCES people (id) ON DELETE SET NULL
);
CREATE INDEX ix_threads_person_id ON threads (person_id, programme_id, week);
CREATE INDEX ix_threads_anchor_id ON threads (anchor_id);

CREATE TABLE comments (
  id UUID NOT NULL,
  thread_id UUID NOT NULL,
  person_id UUID NOT NULL,
  programme_id UUID NOT NULL,
  author_id UUID,
  text TEXT NOT NULL,
  mentions UUID[] DEFAULT '{}' NOT NULL,
  created_at timestamptz NOT NULL,
  edited_at timestamptz,
  deleted_at timestamptz,
  CONSTRAINT pk_comments PRIMARY KEY (id),
  CONSTRAINT fk_comments_thread FOREIGN KEY(thread_id, person_id, programme_id) REFERENCES threads (id, person_id, programme_id) ON DELETE CASCADE,
  CONSTRAINT fk_comments_author_id_people FOREIGN KEY(author_id) REFERENCES people (id) ON DELETE SET NULL
);
CREATE INDEX ix_comments_thread_id ON comments (thread_id, created_at, id);
CREATE INDEX ix_comments_person_id ON comments (person_id, programme_id, created_at, id);
CREATE INDEX ix_comments_author_id ON comments (author_id);

CREATE TABLE notices (
  id UUID NOT NULL,
  person_id UUID NOT NULL,
  programme_id UUID NOT NULL,
  week INTEGER NOT NULL,
  kind TEXT NOT NULL,
  text TEXT NOT NULL,
  missing JSONB NOT NULL,
  created_at timestamptz NOT NULL,
  read_at timestamptz,
  CONSTRAINT pk_notices PRIMARY KEY (id),
  CONSTRAINT uq_notices_once UNIQUE (person_id, programme_id, week, kind),
  CONSTRAINT fk_notices_person_id_people FOREIGN KEY(person_id) REFERENCES people (id) ON DELETE CASCADE,
  CONSTRAINT fk_notices_programme_id_programmes FOREIGN KEY(programme_id) REFERENCES programmes (id) ON DELETE CASCADE
);
CREATE INDEX ix_notices_person_id ON notices (person_id, created_at, id);

CREATE TABLE muted_reminders (
  person_id UUID NOT NULL,
  kind TEXT NOT NULL,
  CONSTRAINT pk_muted_reminders PRIMARY KEY (person_id, kind),
  CONSTRAINT fk_muted_reminders_person_id_people FOREIGN KEY(person_id) REFERENCES people (id) ON DELETE CASCADE
);

ALTER TABLE reviews ADD COLUMN submitted_at timestamptz
"""

# A row of somebody whom the asker follows, as in 0004.
FOLLOWED = """
(programme_id, person_id) in (select m.programme_id, m.member_id from mentorships m where m.mentor_id = current_person())
or programme_id in (select l.programme_id from members l
                     where l.person_id = current_person() and l.role = 'lead' and l.left_at is null)
"""
READER = f"person_id = current_person() or author_id = current_person() or {FOLLOWED}"
AUTHOR = f"author_id = current_person() and (person_id = current_person() or {FOLLOWED})"

RIGHTS = """
grant select, insert, update (resolved_at, resolved_by) on threads to weeklog_app;
grant select, insert, update (text, mentions, edited_at, deleted_at) on comments to weeklog_app;
grant select, update (read_at) on notices to weeklog_app;
grant select, insert, delete on muted_reminders to weeklog_app;
grant select (id, person_id, programme_id, week, author_id, anchor_kind, anchor_id, resolved_at) on threads to weeklog_system;
grant select (id, thread_id, person_id, programme_id, author_id, created_at, deleted_at) on comments to weeklog_system;
grant select, insert on notices to weeklog_system;
grant select on muted_reminders to weeklog_system;
grant select (person_id, end_on) on entries to weeklog_system;
grant select (person_id) on objectives to weeklog_system;
grant select (person_id) on achievements to weeklog_system;
grant select (drafted_at, submitted_at) on reviews to weeklog_system
"""


def upgrade() -> None:
    run(TABLES)
    for table in ("threads", "comments", "notices", "muted_reminders"):
        run(f"alter table {table} enable row level security; alter table {table} force row level security")
        op.execute(f"create policy metadata on {table} to weeklog_system using (true) with check (true)")
    run(RIGHTS)
    for table in ("notices", "muted_reminders"):
        op.execute(
            f"create policy own on {table} to weeklog_app "
            "using (person_id = current_person()) with check (person_id = current_person())"
        )
    op.execute(f"create policy reader on comments for select to weeklog_app using ({READER})")
    # Whoever took part reads what they took part in.
    op.execute(
        f"create policy reader on threads for select to weeklog_app using ({READER} "
        "or exists (select from comments c where c.thread_id = threads.id and c.author_id = current_person()))"
    )
    for table in ("threads", "comments"):
        op.execute(f"create policy author on {table} for insert to weeklog_app with check ({AUTHOR})")
    op.execute(
        "create policy rewrite on comments for update to weeklog_app "
        "using (author_id = current_person()) with check (author_id = current_person())"
    )
    op.execute(
        "create policy settle on threads for update to weeklog_app "
        "using (author_id = current_person() or person_id = current_person())"
    )


def run(statements: str) -> None:
    for statement in statements.split(";"):
        if statement.strip():
            op.execute(statement)
