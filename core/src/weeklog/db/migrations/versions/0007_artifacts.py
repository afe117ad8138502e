"""Files with revisions.

The bytes are in the store (`weeklog.artifacts.blobs`), under `<person>/<revision>`. The system role sees which ids there are, of
these and of all that an account's archive holds: to sweep objects that no row names, and to tell, when an archive comes
back, which of its ids somebody else has.
"""

from alembic import op

revision = "0007"
down_revision = "0006"

TABLES = """
CREATE TABLE artifacts (
  id UUID NOT NULL,
  person_id UUID NOT NULL,
  programme_id UUID NOT NULL,
  week INTEGER,
  name TEXT NOT NULL,
  title TEXT DEFAULT '' NOT NULL,
  revision INTEGER DEFAULT '1' NOT NULL,
  version INTEGER DEFAULT '1' NOT NULL,
  created_at timestamptz DEFAULT now() NOT NULL,
  updated_at timestamptz DEFAULT now() NOT NULL,
  CONSTRAINT pk_artifacts PRIMARY KEY (id),
  CONSTRAINT uq_artifacts_owner UNIQUE (id, person_id),
  CONSTRAINT fk_artifacts_week FOREIGN KEY(programme_id, week) REFERENCES weeks (programme_id, number) ON DELETE SET NULL (week),
  CONSTRAINT fk_artifacts_person_id_people FOREIGN KEY(person_id) REFERENCES people (id) ON DELETE CASCADE
);
CREATE INDEX ix_artifacts_person_id ON artifacts (person_id, programme_id, created_at, id);

CREATE TABLE artifact_revisions (
  id UUID NOT NULL,
  person_id UUID NOT NULL,
  programme_id UUID NOT NULL,
  artifact_id UUID NOT NULL,
  number INTEGER NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  size INTEGER NOT NULL,
  sha256 BYTEA NOT NULL,
  note TEXT DEFAULT '' NOT NULL,
  created_at timestamptz DEFAULT now() NOT NULL,
  CONSTRAINT pk_artifact_revisions PRIMARY KEY (id),
  CONSTRAINT uq_artifact_revisions_number UNIQUE (artifact_id, number),
  CONSTRAINT fk_artifact_revisions_artifact FOREIGN KEY(artifact_id, person_id) REFERENCES artifacts (id, person_id) ON DELETE CASCADE,
  CONSTRAINT fk_artifact_revisions_person_id_people FOREIGN KEY(person_id) REFERENCES people (id) ON DELETE CASCADE
);
CREATE INDEX ix_artifact_revisions_person_id ON artifact_revisions (person_id)
"""

FOLLOWED = """
(programme_id, person_id) in (select m.programme_id, m.member_id from mentorships m where m.mentor_id = current_person())
or programme_id in (select l.programme_id from members l
                     where l.person_id = current_person() and l.role = 'lead' and l.left_at is null)
"""
NEW = ("artifacts", "artifact_revisions")
# The system role sees these since 0001 and 0003, if not yet their ids.
SEEN = ("entries", "pages", "objectives", "achievements", "reviews")
UNSEEN = (*NEW, "conversations", "messages", "replies")


def upgrade() -> None:
    for statement in TABLES.split(";"):
        op.execute(statement)
    for table in NEW:
        op.execute(f"alter table {table} enable row level security")
        op.execute(f"alter table {table} force row level security")
        op.execute(
            f"create policy own on {table} to weeklog_app "
            "using (person_id = current_person()) with check (person_id = current_person())"
        )
        op.execute(f"create policy followed on {table} for select to weeklog_app using ({FOLLOWED})")
        op.execute(f"grant select, insert, update, delete on {table} to weeklog_app")
    for table in UNSEEN:
        op.execute(f"create policy metadata on {table} for select to weeklog_system using (true)")
    for table in (*SEEN, *UNSEEN):
        op.execute(f"grant select (id, person_id) on {table} to weeklog_system")
