-- The same when many people are meant: the payload is empty.
create or replace function tell_identities_changed()
returns trigger language plpgsql as $$
begin
  perform pg_notify('weeklog_identity', '');
  return null;
end $$;
