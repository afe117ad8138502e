create policy own on running_imports to weeklog_app
  using (person_id = current_person()) with check (person_id = current_person());
grant select, insert, delete on running_imports to weeklog_app;
