"""A programme's own language model, with its sealed key. Nobody but the system role has any right on it."""

from alembic import op

revision = "0010"
down_revision = "0009"

TABLE = """
CREATE TABLE programme_models (
  programme_id UUID NOT NULL,
  version UUID NOT NULL,
  model TEXT NOT NULL,
  base_url TEXT,
  key_box BYTEA,
  key_ends TEXT,
  changed_by UUID,
  changed_at timestamptz DEFAULT now() NOT NULL,
  test_job_id UUID,
  test JSONB,
  CONSTRAINT pk_programme_models PRIMARY KEY (programme_id),
  CONSTRAINT fk_programme_models_programme_id_programmes FOREIGN KEY(programme_id) REFERENCES programmes (id) ON DELETE CASCADE,
  CONSTRAINT fk_programme_models_changed_by_people FOREIGN KEY(changed_by) REFERENCES people (id) ON DELETE SET NULL,
  CONSTRAINT fk_programme_models_test_job_id_jobs FOREIGN KEY(test_job_id) REFERENCES jobs (id) ON DELETE SET NULL
)
"""


def upgrade() -> None:
    op.execute(TABLE)
    op.execute("alter table programme_models enable row level security")
    op.execute("alter table programme_models force row level security")
    op.execute("create policy metadata on programme_models to weeklog_system using (true) with check (true)")
    op.execute("grant select, insert, update, delete on programme_models to weeklog_system")
