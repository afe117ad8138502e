"""A question in one round trip: asked by the gateway, read by the worker.

Both functions run with the rights of who calls them and bind the person first, so that row-level security holds in what
follows. A function and not one statement, because what it does must be done in this order.
"""

from alembic import op

revision = "0012"
down_revision = "0011"

# The question, its reply to come and the job that will write it: all, or nothing where there is no such conversation.
# It is the programme's model that answers, within its limits: only in the programme that the person works in.
ASK = """
create function ask_question(
  asker uuid, in_programme uuid, in_conversation uuid, new_message uuid, new_reply uuid, new_job uuid, first_title text,
  said text, anywhere boolean, said_after uuid, said_before jsonb, job_kind text, job_queue text, job_payload jsonb,
  job_attempts integer, job_deadline interval)
returns table (follows uuid, created_at timestamptz) language plpgsql as $$
#variable_conflict use_column
begin
  perform set_config('app.person_id', asker::text, true);
  update conversations set updated_at = clock_timestamp(), title = case when title = '' then first_title else title end
   where id = in_conversation and programme_id = in_programme;
  if not found then
    return;
  end if;
  if anywhere then  -- after the reply made last, or where the conversation branched off
    said_after := coalesce(
      (select r.id from replies r where r.conversation_id = in_conversation order by r.id desc limit 1),
      (select c.branched_from from conversations c where c.id = in_conversation));
  end if;
  insert into jobs (id, person_id, kind, queue, payload, max_attempts, deadline_at)
  values (new_job, asker, job_kind, job_queue, job_payload, job_attempts, now() + job_deadline);
  return query
  insert into messages (id, person_id, conversation_id, text, follows, context)
  values (new_message, asker, in_conversation, said, said_after, said_before) returning follows, created_at;
  insert into replies (id, person_id, conversation_id, message_id, job_id)
  values (new_reply, asker, in_conversation, new_message, new_job);
  perform pg_notify('weeklog_jobs', '');
end $$
"""

# All that the assistant knows before it thinks, but for what was said before.
READ = """
create function read_question(asker uuid, awaited uuid)
returns table (
  question text, follows uuid, context jsonb, max_attempts smallint, programme_id uuid, programme text, person text,
  zone text, weeks jsonb, tags text[], mentors text[], leads text[])
language plpgsql as $$
#variable_conflict use_column
begin
  perform set_config('app.person_id', asker::text, true);
  return query
  select m.text, m.follows, coalesce(m.context, '[]'), j.max_attempts, p.id, p.name, w.name, coalesce(w.zone, p.zone),
         (select coalesce(jsonb_agg(jsonb_build_object('number', k.number, 'first', k.first_day, 'last', k.last_day)
                                    order by k.number), '[]')
            from weeks k where k.programme_id = p.id),
         (select coalesce(array_agg(t.tag), '{}')
            from (select u.tag from entries e, unnest(e.tags) as u(tag)
                   where e.person_id = asker and e.programme_id = p.id
                   group by 1 order by count(*) desc, 1 limit 200) t),
         (select coalesce(array_agg(f.name order by f.name), '{}')
            from mentorships s join people f on f.id = s.mentor_id
           where s.programme_id = p.id and s.member_id = asker),
         (select coalesce(array_agg(f.name order by f.name), '{}')
            from members s join people f on f.id = s.person_id
           where s.programme_id = p.id and s.role = 'lead' and s.left_at is null)
    from replies r
    join messages m on m.id = r.message_id
    join jobs j on j.id = r.job_id
    join conversations c on c.id = r.conversation_id
    join programmes p on p.id = c.programme_id
    join people w on w.id = asker
   where r.id = awaited and r.person_id = asker;
end $$
"""


def upgrade() -> None:
    op.execute(ASK)
    op.execute(READ)
