"""Search: words, typos, meaning.

Rows carry their words, folded and stemmed, as a column that Postgres derives: what is logged is found at once, whoever
wrote it. Row-level security would keep every index on words from being used (`@@` is not leakproof), so the functions
here search as the schema's owner, among the people whom the asker may read and nobody else; what they answer are ids, and
the rows themselves are read under row-level security again. See `docs/decisions/0011-search.md`.
"""

from alembic import op

revision = "0008"
down_revision = "0007"

# Trusted since Postgres 13: whoever may create in the database may create them. `vector` is not, and is optional.
REQUIRED = ("unaccent", "fuzzystrmatch")

# English stems over letters without accents. No stop words: `do`, `an` and `me` are Vietnamese syllables too.
CONFIGURATION = """
create text search dictionary weeklog_stem (template = snowball, language = english);
create text search configuration weeklog_words (parser = default);
alter text search configuration weeklog_words
  add mapping for asciiword, word, numword with unaccent, weeklog_stem;
alter text search configuration weeklog_words add mapping for uint, int, float, sfloat with simple;
create text search configuration weeklog_plain (parser = default);
alter text search configuration weeklog_plain add mapping for asciiword, word, numword with unaccent, simple
"""

# Letter for letter, so that places in the result are places in the text. Without punctuation the parser sees words
# only: no host in `node.js`, no file in `ci/cd`, no tag in `<br>`.
BARE = r"""
create function search_bare(text) returns text language sql immutable strict parallel safe
return regexp_replace($1, '[!-/:-@[-`{-~\x01\x02]', ' ', 'g')
"""
VECTOR = """
create function search_vector(said text, tags text[] default '{}', resources jsonb default '[]')
returns tsvector language plpgsql immutable parallel safe as $$
declare
  found tsvector := setweight(to_tsvector('public.weeklog_words', public.search_bare(said)), 'A');
begin
  if tags <> '{}' then
    found := found || setweight(to_tsvector('public.weeklog_words', public.search_bare(array_to_string(tags, ' '))), 'B');
  end if;
  if resources <> '[]' then
    found := found || setweight(to_tsvector('public.weeklog_words', public.search_bare(
      (select string_agg(concat_ws(' ', r ->> 'title', r ->> 'url'), ' ') from jsonb_array_elements(resources) r))), 'C');
  end if;
  return found;
end $$
"""

TABLES = """
CREATE TABLE search_vocabulary (
  programme_id UUID NOT NULL,
  word TEXT NOT NULL,
  seen SMALLINT DEFAULT '1' NOT NULL,
  CONSTRAINT pk_search_vocabulary PRIMARY KEY (programme_id, word),
  CONSTRAINT fk_search_vocabulary_programme_id_programmes FOREIGN KEY(programme_id) REFERENCES programmes (id) ON DELETE CASCADE
);
CREATE INDEX ix_search_vocabulary_length ON search_vocabulary (programme_id, length(word));

CREATE TABLE search_marks (
  person_id UUID NOT NULL,
  programme_id UUID NOT NULL,
  touched_at timestamptz DEFAULT '-infinity' NOT NULL,
  indexed_until timestamptz DEFAULT '-infinity' NOT NULL,
  tried_at timestamptz DEFAULT '-infinity' NOT NULL,
  model TEXT,
  CONSTRAINT pk_search_marks PRIMARY KEY (person_id, programme_id),
  CONSTRAINT fk_search_marks_person_id_people FOREIGN KEY(person_id) REFERENCES people (id) ON DELETE CASCADE,
  CONSTRAINT fk_search_marks_programme_id_programmes FOREIGN KEY(programme_id) REFERENCES programmes (id) ON DELETE CASCADE
);

CREATE TABLE search_watch (
  one BOOLEAN DEFAULT true NOT NULL,
  looked_until timestamptz DEFAULT '-infinity' NOT NULL,
  CONSTRAINT pk_search_watch PRIMARY KEY (one),
  CONSTRAINT ck_search_watch_one CHECK (one)
);
INSERT INTO search_watch DEFAULT VALUES;
CREATE INDEX ix_entries_updated_at ON entries USING brin (updated_at) WITH (pages_per_range = 16, autosummarize = on);
CREATE INDEX ix_entries_programme_id ON entries (programme_id, id);
CREATE INDEX ix_entries_words ON entries USING gin (words);
CREATE INDEX ix_objectives_words ON objectives USING gin (words);
CREATE INDEX ix_achievements_words ON achievements USING gin (words);
CREATE INDEX ix_comments_words ON comments USING gin (words)
"""

# Whom of these the asker may read: what `weeklog.access` and the policies say.
ALLOWED = """
create function search_allowed(programme uuid, asked uuid[]) returns uuid[] language sql stable set search_path = public, pg_temp
as $$
  select coalesce(array_agg(p), '{}') from unnest(asked) p
   where p = current_person()
      or exists (select from mentorships m where m.programme_id = programme and m.mentor_id = current_person() and m.member_id = p)
      or exists (select from members l where l.programme_id = programme and l.person_id = current_person()
                    and l.role = 'lead' and l.left_at is null)
$$
"""

