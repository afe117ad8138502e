-- How many questions are before each of those replies that nobody has begun, by reply. It runs as the owner of the
-- tables: others' jobs are counted, and nothing else of them is told.
create or replace function waiting_replies(asked uuid[])
returns jsonb
language sql stable security definer
set search_path = public, pg_temp
as $$
  with waiting as (
    select id, row_number() over (order by created_at, id) - 1 as before
      from jobs where queue = 'chat' and state = 'queued')
  select coalesce(jsonb_object_agg(r.id, w.before), '{}')
    from replies r join waiting w on w.id = r.job_id where r.id = any(asked)
$$;
