-- Whoever follows somebody invites to their reviews and revokes; the person sees who reads them. What a code is
-- made from only the system role and the worker that mails it see.
create policy own on supervisors for select to weeklog_app using (person_id = current_person());
create policy followed on supervisors for select to weeklog_app using (:followed);
create policy invites on supervisors for insert to weeklog_app
  with check (invited_by = current_person() and person_id <> current_person() and (:followed));
create policy renews on supervisors for update to weeklog_app
  using (person_id <> current_person() and (:followed)) with check (invited_by = current_person() and (:followed));
create policy revokes on supervisors for delete to weeklog_app using (person_id <> current_person() and (:followed));
create policy metadata on supervisors to weeklog_system using (true) with check (true);
create policy supervised on supervisors for select to current_user using (true); -- `supervised_reviews`
grant select (id, person_id, programme_id, email, name, language, invited_by, expires_at, created_at),
      insert, delete, update (name, language, invited_by, expires_at) on supervisors to weeklog_app;
grant select, update on supervisors to weeklog_system;

create policy reader on supervisor_remarks for select to weeklog_app using (person_id = current_person()
  or (:followed));
create policy adds on supervisor_remarks for insert to weeklog_system with check (true);
grant select on supervisor_remarks to weeklog_app;
grant insert on supervisor_remarks to weeklog_system;
