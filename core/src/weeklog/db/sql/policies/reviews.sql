create policy own on reviews to weeklog_app
  using (person_id = current_person()) with check (person_id = current_person());
grant select, insert, update, delete on reviews to weeklog_app;
-- A draft is its owner's until they submit it.
create policy followed on reviews for select to weeklog_app
  using (state in ('submitted', 'approved', 'published') and (:followed));
create policy metadata on reviews to weeklog_system using (true) with check (true);
grant select (id, person_id, programme_id, week, state, due_at, job_id, drafted_at, submitted_at),
      insert (id, person_id, programme_id, week, due_at, job_id) on reviews to weeklog_system;
