create policy own on review_runs for select to weeklog_app using (person_id = current_person());
create policy followed on review_runs for select to weeklog_app using (:followed);
create policy metadata on review_runs to weeklog_system using (true) with check (true);
grant select on review_runs to weeklog_app;
grant select, insert on review_runs to weeklog_system;
