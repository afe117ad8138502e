-- Tells every gateway that what it remembers of a person's rights is out of date. The database tells it, so
-- that no writer can forget to: the command line, a restore and a person at psql count too. The trigger's
-- argument names the column of the person.
create or replace function tell_identity_changed()
returns trigger language plpgsql as $$
begin
  perform pg_notify('weeklog_identity', to_jsonb(old) ->> tg_argv[0]);
  return null;
end $$;
