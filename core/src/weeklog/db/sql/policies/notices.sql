create policy own on notices to weeklog_app
  using (person_id = current_person()) with check (person_id = current_person());
create policy metadata on notices to weeklog_system using (true) with check (true);
grant select, update (read_at) on notices to weeklog_app;
grant select, insert, update on notices to weeklog_system;

create policy own on muted_reminders to weeklog_app
  using (person_id = current_person()) with check (person_id = current_person());
create policy metadata on muted_reminders to weeklog_system using (true) with check (true);
grant select, insert, delete on muted_reminders to weeklog_app;
grant select on muted_reminders to weeklog_system;
