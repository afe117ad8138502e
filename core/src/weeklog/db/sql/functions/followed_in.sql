-- Whom the asker may read in a programme beside themselves: a lead everybody, a mentor those they mentor, a
-- substitute those of whom they stand in for. The policies say the same of rows (`followed.sql`); names stand
-- in rows that nobody else is shown. Reviews are due of members who are still there.
create or replace function followed_in(programme uuid)
returns jsonb
language sql stable security definer
set search_path = public, pg_temp
as $$
  select coalesce(jsonb_agg(jsonb_build_object('id', f.id, 'name', f.name,
           'submits', m.role = 'member' and m.left_at is null) order by f.name, f.id), '[]')
    from members m join people f on f.id = m.person_id
   where m.programme_id = programme and m.person_id <> current_person()
     and (exists (select from mentorships s where s.programme_id = programme and s.mentor_id = current_person()
                                              and s.member_id = m.person_id)
          or exists (select from stood_in_for() a where a.programme_id = programme and a.member_id = m.person_id)
          or exists (select from members l where l.programme_id = programme and l.person_id = current_person()
                                             and l.role = 'lead' and l.left_at is null))
$$;
