-- A question in one round trip: the question, its reply to come and the job that will write it. All, or nothing
-- where there is no such conversation in this programme. Runs with the caller's rights and binds the person
-- first, so that row-level security holds.
create or replace function ask_question(
  asker uuid, in_programme uuid, in_conversation uuid, new_message uuid, new_reply uuid, new_job uuid,
  first_title text, said text, anywhere boolean, said_after uuid, said_before jsonb, job_kind text, job_queue text,
  job_payload jsonb, job_attempts integer, job_deadline interval, asking_request text)
returns table (follows uuid, created_at timestamptz)
language plpgsql as $$
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
  insert into jobs (id, person_id, kind, queue, payload, max_attempts, deadline_at, request_id)
  values (new_job, asker, job_kind, job_queue, job_payload, job_attempts, now() + job_deadline, asking_request);
  return query
  insert into messages (id, person_id, conversation_id, text, follows, context)
  values (new_message, asker, in_conversation, said, said_after, said_before) returning follows, created_at;
  insert into replies (id, person_id, conversation_id, message_id, job_id)
  values (new_reply, asker, in_conversation, new_message, new_job);
  perform pg_notify('weeklog_jobs', job_queue);
end $$;
