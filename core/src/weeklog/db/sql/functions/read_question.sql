-- All that the assistant knows before it thinks, except the conversation's history. With the caller's rights,
-- as `ask_question`.
create or replace function read_question(asker uuid, awaited uuid)
returns table (
  question text, conversation_id uuid, follows uuid, context jsonb, max_attempts smallint, programme_id uuid,
    programme text, person text,
  zone text, weeks jsonb, tags text[], mentors text[], leads text[], followed jsonb)
language plpgsql as $$
#variable_conflict use_column
begin
  perform set_config('app.person_id', asker::text, true);
  return query
  select m.text, m.conversation_id, m.follows, coalesce(m.context, '[]'), j.max_attempts, p.id, p.name, w.name,
    coalesce(w.zone, p.zone),
         (select coalesce(jsonb_agg(jsonb_build_object('number', k.number, 'first', k.first_day, 'last', k.last_day)
                                    order by k.number), '[]')
            from weeks k where k.programme_id = p.id),
         (select coalesce(array_agg(t.tag), '{}')
            from (select u.tag from entries e, unnest(e.tags) as u(tag)
                   where e.person_id = asker and e.programme_id = p.id
                   group by 1 order by count(*) desc, 1 limit 200) t),
         mentors_in(p.id), leads_in(p.id), followed_in(p.id)
    from replies r
    join messages m on m.id = r.message_id
    join jobs j on j.id = r.job_id
    join conversations c on c.id = r.conversation_id
    join programmes p on p.id = c.programme_id
    join people w on w.id = asker
   where r.id = awaited and r.person_id = asker;
end $$;
