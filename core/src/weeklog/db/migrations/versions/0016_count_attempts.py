"""What an attempt at a reply used is counted also when it did not give the reply: it failed, or was superseded.

Only the reply's end counted, so that tokens of an attempt that came to none were nobody's. All counting is one function now;
`count_attempt` leaves out an attempt whose end has counted it.
"""

from alembic import op

revision = "0016"
down_revision = "0015"

COUNT = """
create function count_tokens(
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
end $$
"""
ATTEMPT = """
create function count_attempt(
  asker uuid, of_job uuid, of_attempt integer, in_programme uuid, on_day date, spender text, used jsonb, spent numeric)
returns void language plpgsql as $$
#variable_conflict use_column
begin
  perform set_config('app.person_id', asker::text, true);
  perform from replies r join jobs j on j.id = r.job_id
    where j.id = of_job and j.attempt = of_attempt and r.usage is not null;
  if not found then
    perform count_tokens(asker, in_programme, on_day, spender, used, spent, 0);
  end if;
end $$
"""
FINISH = """
create or replace function finish_reply(
  asker uuid, of_job uuid, of_attempt integer, as_state text, of_reply uuid, said text, cited jsonb, marked jsonb,
  by_model text, used jsonb, in_programme uuid, on_day date, spender text, spent numeric, proposed jsonb)
returns boolean language plpgsql as $$
#variable_conflict use_column
begin
  perform set_config('app.person_id', asker::text, true);
  update jobs set state = as_state, error = null, finished_at = now(), lease_until = null
   where id = of_job and attempt = of_attempt and state = 'running';
  if not found then
    return false;
  end if;
  update replies set text = said, citations = cited, checks = marked, model = by_model, usage = used where id = of_reply;
  if jsonb_array_length(proposed) > 0 then
    insert into proposals (id, person_id, programme_id, reply_id, position, kind, content)
    select p.id, asker, in_programme, of_reply, p.position, p.kind, p.content
      from jsonb_to_recordset(proposed) as p (id uuid, position integer, kind text, content jsonb);
  end if;
  -- Last: all replies of a person on a day count in one row, and wait for each other from here to the commit.
  perform count_tokens(asker, in_programme, on_day, spender, used, spent, 1);
  return true;
end $$
"""


def upgrade() -> None:
    op.execute(COUNT)
    op.execute(ATTEMPT)
    op.execute(FINISH)
