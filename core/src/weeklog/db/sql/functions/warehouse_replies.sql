-- What the warehouse keeps of each reply of the assistant: nothing of what was asked or answered. -1: in no week.
create function warehouse_replies()
returns table (programme_id uuid, week integer, reply_id uuid, person_id uuid, state text, finish_reason text,
               verdict text, model text, citations integer, created_at timestamp)
language sql stable security definer
set search_path = public, pg_temp
as $$
  select c.programme_id, coalesce(w.number, -1), r.id, r.person_id, j.state, r.finish_reason, r.verdict,
         translate(r.model, e'\n\r', '  '), jsonb_array_length(r.citations), r.created_at at time zone 'UTC'
    from replies r join conversations c on c.id = r.conversation_id join jobs j on j.id = r.job_id
         join programmes p on p.id = c.programme_id
         left join weeks w on w.programme_id = p.id
                          and cast(r.created_at at time zone p.zone as date) between w.first_day and w.last_day
$$;
