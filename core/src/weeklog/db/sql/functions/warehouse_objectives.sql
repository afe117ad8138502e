-- What the warehouse keeps of each objective: no text.
create function warehouse_objectives()
returns table (programme_id uuid, week integer, objective_id uuid, person_id uuid, state text, evidence integer,
               weeks_open integer, created_at timestamp)
language sql stable security definer
set search_path = public, pg_temp
as $$
  select o.programme_id, o.week, o.id, o.person_id, o.state, cardinality(o.evidence), o.weeks_open,
         o.created_at at time zone 'UTC'
    from objectives o
$$;
