-- The functions of search run as the schema's owner, among the people whom the asker may read.
create policy search on search_vocabulary to current_user using (true) with check (true);

create policy own on search_marks to weeklog_app
  using (person_id = current_person()) with check (person_id = current_person());
create policy metadata on search_marks to weeklog_system using (true) with check (true);
create policy touch on search_marks to current_user using (true) with check (true);
grant select, insert, update on search_marks to weeklog_app;
grant select, insert (person_id, programme_id, touched_at), update (touched_at) on search_marks to weeklog_system;

create policy metadata on search_watch to weeklog_system using (true);
grant select, update on search_watch to weeklog_system;

revoke execute on function search_add_meanings() from public;
