create policy own on people to weeklog_app using (id = current_person());
create policy metadata on people to weeklog_system using (true) with check (true);
create policy names on people for select to current_user using (true); -- `mentors_in`, `leads_in`
grant select on people to weeklog_app;
grant select, insert, update, delete on people to weeklog_system;

create policy own on sessions to weeklog_app
  using (person_id = current_person()) with check (person_id = current_person());
create policy metadata on sessions to weeklog_system using (true) with check (true);
grant select, delete on sessions to weeklog_app;
grant select, insert, update, delete on sessions to weeklog_system;

create policy own on tokens to weeklog_app
  using (person_id = current_person()) with check (person_id = current_person());
create policy metadata on tokens to weeklog_system using (true) with check (true);
grant select, insert, delete on tokens to weeklog_app;
grant select, insert, update, delete on tokens to weeklog_system;
