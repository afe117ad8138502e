-- A comment stands in the worklog of the person it is about (`person_id`) and is written by its author
-- (`author_id`). Its owner and whoever follows the owner read it; its author keeps reading it, and whoever took
-- part reads what they took part in.
create policy reader on comments for select to weeklog_app
  using (person_id = current_person() or author_id = current_person() or :followed);
create policy author on comments for insert to weeklog_app
  with check (author_id = current_person() and (person_id = current_person() or :followed));
create policy rewrite on comments for update to weeklog_app
  using (author_id = current_person()) with check (author_id = current_person());
create policy metadata on comments to weeklog_system using (true) with check (true);
create policy search on comments for select to current_user using (true);
grant select, insert, update (text, mentions, edited_at, deleted_at) on comments to weeklog_app;
grant select (id, thread_id, person_id, programme_id, author_id, created_at, deleted_at) on comments to weeklog_system;

create policy reader on threads for select to weeklog_app
  using (person_id = current_person() or author_id = current_person() or :followed
         or exists (select from comments c where c.thread_id = threads.id and c.author_id = current_person()));
create policy author on threads for insert to weeklog_app
  with check (author_id = current_person() and (person_id = current_person() or :followed));
create policy settle on threads for update to weeklog_app
  using (author_id = current_person() or person_id = current_person());
create policy metadata on threads to weeklog_system using (true) with check (true);
grant select, insert, update (resolved_at, resolved_by) on threads to weeklog_app;
grant select (id, person_id, programme_id, week, author_id, anchor_kind, anchor_id,
  resolved_at) on threads to weeklog_system;
