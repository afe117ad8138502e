-- Counts what an attempt used that gave no reply: it failed, or was superseded. Leaves out an attempt that
-- `finish_reply` counted.
create or replace function count_attempt(
  asker uuid, of_job uuid, of_attempt integer, in_programme uuid, on_day date, spender text, used jsonb,
  spent numeric)
returns void language plpgsql as $$
#variable_conflict use_column
begin
  perform set_config('app.person_id', asker::text, true);
  perform from replies r join jobs j on j.id = r.job_id
    where j.id = of_job and j.attempt = of_attempt and r.usage is not null;
  if not found then
    perform count_tokens(asker, in_programme, on_day, spender, used, spent, 0);
  end if;
end $$;
