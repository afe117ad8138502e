-- Two roles share the tables. Both are NOLOGIN; a login role of the services is granted them and becomes one of
-- them. `weeklog_app` runs people's requests and jobs: row-level security shows it the rows of the person bound
-- to the transaction (`app.person_id`), and none when nobody is bound. `weeklog_system` signs people in, finds
-- due reviews and moves jobs. It sees metadata, and has no right on what people write. The login inherits
-- neither: a connection that has not become one of them may read nothing. Roles belong to the server, not to
-- the database: another weeklog database, or an administrator, may have made them already.
do $$
declare
  one text;
  login text := current_setting('weeklog.login');
begin
  foreach one in array array['weeklog_app', 'weeklog_system'] loop
    begin
      if not exists (select from pg_roles where rolname = one) then
        execute format('create role %I nologin nosuperuser nobypassrls', one);
      end if;
    exception
      when duplicate_object or unique_violation then null;
      when insufficient_privilege then
        raise exception '% may not create roles. Let an administrator run once: create role weeklog_app nologin; '
          'create role weeklog_system nologin; grant weeklog_app, weeklog_system to % with inherit false',
            current_user, login;
    end;
    begin
      if current_setting('server_version_num')::integer >= 160000 then
        execute format('grant %I to %I with inherit false, set true', one, login);
      else
        execute format('alter role %I noinherit', login);
        execute format('grant %I to %I', one, login);
      end if;
    exception when insufficient_privilege then
      if not pg_has_role(login, one, 'member') then
        raise exception '% may not grant roles. Let an administrator run once: grant weeklog_app, weeklog_system to %',
          current_user, login;
      end if;
    end;
    execute format('grant usage on schema public to %I', one);
  end loop;
end $$;
