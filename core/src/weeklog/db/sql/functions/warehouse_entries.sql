-- What the warehouse keeps of each entry: no text.
create function warehouse_entries()
returns table (programme_id uuid, week integer, entry_id uuid, person_id uuid, status text, start_on date, end_on date,
               hours float8, tags text, resources integer, weeks_open integer, blocked_since date, carried boolean,
               created_at timestamp, updated_at timestamp)
language sql stable security definer
set search_path = public, pg_temp
as $$
  select e.programme_id, e.week, e.id, e.person_id, e.status, e.start_on, e.end_on, e.hours,
    array_to_string(e.tags, ' '),
         jsonb_array_length(e.resources), e.weeks_open, e.blocked_since, e.carried_to is not null,
         e.created_at at time zone 'UTC', e.updated_at at time zone 'UTC'
    from entries e
$$;
