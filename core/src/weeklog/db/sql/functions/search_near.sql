-- Words of the programme that are near to the asked ones.
create or replace function search_near(programme uuid, asked text[], established integer, most integer)
returns table (asked_word text, word text, distance integer, seen integer)
language plpgsql stable security definer
set search_path = public, pg_temp
set plan_cache_mode = force_custom_plan
as $$
#variable_conflict use_column
declare
  one record;
begin
  for one in
    select w.word, coalesce(s.seen, 0)::integer as seen,
           case when length(w.word) < 6 then 1 when length(w.word) < 8 then 2 else 3 end as longer_by
      from unnest(asked) as w (word)
      left join search_vocabulary s on s.programme_id = programme and s.word = w.word
  loop
    return query select one.word, one.word, 0, one.seen;
    if one.seen < established then
      return query
      select one.word, f.word, f.apart, f.seen::integer from (
        select s.word, s.seen, levenshtein_less_equal(s.word, one.word, greatest(2, one.longer_by)) as apart
          from search_vocabulary s
         where s.programme_id = programme and s.word <> one.word
           and length(s.word) between length(one.word) - one.longer_by and length(one.word) + one.longer_by
        offset 0) f
       where f.apart <= greatest(2, one.longer_by) order by f.apart, f.seen desc limit most;
    end if;
  end loop;
end $$;
