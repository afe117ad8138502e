-- Notes that a person's rows have words that the index has not read.
create or replace function search_touch()
returns trigger language plpgsql security definer
set search_path = public, pg_temp
as $$
begin
  insert into search_marks as m (person_id, programme_id, touched_at) values (new.person_id, new.programme_id, now())
  on conflict (person_id, programme_id) do update set touched_at = now() where m.touched_at < now();
  return null;
end $$;
