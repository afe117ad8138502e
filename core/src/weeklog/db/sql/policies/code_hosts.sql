-- Only the system role: whoever has a secret may suggest entries to everybody in the programme.
create policy metadata on code_hosts to weeklog_system using (true) with check (true);
grant select, insert, update, delete on code_hosts to weeklog_system;
create policy metadata on code_host_deliveries to weeklog_system using (true) with check (true);
grant select, insert, delete on code_host_deliveries to weeklog_system;
create policy metadata on code_host_logins to weeklog_system using (true) with check (true);
grant select, insert, update, delete on code_host_logins to weeklog_system;
