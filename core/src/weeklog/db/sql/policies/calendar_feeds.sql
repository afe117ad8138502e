create policy own on calendar_feeds to weeklog_app
  using (person_id = current_person()) with check (person_id = current_person());
create policy metadata on calendar_feeds to weeklog_system using (true);
grant select, insert, update, delete on calendar_feeds to weeklog_app;
grant select on calendar_feeds to weeklog_system;
