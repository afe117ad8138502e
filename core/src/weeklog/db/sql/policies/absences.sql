-- Somebody says themselves when they are away, or the lead does. Whoever follows them reads it.
create policy own on absences to weeklog_app
  using (person_id = current_person()) with check (person_id = current_person());
create policy followed on absences for select to weeklog_app using (:followed);
create policy lead_adds on absences for insert to weeklog_app
  with check (programme_id in (select l.programme_id from members l
                                where l.person_id = current_person() and l.role = 'lead' and l.left_at is null));
create policy lead_deletes on absences for delete to weeklog_app
  using (programme_id in (select l.programme_id from members l
                           where l.person_id = current_person() and l.role = 'lead' and l.left_at is null));
create policy metadata on absences for select to weeklog_system using (true);
grant select, insert, delete on absences to weeklog_app;
grant select on absences to weeklog_system;
