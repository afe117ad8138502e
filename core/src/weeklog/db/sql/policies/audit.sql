-- Added to and read by the system alone, whose services judge who reads what; nobody may change or delete a row.
create policy metadata on audit for select to weeklog_system using (true);
create policy adds on audit for insert to weeklog_system with check (true);
create policy triggers on audit for insert to current_user with check (true);
grant select, insert on audit to weeklog_system;
