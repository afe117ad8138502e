-- Jobs of several people that end well in one transaction. Answers those that these attempts still owned. One
-- that another holds in this moment (a heartbeat) is left out, so that whoever ends many never waits for
-- anybody.
create function finish_jobs(of_jobs uuid[], attempts integer[], owners uuid[]) returns setof uuid
  language plpgsql as $$
begin
  for place in 1 .. cardinality(of_jobs) loop
    perform set_config('app.person_id', owners[place]::text, true);
    perform from jobs j
      where j.id = of_jobs[place] and j.attempt = attempts[place] and j.state = 'running' for update skip locked;
    continue when not found;
    update jobs j set state = 'done', error = null, finished_at = now(), lease_until = null
      where j.id = of_jobs[place];
    return next of_jobs[place];
  end loop;
end $$;
