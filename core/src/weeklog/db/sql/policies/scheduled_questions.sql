-- The scheduler finds out when a question is due, and reads none of its text. It is asked on behalf of whose it is.
create policy own on scheduled_questions to weeklog_app
  using (person_id = current_person()) with check (person_id = current_person());
create policy metadata on scheduled_questions for select to weeklog_system using (true);
grant select, insert, update, delete on scheduled_questions to weeklog_app;
grant select (id, person_id, programme_id, weekdays, at, by_mail, effective_from,
  paused_at) on scheduled_questions to weeklog_system;

create policy own on question_runs to weeklog_app
  using (person_id = current_person()) with check (person_id = current_person());
create policy metadata on question_runs to weeklog_system using (true) with check (true);
grant select, insert, update, delete on question_runs to weeklog_app;
grant select, insert on question_runs to weeklog_system;
