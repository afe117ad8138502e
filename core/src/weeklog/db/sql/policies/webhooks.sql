-- Only the system role: an address and a secret let whoever has them post in weeklog's name.
create policy metadata on webhooks to weeklog_system using (true) with check (true);
grant select, insert, update, delete on webhooks to weeklog_system;
