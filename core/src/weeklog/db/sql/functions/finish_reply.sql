-- The end of a reply in one round trip: its text, what it used, what it proposes, and its job's final state.
-- Saves nothing for an attempt that no longer owns its job. With the caller's rights, as `ask_question`.
create or replace function finish_reply(
  asker uuid, of_job uuid, of_attempt integer, as_state text, of_reply uuid, said text, cited jsonb, marked jsonb,
  by_model text, used jsonb, in_programme uuid, on_day date, spender text, spent numeric, proposed jsonb,
  ended_by text)
returns boolean language plpgsql as $$
#variable_conflict use_column
begin
  perform set_config('app.person_id', asker::text, true);
  update jobs set state = as_state, error = null, finished_at = now(), lease_until = null
   where id = of_job and attempt = of_attempt and state = 'running';
  if not found then
    return false;
  end if;
  update replies set text = said, citations = cited, checks = marked, model = by_model, usage = used,
         finish_reason = ended_by where id = of_reply;
  if jsonb_array_length(proposed) > 0 then
    insert into proposals (id, person_id, programme_id, reply_id, position, kind, content)
    select p.id, asker, in_programme, of_reply, p.position, p.kind, p.content
      from jsonb_to_recordset(proposed) as p (id uuid, position integer, kind text, content jsonb);
  end if;
  -- Last: all replies of a person on a day count in one row, and wait for each other from here to the commit.
  perform count_tokens(asker, in_programme, on_day, spender, used, spent, 1);
  return true;
end $$;
