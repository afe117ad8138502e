-- Counts words of the programme, for whoever is a member.
create or replace function search_learn(programme uuid, words text[])
returns void language sql security definer
set search_path = public, pg_temp
as $$
  insert into search_vocabulary as v (programme_id, word)
  select programme, w from unnest(words) w
   where exists (select from members m where m.programme_id = programme and m.person_id = current_person())
   order by w
  on conflict (programme_id, word) do update set seen = v.seen + 1 where v.seen < 3
$$;
