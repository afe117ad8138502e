-- What `:followed` stands for in policies: the row is of somebody whom the asker mentors or answers for as a
-- substitute, or of a programme that they lead. It looks only at the asker's own memberships and mentorships,
-- and Postgres evaluates it only for a row that is not their own.
(programme_id, person_id) in (select m.programme_id, m.member_id from mentorships m
  where m.mentor_id = current_person())
or programme_id in (select l.programme_id from members l
                     where l.person_id = current_person() and l.role = 'lead' and l.left_at is null)
or (programme_id, person_id) in (select s.programme_id, s.member_id from stood_in_for() s)
