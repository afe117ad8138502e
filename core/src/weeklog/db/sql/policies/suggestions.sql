-- `is true`: what is named by its id is found by its id (see proposals.sql).
create policy own on suggestions to weeklog_app
  using ((person_id = current_person()) is true) with check (person_id = current_person());
grant select, insert, update, delete on suggestions to weeklog_app;
-- What has expired is deleted by the system role, which reads none of it.
create policy metadata on suggestions to weeklog_system using (true);
grant select (id, person_id, state, created_at), delete on suggestions to weeklog_system;

create policy own on suggested_items to weeklog_app
  using (person_id = current_person()) with check (person_id = current_person());
grant select, insert, update, delete on suggested_items to weeklog_app;
create policy metadata on suggested_items to weeklog_system using (true);
grant select (person_id, created_at), delete on suggested_items to weeklog_system;
