-- A row of the week was written: its review may say something else now. What it is, is found out when somebody
-- asks (`weeklog.reviews.freshness`); a draft that nobody has touched is made again (`list_stale_drafts`). One
-- that is being drafted is held meanwhile (`hold_reviews`): this waits for it, so that no draft misses a row
-- and passes for fresh. It runs as the owner of the tables: whose rows were written has been judged by then, and to
-- judge it again by all policies of reviews cost a third of writing an entry.
create function mark_reviews_stale() returns trigger language plpgsql security definer
set search_path = public, pg_temp
as $$
begin
  if tg_op = 'UPDATE' then
    update reviews r set stale_at = now()
      from (select person_id, programme_id, week from changed union select person_id, programme_id, week from former) c
     where r.person_id = c.person_id and r.programme_id = c.programme_id and r.week = c.week
       and r.stale_at is null;
  else
    update reviews r set stale_at = now() from (select distinct person_id, programme_id, week from changed) c
     where r.person_id = c.person_id and r.programme_id = c.programme_id and r.week = c.week
       and r.stale_at is null;
  end if;
  return null;
end $$;
