"""What a reply is made from, and where it goes."""

from sqlalchemy import text

from weeklog.db.base import Query

# All that the assistant knows before it thinks: $1 = the person, whom it binds itself, $2 = the reply.
read_question = "select * from read_question($1, $2)"

# What was said before, the latest last: $1 = the reply that the question follows, $2 = how many exchanges are
# remembered. A statement of its own, since most questions follow none, and to be ready for it costs as much as all of
# the above.
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

# What an attempt used that did not give the reply; not twice, where its end was saved and nobody heard of it.
count_attempt = Query(
    text("""
select count_attempt(:person_id, :job_id, :attempt, :programme_id, :day, :spender, :usage, :cost)""")
)

# Whether the attempt still owned the job; it binds the person itself.
finish_reply = Query(
    text("""
select finish_reply(:person_id, :job_id, :attempt, :state, :reply_id, :text, :citations, :checks, :model, :usage,
                    :programme_id, :day, :spender, :cost, :proposals, :finish_reason) as owned""")
)
