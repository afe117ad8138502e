create policy own on pages to weeklog_app
  using (person_id = current_person()) with check (person_id = current_person());
grant select, insert, update, delete on pages to weeklog_app;
create policy metadata on pages for select to weeklog_system using (true);
grant select (id, person_id, programme_id, week) on pages to weeklog_system;

create policy own on site_answers to weeklog_app
  using (person_id = current_person()) with check (person_id = current_person());
grant select, insert, update, delete on site_answers to weeklog_app;
create policy own on page_imports to weeklog_app
  using (person_id = current_person()) with check (person_id = current_person());
grant select, insert, update, delete on page_imports to weeklog_app;
create policy own on import_files to weeklog_app
  using (person_id = current_person()) with check (person_id = current_person());
grant select, insert, update, delete on import_files to weeklog_app;
