-- `is true`: a row that is named by its id is found by its id. The planner takes `person_id = current_person()`
-- for as good an index condition as the id itself, and then reads all that the person has; with `is true` it
-- can only filter.
create policy own on proposals to weeklog_app
  using ((person_id = current_person()) is true) with check (person_id = current_person());
grant select, insert, update, delete on proposals to weeklog_app;
