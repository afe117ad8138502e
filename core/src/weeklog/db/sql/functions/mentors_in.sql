-- The names of those who mentor the asker: row-level security shows nobody another person's row.
create or replace function mentors_in(programme uuid)
returns text[]
language sql stable security definer
set search_path = public, pg_temp
as $$
  select coalesce(array_agg(f.name order by f.name), '{}') from mentorships s join people f on f.id = s.mentor_id
   where s.programme_id = programme and s.member_id = current_person()
$$;
