create policy own on review_runs for select to weeklog_app using (person_id = current_person());
create policy followed on review_runs for select to weeklog_app using (:followed);
create policy metadata on review_runs to weeklog_system using (true) with check (true);
-- Whoever words a review notes under its owner's rights what came of it.
create policy worded on review_runs for insert to weeklog_app
  with check (person_id = current_person() and outcome in ('worded', 'not_worded'));
create policy worded_again on review_runs for update to weeklog_app
  using (person_id = current_person() and outcome in ('worded', 'not_worded'));
grant select, insert, update (at) on review_runs to weeklog_app;
grant select, insert on review_runs to weeklog_system;
