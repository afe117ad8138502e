-- Adds to what a person used of a model on a day.
create or replace function count_tokens(
  asker uuid, in_programme uuid, on_day date, spender text, used jsonb, spent numeric, as_replies integer)
returns void language plpgsql as $$
#variable_conflict use_column
begin
  if (used ->> 'input_tokens')::bigint + (used ->> 'output_tokens')::bigint > 0 then
    insert into assistant_usage as u (programme_id, person_id, day, model, replies, input_tokens, output_tokens, cost)
    values (in_programme, asker, on_day, spender, as_replies, (used ->> 'input_tokens')::bigint,
            (used ->> 'output_tokens')::bigint, spent)
    on conflict on constraint pk_assistant_usage do update
       set replies = u.replies + excluded.replies, input_tokens = u.input_tokens + excluded.input_tokens,
           output_tokens = u.output_tokens + excluded.output_tokens,
           cost = coalesce(u.cost + excluded.cost, u.cost, excluded.cost);
  end if;
end $$;