ENTRIES = """
  select 'entry' as kind, r.id, r.words from {rows} r
   where 'entry' = any(kinds) and r.programme_id = programme and r.person_id = any(allowed) and r.words @@ asked
     and r.end_on >= coalesce(since, '-infinity') and r.start_on <= coalesce(until, 'infinity')
   order by r.id desc limit most
"""
LINES = """
  select '{kind}' as kind, r.id, r.words from {rows} r
   where '{kind}' = any(kinds) and r.programme_id = programme and r.person_id = any(allowed) and r.words @@ asked
     and (since is null and until is null or exists (
       select from weeks w where w.programme_id = r.programme_id and w.number = r.week
          and w.last_day >= coalesce(since, '-infinity') and w.first_day <= coalesce(until, 'infinity')))
   order by r.id desc limit most
"""
COMMENTS = """
  select 'comment' as kind, r.id, r.words from {rows} r
   where 'comment' = any(kinds) and r.programme_id = programme and r.person_id = any(allowed) and r.words @@ asked
     and r.deleted_at is null
     and r.created_at >= coalesce(since, '-infinity') and r.created_at < coalesce(until, 'infinity') + 1
   order by r.id desc limit most
"""
FOUND = (("entry", "entries", ENTRIES), ("objective", "objectives", LINES), ("achievement", "achievements", LINES),
         ("comment", "comments", COMMENTS))  # fmt: skip

# The newest `most` rows of each kind that match. A few people's rows are all looked at, which no index on words can
# beat; of many people's, the plan depends on how common the words are, and is made for each question. Of what says only
# some of the words there may be any number: it is looked for among the `newest` rows.
ROWS = """
create function search_rows(asked tsquery, terms tsquery[], programme uuid, people uuid[], kinds text[], since date, until date, most integer, newest integer)
returns table (kind text, id uuid, matched integer[], nearness real)
language plpgsql stable security definer set search_path = public, pg_temp set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
declare
  allowed uuid[] := search_allowed(programme, people);
begin
  if cardinality(allowed) <= 5 then
    return query select f.kind, f.id, search_matched(f.words, terms), ts_rank_cd(f.words, asked, 32) from ({few}) f;
  elsif newest is null then
    return query select f.kind, f.id, search_matched(f.words, terms), ts_rank_cd(f.words, asked, 32) from ({many}) f;
  else
    return query select f.kind, f.id, search_matched(f.words, terms), ts_rank_cd(f.words, asked, 32) from ({recent}) f;
  end if;
end $$
"""
MATCHED = """
create function search_matched(words tsvector, terms tsquery[]) returns integer[] language sql immutable parallel safe
as 'select array(select t.place::integer from unnest(terms) with ordinality as t (term, place) where words @@ t.term)'
"""

NEAR = """
create function search_near(programme uuid, asked text[], established integer, most integer)
returns table (asked_word text, word text, distance integer, seen integer)
language plpgsql stable security definer set search_path = public, pg_temp set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
declare
  one record;
begin
  for one in
    select w.word, coalesce(s.seen, 0)::integer as seen,
           case when length(w.word) < 6 then 1 when length(w.word) < 8 then 2 else 3 end as longer_by
      from unnest(asked) as w (word)
      left join search_vocabulary s on s.programme_id = programme and s.word = w.word
  loop
    return query select one.word, one.word, 0, one.seen;
    if one.seen < established then
      return query
      select one.word, f.word, f.apart, f.seen::integer from (
        select s.word, s.seen, levenshtein_less_equal(s.word, one.word, greatest(2, one.longer_by)) as apart
          from search_vocabulary s
         where s.programme_id = programme and s.word <> one.word
           and length(s.word) between length(one.word) - one.longer_by and length(one.word) + one.longer_by
        offset 0) f
       where f.apart <= greatest(2, one.longer_by) order by f.apart, f.seen desc limit most;
    end if;
  end loop;
end $$
"""

LEARN = """
create function search_learn(programme uuid, words text[]) returns void
language sql security definer set search_path = public, pg_temp as $$
  insert into search_vocabulary as v (programme_id, word)
  select programme, w from unnest(words) w
   where exists (select from members m where m.programme_id = programme and m.person_id = current_person())
   order by w
  on conflict (programme_id, word) do update set seen = v.seen + 1 where v.seen < 3
$$
"""

TOUCH = """
create function search_touch() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into search_marks as m (person_id, programme_id, touched_at) values (new.person_id, new.programme_id, now())
  on conflict (person_id, programme_id) do update set touched_at = now() where m.touched_at < now();
  return null;
end $$
"""

# Answers nothing until there is a table of meanings.
NEAREST_NOTHING = """
create function search_nearest(asked text, programme uuid, people uuid[], kinds text[], most integer)
returns table (kind text, id uuid, likeness real) language sql stable as 'select null, null::uuid, null::real where false'
"""

