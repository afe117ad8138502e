"""The life of an entry: its history, its undoing, its carrying over; the states of objectives.

What an entry was before each change is kept by a trigger, so that whoever changes it (a request, an import, an assistant)
leaves a trace; a deleted entry is the last of these rows until it is restored or its time is over. An INSERT fires nothing.
"""

from alembic import op

revision = "0005"
down_revision = "0004"

TABLES = """
ALTER TABLE entries
  ADD COLUMN carried_from UUID,
  ADD COLUMN carried_to UUID,
  ADD COLUMN weeks_open INTEGER DEFAULT '1' NOT NULL;

CREATE TABLE entry_history (
  id BIGINT GENERATED ALWAYS AS IDENTITY,
  entry_id UUID NOT NULL,
  person_id UUID NOT NULL,
  programme_id UUID NOT NULL,
  version INTEGER NOT NULL,
  change TEXT NOT NULL,
  row JSONB NOT NULL,
  by UUID,
  at timestamptz DEFAULT now() NOT NULL,
  CONSTRAINT pk_entry_history PRIMARY KEY (id),
  CONSTRAINT ck_entry_history_change CHECK (change in ('edited', 'carried', 'deleted', 'restored', 'imported')),
  CONSTRAINT fk_entry_history_person_id_people FOREIGN KEY(person_id) REFERENCES people (id) ON DELETE CASCADE
);
CREATE INDEX ix_entry_history_entry_id ON entry_history (entry_id, id);
CREATE INDEX ix_entry_history_deleted ON entry_history (person_id, at) WHERE change = 'deleted';

ALTER TABLE objectives
  ADD COLUMN state TEXT DEFAULT 'open' NOT NULL,
  ADD COLUMN evidence UUID[] DEFAULT '{}' NOT NULL,
  ADD COLUMN carried_from UUID,
  ADD COLUMN weeks_open INTEGER DEFAULT '1' NOT NULL,
  ADD CONSTRAINT ck_objectives_state CHECK (state in ('open', 'met', 'missed', 'carried'));
UPDATE objectives SET state = 'met' WHERE done;
ALTER TABLE objectives ADD CONSTRAINT ck_objectives_done CHECK (done is null or done = (state = 'met'))
"""

# `app.change` says what a transaction is, where it is no edit (`weeklog.sites.tables.hold_pages`).
KEEP = """
create function keep_entry_history() returns trigger language plpgsql as $$
declare
  was jsonb := to_jsonb(old);
  what text := coalesce(nullif(current_setting('app.change', true), ''), 'edited');
begin
  if tg_op = 'DELETE' then
    if not exists (select from people where people.id = old.person_id) then
      return null;  -- the person is deleted, and everything of theirs
    end if;
    what := 'deleted';
    was := was || jsonb_build_object(
      'achievements', (select coalesce(jsonb_agg(a.id), '[]') from achievements a
                        where a.person_id = old.person_id and old.id = any(a.evidence)),
      'objectives', (select coalesce(jsonb_agg(o.id), '[]') from objectives o
                      where o.person_id = old.person_id and old.id = any(o.evidence)));
  elsif new.carried_to is distinct from old.carried_to then
    what := 'carried';
  end if;
  insert into entry_history (entry_id, person_id, programme_id, version, change, row, by)
  values (old.id, old.person_id, old.programme_id, old.version, what, was, current_person());
  return null;
end $$
"""


def upgrade() -> None:
    for statement in TABLES.split(";"):
        op.execute(statement)
    op.execute("alter table entry_history enable row level security")
    op.execute("alter table entry_history force row level security")
    # What somebody wrote before they wrote it better is theirs alone.
    op.execute(
        "create policy own on entry_history to weeklog_app "
        "using (person_id = current_person()) with check (person_id = current_person())"
    )
    op.execute("grant select, insert on entry_history to weeklog_app")
    # For what empties the bin, which sees nobody's text.
    op.execute("grant select (id, entry_id, change, at), delete on entry_history to weeklog_system")
    op.execute("create policy metadata on entry_history to weeklog_system using (true)")
    op.execute("grant select (id) on entries to weeklog_system")
    op.execute(KEEP)
    op.execute(
        "create trigger keep_changed after update on entries for each row "
        "when (old.version is distinct from new.version) execute function keep_entry_history()"
    )
    op.execute(
        "create trigger keep_deleted after delete on entries for each row execute function keep_entry_history()"
    )
