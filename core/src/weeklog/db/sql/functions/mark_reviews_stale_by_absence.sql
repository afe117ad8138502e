-- Somebody was away in a week, or was not after all: the draft of that week says so (`mark_reviews_stale` for
-- other rows).
create function mark_reviews_stale_by_absence() returns trigger language plpgsql as $$
declare
  told absences := coalesce(new, old);
begin
  update reviews r set stale_at = now() from weeks w
   where r.person_id = told.person_id and r.programme_id = told.programme_id and r.stale_at is null
     and w.programme_id = r.programme_id and w.number = r.week
     and w.first_day <= told.last_day and w.last_day >= told.first_day;
  return null;
end $$;
