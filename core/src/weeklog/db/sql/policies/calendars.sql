-- Its owner sees all but the address, which only the system role may read: whoever has it reads the calendar.
create policy own on calendars to weeklog_app
  using ((person_id = current_person()) is true) with check (person_id = current_person());
grant select (id, person_id, programme_id, name, host, next_at, asked_at, read_at, well_at, failures, fault, suggested,
  etag, last_modified, unchanged_until, created_at), insert, delete on calendars to weeklog_app;
grant update (next_at, asked_at, read_at, well_at, failures, fault, suggested, etag, last_modified, unchanged_until)
  on calendars to weeklog_app;
create policy metadata on calendars to weeklog_system using (true) with check (true);
grant select on calendars to weeklog_system;
grant update (next_at, asked_at) on calendars to weeklog_system;
