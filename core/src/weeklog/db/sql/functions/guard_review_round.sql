-- Who may move a review, said once more (`weeklog.reviews.round`): nobody answers their own, and nobody writes
-- in another's.
create function guard_review_round() returns trigger language plpgsql as $$
declare
  me uuid := current_person();
begin
  if me is null or current_user = 'weeklog_system' then
    return new;
  end if;
  if me = old.person_id then
    if new.state = 'approved' and old.state <> 'approved'
       or new.state = 'sent_back' and old.state not in ('sent_back', 'pending', 'approved', 'published') then
      raise exception 'nobody answers their own review' using errcode = 'insufficient_privilege';
    end if;
  elsif (new.lines, new.version, new.week, new.person_id, new.programme_id)
        is distinct from (old.lines, old.version, old.week, old.person_id, old.programme_id)
     or new.state not in ('approved', 'sent_back') or old.state not in ('submitted', 'approved', 'published') then
    raise exception 'only its owner may do this with a review' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
