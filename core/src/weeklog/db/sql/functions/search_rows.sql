-- The newest `most` rows of each kind that match. Few people: all their rows are read, which no index on words
-- can beat. Many people: the plan depends on how common the words are, and is made for each question. Rows that
-- say only some of the words may be any number: they are searched among the `newest` rows. Searches as the
-- schema's owner, since row-level security keeps an index on words from being used (`@@` is not leakproof); the
-- rows themselves are read under row-level security again. See docs/decisions/0011-search.md.
create or replace function search_rows(
  asked tsquery, terms tsquery[], programme uuid, people uuid[], kinds text[], since date, until date, most integer,
  newest integer)
returns table (kind text, id uuid, matched integer[], nearness real)
language plpgsql stable security definer
set search_path = public, pg_temp
set plan_cache_mode = force_custom_plan
set random_page_cost = 1.5
as $$
#variable_conflict use_column
-- Which words a row says is told in place: a SQL function with a subselect is never inlined, and cost 2 ms for
-- two hundred rows. `between` one programme and itself: with `=` its order means nothing to the planner, which
-- then walks all ids of all programmes backwards for those of this one.
declare
  allowed uuid[] := search_allowed(programme, people);
begin
  if cardinality(allowed) <= 5 then
    return query
    select f.kind, f.id,
           array(select t.place::integer from unnest(terms) with ordinality as t (term, place)
             where f.words @@ t.term),
           ts_rank_cd(f.words, asked, 32)
      from (
       (select 'entry' as kind, r.id, r.words from (select * from entries where person_id = any(allowed)
         and programme_id = programme offset 0) r
        where 'entry' = any(kinds) and r.programme_id = programme and r.person_id = any(allowed) and r.words @@ asked
          and r.end_on >= coalesce(since, '-infinity') and r.start_on <= coalesce(until, 'infinity')
        order by r.id desc limit most)
       union all
       (select 'objective' as kind, r.id, r.words from (select * from objectives where person_id = any(allowed)
         and programme_id = programme offset 0) r
        where 'objective' = any(kinds) and r.programme_id = programme and r.person_id = any(allowed)
          and r.words @@ asked
          and (since is null and until is null or exists (
            select from weeks w where w.programme_id = r.programme_id and w.number = r.week
               and w.last_day >= coalesce(since, '-infinity') and w.first_day <= coalesce(until, 'infinity')))
        order by r.id desc limit most)
       union all
       (select 'achievement' as kind, r.id, r.words from (select * from achievements
         where person_id = any(allowed) and programme_id = programme offset 0) r
        where 'achievement' = any(kinds) and r.programme_id = programme and r.person_id = any(allowed)
          and r.words @@ asked
          and (since is null and until is null or exists (
            select from weeks w where w.programme_id = r.programme_id and w.number = r.week
               and w.last_day >= coalesce(since, '-infinity') and w.first_day <= coalesce(until, 'infinity')))
        order by r.id desc limit most)
       union all
       (select 'comment' as kind, r.id, r.words from (select * from comments where person_id = any(allowed)
         and programme_id = programme offset 0) r
        where 'comment' = any(kinds) and r.programme_id = programme and r.person_id = any(allowed) and r.words @@ asked
          and r.deleted_at is null
          and r.created_at >= coalesce(since, '-infinity') and r.created_at < coalesce(until, 'infinity') + 1
        order by r.id desc limit most)) f;
  elsif newest is null then
    return query
    select f.kind, f.id,
           array(select t.place::integer from unnest(terms) with ordinality as t (term, place)
             where f.words @@ t.term),
           ts_rank_cd(f.words, asked, 32)
      from (
       (select 'entry' as kind, r.id, r.words from entries r
        where 'entry' = any(kinds) and r.programme_id = programme and r.person_id = any(allowed) and r.words @@ asked
          and r.end_on >= coalesce(since, '-infinity') and r.start_on <= coalesce(until, 'infinity')
        order by r.id desc limit most)
       union all
       (select 'objective' as kind, r.id, r.words from objectives r
        where 'objective' = any(kinds) and r.programme_id = programme and r.person_id = any(allowed)
          and r.words @@ asked
          and (since is null and until is null or exists (
            select from weeks w where w.programme_id = r.programme_id and w.number = r.week
               and w.last_day >= coalesce(since, '-infinity') and w.first_day <= coalesce(until, 'infinity')))
        order by r.id desc limit most)
       union all
       (select 'achievement' as kind, r.id, r.words from achievements r
        where 'achievement' = any(kinds) and r.programme_id = programme and r.person_id = any(allowed)
          and r.words @@ asked
          and (since is null and until is null or exists (
            select from weeks w where w.programme_id = r.programme_id and w.number = r.week
               and w.last_day >= coalesce(since, '-infinity') and w.first_day <= coalesce(until, 'infinity')))
        order by r.id desc limit most)
       union all
       (select 'comment' as kind, r.id, r.words from comments r
        where 'comment' = any(kinds) and r.programme_id = programme and r.person_id = any(allowed) and r.words @@ asked
          and r.deleted_at is null
          and r.created_at >= coalesce(since, '-infinity') and r.created_at < coalesce(until, 'infinity') + 1
        order by r.id desc limit most)) f;
  else
    return query
    select f.kind, f.id,
           array(select t.place::integer from unnest(terms) with ordinality as t (term, place)
             where f.words @@ t.term),
           ts_rank_cd(f.words, asked, 32)
      from (
       (select 'entry' as kind, r.id, r.words from (select * from entries where person_id = any(allowed)
         and programme_id between programme and programme
            order by programme_id desc, id desc limit newest) r
        where 'entry' = any(kinds) and r.programme_id = programme and r.person_id = any(allowed) and r.words @@ asked
          and r.end_on >= coalesce(since, '-infinity') and r.start_on <= coalesce(until, 'infinity')
        order by r.id desc limit most)
       union all
       (select 'objective' as kind, r.id, r.words from (select * from objectives where person_id = any(allowed)
         and programme_id between programme and programme
            order by programme_id desc, id desc limit newest) r
        where 'objective' = any(kinds) and r.programme_id = programme and r.person_id = any(allowed)
          and r.words @@ asked
          and (since is null and until is null or exists (
            select from weeks w where w.programme_id = r.programme_id and w.number = r.week
               and w.last_day >= coalesce(since, '-infinity') and w.first_day <= coalesce(until, 'infinity')))
        order by r.id desc limit most)
       union all
       (select 'achievement' as kind, r.id, r.words from (select * from achievements
         where person_id = any(allowed) and programme_id between programme and programme
            order by programme_id desc, id desc limit newest) r
        where 'achievement' = any(kinds) and r.programme_id = programme and r.person_id = any(allowed)
          and r.words @@ asked
          and (since is null and until is null or exists (
            select from weeks w where w.programme_id = r.programme_id and w.number = r.week
               and w.last_day >= coalesce(since, '-infinity') and w.first_day <= coalesce(until, 'infinity')))
        order by r.id desc limit most)
       union all
       (select 'comment' as kind, r.id, r.words from (select * from comments where person_id = any(allowed)
         and programme_id between programme and programme
            order by programme_id desc, id desc limit newest) r
        where 'comment' = any(kinds) and r.programme_id = programme and r.person_id = any(allowed) and r.words @@ asked
          and r.deleted_at is null
          and r.created_at >= coalesce(since, '-infinity') and r.created_at < coalesce(until, 'infinity') + 1
        order by r.id desc limit most)) f;
  end if;
end $$;
