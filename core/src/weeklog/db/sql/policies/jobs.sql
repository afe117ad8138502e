-- `is true`: a row that is named by its id is found by its id. The planner takes `person_id = current_person()`
-- for as good an index condition as the id itself, and then reads all that the person has; with `is true` it
-- can only filter.
create policy own on jobs to weeklog_app
  using ((person_id = current_person()) is true) with check (person_id = current_person());
create policy metadata on jobs to weeklog_system using (true) with check (true);
grant select, insert, update on jobs to weeklog_app;
grant select, insert, update, delete on jobs to weeklog_system;
