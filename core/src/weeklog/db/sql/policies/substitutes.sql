-- Read by the mentor, by who stands in for them, by whom they mentor, and by the lead. The mentor or the lead
-- names one.
create policy named on substitutes for select to weeklog_app
  using (mentor_id = current_person() or substitute_id = current_person()
         or (programme_id, mentor_id) in (select m.programme_id, m.mentor_id from mentorships m
           where m.member_id = current_person())
         or programme_id in (select l.programme_id from members l
                              where l.person_id = current_person() and l.role = 'lead' and l.left_at is null));
create policy adds on substitutes for insert to weeklog_app
  with check (created_by = current_person()
              and programme_id in (select l.programme_id from members l
                                    where l.person_id = current_person() and l.left_at is null
                                      and (l.role = 'lead' or l.role = 'mentor' and mentor_id = current_person())));
create policy deletes on substitutes for delete to weeklog_app
  using (programme_id in (select l.programme_id from members l
                           where l.person_id = current_person() and l.left_at is null
                             and (l.role = 'lead' or mentor_id = current_person())));
create policy metadata on substitutes for select to weeklog_system using (true);
create policy answering on substitutes for select to current_user using (true); -- `stood_in_for`
grant select, insert, delete on substitutes to weeklog_app;
grant select on substitutes to weeklog_system;
