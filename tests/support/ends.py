"""What became of each reply of a stack, as its database knows it."""

import json
from collections import Counter
from typing import Any

from tests.support import servers
from weeklog_local import Postgres

_AUDIT = """
create table ends (job_id uuid, state text);
grant insert on ends to weeklog_app, weeklog_system;
create function note_end() returns trigger language plpgsql as $$ begin
  if new.finished_at is not null and old.finished_at is null then insert into ends values (new.id, new.state); end if;
  if old.finished_at is not null and new.state is distinct from old.state then
    insert into ends values (new.id, 'again ' || new.state); end if;
  return new; end $$;
create trigger note_end before update on jobs for each row execute function note_end();
"""
_STORED = """
select coalesce(json_object_agg(r.id, json_build_object(
         'text', r.text, 'state', j.state, 'attempt', j.attempt, 'job', j.id,
         'conversation', r.conversation_id)), '{}')
  from replies r join jobs j on j.id = r.job_id"""
_ENDS = "select coalesce(json_agg(job_id), '[]') from ends"


def note_ends(database: str, on: Postgres | None = None) -> None:
    """From now on every end of a job is written down, also a second one."""
    (on or servers.postgres()).execute(_AUDIT, database=database)


def stored_replies(database: str, on: Postgres | None = None) -> dict[str, dict[str, Any]]:
    """Text, state, attempt, job and conversation of each reply, by its id."""
    return json.loads((on or servers.postgres()).execute(_STORED, database=database))


def ends_of_jobs(database: str, on: Postgres | None = None) -> Counter[str]:
    """How often each job ended, by its id."""
    return Counter(json.loads((on or servers.postgres()).execute(_ENDS, database=database)))
