-- Whom the asker answers for now because they stand in for a mentor. It runs as the owner of the tables:
-- row-level security shows nobody whom another person mentors.
create function stood_in_for()
returns table (programme_id uuid, member_id uuid, mentor_id uuid)
language sql stable security definer
set search_path = public, pg_temp
as $$
  select a.programme_id, a.member_id, a.stands_in_for from mentors_at(now()) a
   where a.mentor_id = current_person() and a.stands_in_for is not null
$$;
