-- Keeps what an entry was before each change, whoever made it; a deleted entry is the last of these rows. An
-- INSERT fires nothing. `app.change` says what the transaction does, where it is no edit
-- (`weeklog.sites.tables.hold_pages`). Without `words`: a history has no use for what is derived.
create or replace function keep_entry_history()
returns trigger language plpgsql as $$
declare
  was jsonb := (to_jsonb(old) - 'words');
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
end $$;