# Needs the extension `vector`. A server that gets it later: `select search_add_meanings()` as the owner of the schema.
ADD_MEANINGS = """
create function search_add_meanings() returns boolean language plpgsql set search_path = public, pg_temp as $add$
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
  -- Few people: every row of theirs is compared. Many: the index is walked, and those of others are passed over.
  create or replace function search_nearest(asked text, programme uuid, people uuid[], kinds text[], most integer)
  returns table (kind text, id uuid, likeness real)
  language plpgsql stable security definer set search_path = public, pg_temp
  set plan_cache_mode = force_custom_plan set hnsw.iterative_scan = relaxed_order set hnsw.ef_search = 100 as $$
  #variable_conflict use_column
  declare
    allowed uuid[] := search_allowed(programme, people);
  begin
    if cardinality(allowed) <= 20 then
      return query
      with theirs as materialized (
        select m.kind, m.id, m.meaning from search_meanings m
         where m.person_id = any(allowed) and m.programme_id = programme and m.kind = any(kinds))
      select t.kind, t.id, (1 - (t.meaning <=> asked::halfvec(384)))::real from theirs t
       order by t.meaning <=> asked::halfvec(384) limit most;
    else
      return query
      select m.kind, m.id, (1 - (m.meaning <=> asked::halfvec(384)))::real from search_meanings m
       where m.person_id = any(allowed) and m.programme_id = programme and m.kind = any(kinds)
       order by m.meaning <=> asked::halfvec(384) limit most;
    end if;
  end $$;
  return true;
end $add$
"""

RIGHTS = """
revoke execute on function search_add_meanings() from public;
grant select, insert, update on search_marks to weeklog_app;
grant select, insert (person_id, programme_id, touched_at), update (touched_at) on search_marks to weeklog_system;
grant select, update on search_watch to weeklog_system;
grant select (person_id, programme_id, updated_at) on entries to weeklog_system;
create policy own on search_marks to weeklog_app
  using (person_id = current_person()) with check (person_id = current_person());
create policy metadata on search_marks to weeklog_system using (true) with check (true);
create policy metadata on search_watch to weeklog_system using (true);
create policy touch on search_marks to current_user using (true) with check (true);
create policy search on search_vocabulary to current_user using (true) with check (true)
"""
OURS = ("search_vocabulary", "search_marks", "search_watch")
READ = ("members", "mentorships", "weeks")
LINE_TABLES = ("objectives", "achievements", "comments")


def upgrade() -> None:
    for extension in REQUIRED:
        require(extension)
    run(CONFIGURATION)
    op.execute(BARE.replace(":", r"\:"))
    op.execute(VECTOR)
    op.execute(
        "alter table entries add column words tsvector "
        "generated always as (search_vector(text, tags, resources)) stored"
    )
    for table in LINE_TABLES:
        op.execute(
            f"alter table {table} add column words tsvector generated always as (search_vector(text)) stored"
        )
    run(TABLES)
    few = "(select * from {table} where person_id = any(allowed) and programme_id = programme offset 0)"
    # `between` one programme and itself: with `=` its order means nothing to the planner, which then walks all ids of all
    # programmes backwards for those of this one.
    recent = (
        "(select * from {table} where person_id = any(allowed) and programme_id between programme and programme "
        "order by programme_id desc, id desc limit newest)"
    )
    rows = ROWS.replace("{few}", branches(few)).replace("{many}", branches("{table}"))
    rows = rows.replace("{recent}", branches(recent))
    for function in (ALLOWED, MATCHED, rows, NEAR, LEARN, TOUCH, NEAREST_NOTHING, ADD_MEANINGS):
        op.get_bind().exec_driver_sql(function)
    for table in OURS:
        run(f"alter table {table} enable row level security; alter table {table} force row level security")
    for table in ("entries", *LINE_TABLES, *READ):
        op.execute(f"create policy search on {table} for select to current_user using (true)")
    run(RIGHTS)
    for table in LINE_TABLES:
        op.execute(
            f"create trigger search_touch after insert or update of text on {table} "
            "for each row execute function search_touch()"
        )
    forget_words_in_history()
    op.execute("select search_add_meanings()")


def branches(rows: str) -> str:
    return " union all ".join(
        f"({select.format(kind=kind, rows=rows.format(table=table))})" for kind, table, select in FOUND
    )


def require(extension: str) -> None:
    op.execute(f"""
        do $$ begin
          create extension if not exists {extension};
        exception when undefined_file or feature_not_supported or insufficient_privilege then
          raise exception 'search needs the Postgres extension {extension} (%): install the contrib modules of the server, '
            'or let an administrator run "create extension {extension}" in this database', sqlerrm;
        end $$""")


def forget_words_in_history() -> None:
    """A history of what people wrote has no use for what is derived from it."""
    op.get_bind().exec_driver_sql("""
        do $$ declare written text; begin
          select pg_get_functiondef(oid) into written from pg_proc where proname = 'keep_entry_history';
          if written is not null then
            execute replace(written, 'to_jsonb(old)', '(to_jsonb(old) - ''words'')');
          end if;
        end $$""")


def run(statements: str) -> None:
    for statement in statements.split(";"):
        if statement.strip():
            op.execute(statement)
