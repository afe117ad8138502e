-- Who may not answer out of Valkey just now. It holds nothing of anybody.
create policy metadata on answer_pauses to weeklog_system using (true) with check (true);
grant select, insert, update, delete on answer_pauses to weeklog_system;
