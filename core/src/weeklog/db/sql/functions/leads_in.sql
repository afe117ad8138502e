-- The names of those who lead the asker's own programme.
create or replace function leads_in(programme uuid)
returns text[]
language sql stable security definer
set search_path = public, pg_temp
as $$
  select coalesce(array_agg(f.name order by f.name), '{}') from members l join people f on f.id = l.person_id
   where l.programme_id = programme and l.role = 'lead' and l.left_at is null
     and exists (select from members m where m.programme_id = programme and m.person_id = current_person()
       and m.left_at is null)
$$;
