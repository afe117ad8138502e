-- The functions of the warehouse run as the schema's owner, and only the system calls them: they tell nothing of what
-- people wrote.
create policy warehouse on replies for select to current_user using (true);
create policy warehouse on conversations for select to current_user using (true);
create policy warehouse on jobs for select to current_user using (true);
revoke execute on function warehouse_entries(), warehouse_objectives(), warehouse_reviews(), warehouse_replies(),
  warehouse_usage() from public;
grant execute on function warehouse_entries(), warehouse_objectives(), warehouse_reviews(), warehouse_replies(),
  warehouse_usage() to weeklog_system;
