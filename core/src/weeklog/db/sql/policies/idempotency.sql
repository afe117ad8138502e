create policy own on idempotency_keys to weeklog_app
  using (person_id = current_person()) with check (person_id = current_person());
grant select, insert, update, delete on idempotency_keys to weeklog_app;
create policy metadata on idempotency_keys to weeklog_system using (true);
grant select (created_at), delete on idempotency_keys to weeklog_system;
