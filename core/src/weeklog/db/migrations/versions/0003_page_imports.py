"""Answers for a whole site, imports that run in the background, and the programme's calendar after its start.

A calendar may only change where it leaves no entry behind. Whoever changes it must not read what people wrote, so the
system role sees of entries, pages, objectives, achievements and reviews which week they are of, and of entries the day.
"""

from alembic import op

revision = "0003"
down_revision = "0002"

TABLES = """
CREATE TABLE site_answers (
  person_id UUID NOT NULL,
  programme_id UUID NOT NULL,
  language TEXT NOT NULL,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  updated_at timestamptz DEFAULT now() NOT NULL,
  CONSTRAINT pk_site_answers PRIMARY KEY (person_id, programme_id, language, key),
  CONSTRAINT fk_site_answers_person_id_people FOREIGN KEY(person_id) REFERENCES people (id) ON DELETE CASCADE
);

CREATE TABLE page_imports (
  id UUID NOT NULL,
  person_id UUID NOT NULL,
  programme_id UUID NOT NULL,
  job_id UUID NOT NULL,
  dry_run BOOLEAN NOT NULL,
  done INTEGER DEFAULT '0' NOT NULL,
  total INTEGER NOT NULL,
  report JSONB,
  created_at timestamptz DEFAULT now() NOT NULL,
  CONSTRAINT pk_page_imports PRIMARY KEY (id),
  CONSTRAINT fk_page_imports_person_id_people FOREIGN KEY(person_id) REFERENCES people (id) ON DELETE CASCADE,
  CONSTRAINT fk_page_imports_job_id_jobs FOREIGN KEY(job_id) REFERENCES jobs (id),
  CONSTRAINT uq_page_imports_job_id UNIQUE (job_id)
);
CREATE INDEX ix_page_imports_person_id ON page_imports (person_id, id);

CREATE TABLE import_files (
  import_id UUID NOT NULL,
  position INTEGER NOT NULL,
  person_id UUID NOT NULL,
  path TEXT NOT NULL,
  raw BYTEA NOT NULL,
  CONSTRAINT pk_import_files PRIMARY KEY (import_id, position),
  CONSTRAINT fk_import_files_import_id_page_imports FOREIGN KEY(import_id) REFERENCES page_imports (id) ON DELETE CASCADE,
  CONSTRAINT fk_import_files_person_id_people FOREIGN KEY(person_id) REFERENCES people (id) ON DELETE CASCADE
)
"""
OWNED = ("site_answers", "page_imports", "import_files")
IN_WEEKS = ("pages", "objectives", "achievements")


def upgrade() -> None:
    for statement in TABLES.split(";"):
        op.execute(statement)
    for table in OWNED:
        op.execute(f"alter table {table} enable row level security")
        op.execute(f"alter table {table} force row level security")
        op.execute(
            f"create policy own on {table} to weeklog_app "
            "using (person_id = current_person()) with check (person_id = current_person())"
        )
        op.execute(f"grant select, insert, update, delete on {table} to weeklog_app")
    op.execute(
        "alter table pages add questions integer default '0' not null, add findings integer default '0' not null"
    )
    op.execute("grant select (programme_id, week, start_on, page_id) on entries to weeklog_system")
    for table in ("entries", *IN_WEEKS):
        op.execute(f"create policy metadata on {table} for select to weeklog_system using (true)")
    for table in IN_WEEKS:
        op.execute(f"grant select (programme_id, week) on {table} to weeklog_system")
