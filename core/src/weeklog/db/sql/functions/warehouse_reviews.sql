-- What the warehouse keeps of each review: no line of it.
create function warehouse_reviews()
returns table (programme_id uuid, week integer, review_id uuid, person_id uuid, state text, version integer,
               due_at timestamp, drafted_at timestamp, submitted_at timestamp, approved_at timestamp,
                 published_at timestamp)
language sql stable
set search_path = public, pg_temp
as $$
  select r.programme_id, r.week, r.id, r.person_id, r.state, r.version, r.due_at at time zone 'UTC',
         r.drafted_at at time zone 'UTC', r.submitted_at at time zone 'UTC', r.approved_at at time zone 'UTC',
         r.published_at at time zone 'UTC'
    from reviews r
$$;
