-- People's own role has no right on either table: no request can read a secret, nor whether a code is one.
create policy metadata on second_factors to weeklog_system using (true) with check (true);
grant select, insert, update, delete on second_factors to weeklog_system;

create policy metadata on recovery_codes to weeklog_system using (true) with check (true);
grant select, insert, delete on recovery_codes to weeklog_system;
