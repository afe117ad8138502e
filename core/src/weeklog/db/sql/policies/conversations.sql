-- `is true`: a row that is named by its id is found by its id. The planner takes `person_id = current_person()`
-- for as good an index condition as the id itself, and then reads all that the person has; with `is true` it
-- can only filter.
create policy own on conversations to weeklog_app
  using ((person_id = current_person()) is true) with check (person_id = current_person());
create policy metadata on conversations for select to weeklog_system using (true);
grant select, insert, update, delete on conversations to weeklog_app;
grant select (id, person_id) on conversations to weeklog_system;

create policy own on messages to weeklog_app
  using ((person_id = current_person()) is true) with check (person_id = current_person());
create policy metadata on messages for select to weeklog_system using (true);
grant select, insert, update, delete on messages to weeklog_app;
grant select (id, person_id) on messages to weeklog_system;

create policy own on replies to weeklog_app
  using ((person_id = current_person()) is true) with check (person_id = current_person());
create policy metadata on replies for select to weeklog_system using (true);
grant select, insert, update, delete on replies to weeklog_app;
grant select (id, person_id, job_id) on replies to weeklog_system;

