create policy own on entries to weeklog_app
  using (person_id = current_person()) with check (person_id = current_person());
grant select, insert, update, delete on entries to weeklog_app;
create policy followed on entries for select to weeklog_app using (:followed);
create policy search on entries for select to current_user using (true);
-- The system role sees of which week and day they are: a calendar may only change where it leaves no entry behind.
create policy metadata on entries for select to weeklog_system using (true);
grant select (id, person_id, programme_id, week, start_on, end_on, page_id, updated_at) on entries to weeklog_system;

-- What somebody wrote before they wrote it better is theirs alone.
create policy own on entry_history to weeklog_app
  using (person_id = current_person()) with check (person_id = current_person());
grant select, insert on entry_history to weeklog_app;
-- For what empties the bin, which sees nobody's text.
create policy metadata on entry_history to weeklog_system using (true);
grant select (id, entry_id, change, at), delete on entry_history to weeklog_system;
