-- The system role sees which ids there are: to sweep objects that no row names, and to tell when an archive
-- comes back which of its ids somebody else has.
create policy own on artifacts to weeklog_app
  using (person_id = current_person()) with check (person_id = current_person());
grant select, insert, update, delete on artifacts to weeklog_app;
create policy followed on artifacts for select to weeklog_app using (:followed);
create policy metadata on artifacts for select to weeklog_system using (true);
grant select (id, person_id) on artifacts to weeklog_system;

create policy own on artifact_revisions to weeklog_app
  using (person_id = current_person()) with check (person_id = current_person());
grant select, insert, update, delete on artifact_revisions to weeklog_app;
create policy followed on artifact_revisions for select to weeklog_app using (:followed);
create policy metadata on artifact_revisions for select to weeklog_system using (true);
grant select (id, person_id) on artifact_revisions to weeklog_system;

