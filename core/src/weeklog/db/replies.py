"""What a reply is made from, and where it goes."""

from sqlalchemy import bindparam, update

from weeklog.db.base import Query
from weeklog.db.chat import replies

# One round trip for all that the assistant knows before it thinks: $1 = the reply.
find_question = """
select m.text as question, m.follows, coalesce(m.context, '[]') as context, j.max_attempts, p.id as programme_id,
       p.name as programme, w.name as person, coalesce(w.zone, p.zone) as zone,
       (select coalesce(jsonb_agg(jsonb_build_object('number', k.number, 'first', k.first_day, 'last', k.last_day)
                                  order by k.number), '[]')
          from weeks k where k.programme_id = p.id) as weeks,
       (select coalesce(array_agg(t.tag), '{}')
          from (select u.tag from entries e, unnest(e.tags) as u(tag)
                 where e.person_id = r.person_id and e.programme_id = p.id
                 group by 1 order by count(*) desc, 1 limit 200) t) as tags,
       (select coalesce(array_agg(f.name order by f.name), '{}')
          from mentorships s join people f on f.id = s.mentor_id
         where s.programme_id = p.id and s.member_id = r.person_id) as mentors,
       (select coalesce(array_agg(f.name order by f.name), '{}')
          from members s join people f on f.id = s.person_id
         where s.programme_id = p.id and s.role = 'lead' and s.left_at is null) as leads
  from replies r
  join messages m on m.id = r.message_id
  join jobs j on j.id = r.job_id
  join conversations c on c.id = r.conversation_id
  join programmes p on p.id = c.programme_id
  join people w on w.id = r.person_id
 where r.id = $1"""

# What was said before, the latest last: $1 = the reply that the question follows, $2 = how many exchanges are remembered.
# A statement of its own, since most questions follow none, and to be ready for it costs as much as all of the above.
list_exchanges = """
with recursive said as (
  select a.id, q.text as question, a.text as answer, q.follows, 1 as back
    from replies a join messages q on q.id = a.message_id where a.id = $1
  union all
  select a.id, q.text, a.text, q.follows, s.back + 1
    from said s join replies a on a.id = s.follows join messages q on q.id = a.message_id
   where s.back < 4 * $2)
select h.question, h.answer
  from (select s.* from said s join replies a on a.id = s.id
          join jobs d on d.id = a.job_id and d.state in ('done', 'cancelled')
         where s.answer <> '' order by s.back limit $2) h
 order by h.back desc"""

save_reply = Query(
    update(replies)
    .where(replies.c.id == bindparam("reply_id"))
    .values({name: bindparam(name) for name in ("text", "citations", "checks", "model", "usage")})
)
