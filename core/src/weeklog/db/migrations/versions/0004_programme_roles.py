"""Who follows whom: mentors, leads, and what they may read of others.

A mentor reads what the members they mentor write, a lead what everybody of the programme writes; nobody writes another's
rows. The policies say it once more in the database, so that a forgotten condition shows nothing
(`weeklog.access` is where it is decided). They look only at the asker's own memberships and mentorships, and Postgres
evaluates them only for a row that is not the asker's own.
"""

from alembic import op

revision = "0004"
down_revision = "0003"

TABLES = """
ALTER TABLE programmes
  ADD COLUMN days_off SMALLINT[] DEFAULT '{5,6}' NOT NULL,
  ADD COLUMN quiet_from TIME DEFAULT '20:00' NOT NULL,
  ADD COLUMN quiet_until TIME DEFAULT '08:00' NOT NULL,
  ADD COLUMN archived_at timestamptz;

ALTER TABLE members
  ADD COLUMN left_at timestamptz,
  ADD COLUMN active_at timestamptz DEFAULT now() NOT NULL;

CREATE TABLE mentorships (
  programme_id UUID NOT NULL,
  mentor_id UUID NOT NULL,
  member_id UUID NOT NULL,
  created_at timestamptz DEFAULT now() NOT NULL,
  CONSTRAINT pk_mentorships PRIMARY KEY (programme_id, mentor_id, member_id),
  CONSTRAINT ck_mentorships_two CHECK (mentor_id <> member_id),
  CONSTRAINT fk_mentorships_mentor FOREIGN KEY(programme_id, mentor_id) REFERENCES members (programme_id, person_id) ON DELETE CASCADE,
  CONSTRAINT fk_mentorships_member FOREIGN KEY(programme_id, member_id) REFERENCES members (programme_id, person_id) ON DELETE CASCADE
);
CREATE INDEX ix_mentorships_mentor_id ON mentorships (mentor_id);
CREATE INDEX ix_mentorships_member_id ON mentorships (member_id);

CREATE TABLE invitations (
  id UUID NOT NULL,
  programme_id UUID NOT NULL,
  secret_hash BYTEA NOT NULL,
  role TEXT NOT NULL,
  email TEXT,
  mentor_id UUID,
  uses_left INTEGER NOT NULL,
  created_by UUID NOT NULL,
  expires_at timestamptz NOT NULL,
  created_at timestamptz DEFAULT now() NOT NULL,
  CONSTRAINT pk_invitations PRIMARY KEY (id),
  CONSTRAINT uq_invitations_secret_hash UNIQUE (secret_hash),
  CONSTRAINT ck_invitations_role CHECK (role in ('member', 'mentor', 'lead')),
  CONSTRAINT ck_invitations_uses CHECK (uses_left >= 0),
  CONSTRAINT fk_invitations_programme_id_programmes FOREIGN KEY(programme_id) REFERENCES programmes (id) ON DELETE CASCADE,
  CONSTRAINT fk_invitations_mentor FOREIGN KEY(programme_id, mentor_id) REFERENCES members (programme_id, person_id) ON DELETE SET NULL (mentor_id),
  CONSTRAINT fk_invitations_created_by_people FOREIGN KEY(created_by) REFERENCES people (id) ON DELETE CASCADE
);
CREATE INDEX ix_invitations_programme_id ON invitations (programme_id)
"""

# A row of somebody whom the asker follows.
FOLLOWED = """
(programme_id, person_id) in (select m.programme_id, m.member_id from mentorships m where m.mentor_id = current_person())
or programme_id in (select l.programme_id from members l
                     where l.person_id = current_person() and l.role = 'lead' and l.left_at is null)
"""
WORKLOG = ("entries", "objectives", "achievements")


def upgrade() -> None:
    run(TABLES)
    for table in ("mentorships", "invitations"):
        run(f"alter table {table} enable row level security; alter table {table} force row level security")
        op.execute(f"grant select, insert, update, delete on {table} to weeklog_system")
        op.execute(f"create policy metadata on {table} to weeklog_system using (true) with check (true)")
    op.execute("grant select on mentorships to weeklog_app")
    op.execute(
        "create policy own on mentorships for select to weeklog_app "
        "using (mentor_id = current_person() or member_id = current_person())"
    )
    for table in WORKLOG:
        op.execute(f"create policy followed on {table} for select to weeklog_app using ({FOLLOWED})")
    # A draft is its owner's until they submit it.
    op.execute(
        "create policy followed on reviews for select to weeklog_app "
        f"using (state in ('submitted', 'approved', 'published') and ({FOLLOWED}))"
    )
    op.execute(
        "create trigger tell_identities_changed after insert or update or delete on mentorships "
        "for each statement execute function tell_identities_changed()"
    )


def run(statements: str) -> None:
    for statement in statements.split(";"):
        if statement.strip():
            op.execute(statement)
