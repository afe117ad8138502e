create policy metadata on programme_models to weeklog_system using (true) with check (true);
grant select, insert, update, delete on programme_models to weeklog_system;
