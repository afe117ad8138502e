"""Tells every gateway when what it remembers of a person's rights is no longer true.

The database says it, not the code that writes, so that no writer can forget to: the command line, a restore and a
person at psql count too. The payload is the person, or empty when many are meant.
"""

from alembic import op

revision = "0002"
down_revision = "0001"

PERSON_CHANGED = """
create function tell_identity_changed() returns trigger language plpgsql as $$
begin
  perform pg_notify('weeklog_identity', to_jsonb(old) ->> tg_argv[0]);
  return null;
end $$
"""
ANYBODY_CHANGED = """
create function tell_identities_changed() returns trigger language plpgsql as $$
begin
  perform pg_notify('weeklog_identity', '');
  return null;
end $$
"""
# Not for `last_used_at`: reading a token writes that.
PERSON_TRIGGERS = (
    ("tokens", "update of person_id, secret_hash, scopes, expires_at or delete", "person_id"),
    ("sessions", "update or delete", "person_id"),
    ("people", "update or delete", "id"),
    ("members", "update or delete", "person_id"),
)
ANYBODY_TRIGGERS = (
    ("members", "insert"),
    ("programmes", "update or delete"),
    ("weeks", "insert or update or delete"),
)


def upgrade() -> None:
    op.execute(PERSON_CHANGED)
    op.execute(ANYBODY_CHANGED)
    for table, happening, column in PERSON_TRIGGERS:
        op.execute(
            f"create trigger tell_identity_changed after {happening} on {table} "
            f"for each row execute function tell_identity_changed('{column}')"
        )
    for table, happening in ANYBODY_TRIGGERS:
        op.execute(
            f"create trigger tell_identities_changed after {happening} on {table} "
            "for each statement execute function tell_identities_changed()"
        )
