create policy own on assistant_usage to weeklog_app
  using (person_id = current_person()) with check (person_id = current_person());
grant select, insert, update, delete on assistant_usage to weeklog_app;
-- How much, of whom and when: nothing of what was said.
create policy metadata on assistant_usage to weeklog_system using (true);
grant select on assistant_usage to weeklog_system;
