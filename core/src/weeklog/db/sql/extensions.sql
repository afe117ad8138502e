-- Trusted since Postgres 13: whoever may create in the database may create them. `vector` is not, and is optional
-- (`search_add_meanings`).
do $$
declare
  one text;
begin
  foreach one in array array['unaccent', 'fuzzystrmatch'] loop
    begin
      execute format('create extension if not exists %I', one);
    exception when undefined_file or feature_not_supported or insufficient_privilege then
      raise exception 'search needs the Postgres extension % (%): install the contrib modules of the server, '
        'or let an administrator run "create extension %" in this database', one, sqlerrm, one;
    end;
  end loop;
end $$;
