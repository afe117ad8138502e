-- The keys with which this instance signs. People's own role has no right on the table, so that no request can
-- read one.
create policy metadata on signing_keys to weeklog_system using (true) with check (true);
grant select, insert, update on signing_keys to weeklog_system;
