-- Keeps `blocked_since` true whoever writes: a blocked entry is blocked since its first day unless a later day
-- is given, and one that is blocked no longer has none.
create function keep_blocked_since() returns trigger language plpgsql as $$
begin
  new.blocked_since := case when new.status = 'blocked' then greatest(new.blocked_since, new.start_on) end;
  return new;
end $$;
