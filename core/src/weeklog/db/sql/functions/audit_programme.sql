-- What of a programme was changed: the names of its columns.
create function audit_programme() returns trigger language plpgsql as $$
declare
  changed text[] := array(select n.key from jsonb_each(to_jsonb(new)) n join jsonb_each(to_jsonb(old)) o using (key)
                           where n.value is distinct from o.value order by n.key);
begin
  if old.archived_at is null and new.archived_at is not null then
    perform audit_add(new.id, null, 'programme.archived', '{}');
  elsif old.archived_at is not null and new.archived_at is null then
    perform audit_add(new.id, null, 'programme.unarchived', '{}');
  elsif cardinality(changed) > 0 then
    perform audit_add(new.id, null, 'programme.changed', jsonb_build_object('fields', changed));
  end if;
  return null;
end $$;
