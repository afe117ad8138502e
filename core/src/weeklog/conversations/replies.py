"""What a reply is made from, and where it goes."""

from typing import TypedDict
from uuid import UUID

from sqlalchemy import text

from weeklog.db.base import Query
from weeklog.db.rows import row_class


class StoredWeek(TypedDict):
    number: int
    first: str  # days as ISO dates
    last: str


class StoredPerson(TypedDict):
    id: str
    name: str
    submits: bool  # members do; who has left does not


class StoredExchange(TypedDict):
    question: str
    answer: str


@row_class
class QuestionRow:
    question: str
    conversation_id: UUID
    follows: UUID | None
    context: list[StoredExchange]
    max_attempts: int
    programme_id: UUID
    programme: str
    person: str
    zone: str
    weeks: list[StoredWeek]
    tags: list[str]
    mentors: list[str]
    leads: list[str]
    followed: list[StoredPerson]


@row_class
class ExchangeRow:
    question: str
    answer: str


# All that the assistant knows before it thinks. It binds the person itself.
read_question = Query(text("select * from read_question(:person_id, :reply_id)"), QuestionRow)

# What was said before, the latest last, up to the reply that the question follows. A statement of its own, since most
# questions follow none, and to be ready for it costs as much as all of the above.
list_exchanges = Query(
    text("""
with recursive said as (
  select a.id, q.text as question, a.text as answer, q.follows, 1 as back
    from replies a join messages q on q.id = a.message_id where a.id = cast(:reply_id as uuid)
  union all
  select a.id, q.text, a.text, q.follows, s.back + 1
    from said s join replies a on a.id = s.follows join messages q on q.id = a.message_id
   where s.back < 4 * cast(:remembered as integer))
select h.question, h.answer
  from (select s.* from said s join replies a on a.id = s.id
          join jobs d on d.id = a.job_id and d.state in ('done', 'cancelled')
         where s.answer <> '' order by s.back limit cast(:remembered as integer)) h
 order by h.back desc"""),
    ExchangeRow,
)

# What an attempt used that did not give the reply; not twice, where its end was saved and nobody heard of it.
count_attempt = Query(
    text("""
select count_attempt(:person_id, :job_id, :attempt, :programme_id, :day, :spender, :usage, :cost)""")
)

# Whether the attempt still owned the job; it binds the person itself.
finish_reply = Query(
    text("""
select finish_reply(:person_id, :job_id, :attempt, :state, :reply_id, :text, :citations, :checks, :model, :usage,
                    :programme_id, :day, :spender, :cost, :proposals, :finish_reason)""")
)
