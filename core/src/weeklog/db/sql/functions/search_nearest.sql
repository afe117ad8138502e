-- The rows nearest in meaning; none until there is a table of meanings (`search_add_meanings`).
-- Few people: every row of theirs is compared. Many: the index is walked, and those of others are passed over.
create or replace function search_nearest(asked text, programme uuid, people uuid[], kinds text[], most integer)
returns table (kind text, id uuid, likeness real)
language plpgsql stable security definer
set search_path = public, pg_temp
set plan_cache_mode = force_custom_plan
as $$
#variable_conflict use_column
declare
  allowed uuid[] := search_allowed(programme, people);
begin
  if to_regclass('search_meanings') is null then
    return;
  elsif cardinality(allowed) <= 20 then
    return query
    with theirs as materialized (
      select m.kind, m.id, m.meaning from search_meanings m
       where m.person_id = any(allowed) and m.programme_id = programme and m.kind = any(kinds))
    select t.kind, t.id, (1 - (t.meaning <=> asked::halfvec(384)))::real from theirs t
     order by t.meaning <=> asked::halfvec(384) limit most;
  else
    -- Not as settings of the function: only a superuser may name an extension's there before it is loaded.
    perform set_config('hnsw.iterative_scan', 'relaxed_order', true), set_config('hnsw.ef_search', '100', true);
    return query
    select m.kind, m.id, (1 - (m.meaning <=> asked::halfvec(384)))::real from search_meanings m
     where m.person_id = any(allowed) and m.programme_id = programme and m.kind = any(kinds)
     order by m.meaning <=> asked::halfvec(384) limit most;
  end if;
end $$;
