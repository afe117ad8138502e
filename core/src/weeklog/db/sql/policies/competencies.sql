-- Everybody of the programme reads its competencies. Its lead writes them, as the system.
create policy joined on competencies for select to weeklog_app
  using (programme_id in (select m.programme_id from members m where m.person_id = current_person()));
create policy metadata on competencies to weeklog_system using (true) with check (true);
grant select on competencies to weeklog_app;
grant select, insert, update, delete on competencies to weeklog_system;
