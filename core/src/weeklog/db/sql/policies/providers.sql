create policy metadata on programme_models to weeklog_system using (true) with check (true);
grant select, insert, update, delete on programme_models to weeklog_system;

create policy metadata on model_consents to weeklog_system using (true) with check (true);
grant select, insert, update on model_consents to weeklog_system;
