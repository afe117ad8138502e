-- Adds search by meaning, where the server has the extension `vector`: its table, which is why that is not in
-- `tables.py`. For a server that gets the extension later: `select search_add_meanings()` as the owner of the
-- schema.
create or replace function search_add_meanings()
returns boolean language plpgsql
set search_path = public, pg_temp
as $$
begin
  if not exists (select from pg_available_extensions where name = 'vector') then
    return false;
  end if;
  begin
    create extension if not exists vector;
  exception when insufficient_privilege then
    return false;
  end;
  create table if not exists search_meanings (
    id uuid not null,
    kind text not null,
    person_id uuid not null,
    programme_id uuid not null,
    digest uuid not null,
    model text not null,
    meaning halfvec(384) not null,
    constraint pk_search_meanings primary key (id),
    constraint fk_search_meanings_person_id_people foreign key (person_id) references people (id) on delete cascade
  );
  create index if not exists ix_search_meanings_person_id on search_meanings (person_id, programme_id);
  create index if not exists ix_search_meanings_meaning on search_meanings using hnsw (meaning halfvec_cosine_ops);
  alter table search_meanings enable row level security;
  alter table search_meanings force row level security;
  drop policy if exists own on search_meanings;
  create policy own on search_meanings to weeklog_app
    using (person_id = current_person()) with check (person_id = current_person());
  drop policy if exists search on search_meanings;
  create policy search on search_meanings for select to current_user using (true);
  grant select, insert, update, delete on search_meanings to weeklog_app;
  return true;
end $$;
