-- People's own role has no right on the table: signing in runs as the system.
create policy metadata on provider_accounts to weeklog_system using (true) with check (true);
grant select, insert, delete on provider_accounts to weeklog_system;
