create policy own on objectives to weeklog_app
  using (person_id = current_person()) with check (person_id = current_person());
grant select, insert, update, delete on objectives to weeklog_app;
create policy followed on objectives for select to weeklog_app using (:followed);
create policy search on objectives for select to current_user using (true);
create policy metadata on objectives for select to weeklog_system using (true);
grant select (id, person_id, programme_id, week) on objectives to weeklog_system;

create policy own on achievements to weeklog_app
  using (person_id = current_person()) with check (person_id = current_person());
grant select, insert, update, delete on achievements to weeklog_app;
create policy followed on achievements for select to weeklog_app using (:followed);
create policy search on achievements for select to current_user using (true);
create policy metadata on achievements for select to weeklog_system using (true);
grant select (id, person_id, programme_id, week) on achievements to weeklog_system;

