-- Two roles share the tables. Both are NOLOGIN; the login role of the services is granted both and becomes one of them.
-- `weeklog_app` runs people's requests and jobs: row-level security shows it the rows of the person bound to the transaction
-- (`app.person_id`), and none when nobody is bound.
-- `weeklog_system` signs people in, finds due reviews and moves jobs. It sees metadata, and has no right on what people write.
-- Roles belong to the server, not to the database: another weeklog database may have made them already.
do $$
declare
  one text;
begin
  foreach one in array array['weeklog_app', 'weeklog_system'] loop
    begin
      if not exists (select from pg_roles where rolname = one) then
        execute format('create role %I nologin nosuperuser nobypassrls', one);
      end if;
    exception when duplicate_object or unique_violation then null;
    end;
    execute format('grant %I to %I', one, current_setting('weeklog.login'));
    execute format('grant usage on schema public to %I', one);
  end loop;
end $$;
