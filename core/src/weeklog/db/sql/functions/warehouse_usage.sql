-- What language models used, a row for each person, day and model. -1: in no week.
create function warehouse_usage()
returns table (programme_id uuid, week integer, person_id uuid, day date, model text, replies integer,
  input_tokens bigint,
               output_tokens bigint, cost float8)
language sql stable
set search_path = public, pg_temp
as $$
  select u.programme_id, coalesce(w.number, -1), u.person_id, u.day, translate(u.model, e'\n\r', '  '), u.replies,
         u.input_tokens, u.output_tokens, cast(u.cost as float8)
    from assistant_usage u
         left join weeks w on w.programme_id = u.programme_id and u.day between w.first_day and w.last_day
$$;
