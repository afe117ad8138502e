-- Who mentors whom, and who stands in for a mentor at a moment: on the days of the mentor's own clock, as it is
-- set now. Who is no mentor or lead any more stands in for nobody, and nobody answers for themselves. For the
-- system role.
create function mentors_at(moment timestamptz)
returns table (programme_id uuid, mentor_id uuid, member_id uuid, stands_in_for uuid)
language sql stable
as $$
  select m.programme_id, m.mentor_id, m.member_id, null::uuid from mentorships m
  union all
  select s.programme_id, s.substitute_id, m.member_id, s.mentor_id
    from substitutes s
    join mentorships m on m.programme_id = s.programme_id and m.mentor_id = s.mentor_id
      and m.member_id <> s.substitute_id
    join members b on b.programme_id = s.programme_id and b.person_id = s.substitute_id and b.left_at is null
                  and b.role in ('mentor', 'lead')
    join people p on p.id = s.mentor_id
    join programmes g on g.id = s.programme_id
   where (moment at time zone coalesce(p.zone, g.zone))::date between s.first_day and s.last_day
     and not exists (select from mentorships o where o.programme_id = s.programme_id and o.mentor_id = s.substitute_id
                                               and o.member_id = m.member_id)
$$;
