-- Whom of these people the asker may read: what `weeklog.access` and the policies say.
create or replace function search_allowed(programme uuid, asked uuid[])
returns uuid[]
language sql stable
set search_path = public, pg_temp
as $$
  select coalesce(array_agg(p), '{}') from unnest(asked) p
   where p = current_person()
      or exists (select from mentorships m where m.programme_id = programme and m.mentor_id = current_person()
        and m.member_id = p)
      or exists (select from members l where l.programme_id = programme and l.person_id = current_person()
                    and l.role = 'lead' and l.left_at is null)
$$;
