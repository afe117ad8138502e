"""Which reviews do not go on, and who may be told of it, for the scheduler: it sees that they are there, and
no text."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from sqlalchemy import text

from weeklog.db.base import Query
from weeklog.db.rows import row_class
from weeklog.ids import PersonId
from weeklog.notices.tables import CalendarRow


@row_class
class EscalationRow(CalendarRow):
    """Somebody who may be told of one review, with their clock."""

    occasion: str  # the same for everybody who may be told of it
    review_id: UUID
    step: Literal["submit", "answer"]  # what it waits for
    week: int
    since: datetime
    of: PersonId
    of_name: str
    of_zone: str
    place: int  # 0 = a mentor, 1 = who stands in for one, 2 = a lead
    days: int  # working days between two of these
    told: bool
    muted: bool


# A review waits for its owner until it is submitted, then for an answer until somebody else has said something about
# it.
# Leads keep no review that anybody waits for.
list_escalations = Query(
    text("""
with waiting as (
  select r.id, r.person_id, r.programme_id, r.week, 'submit' as step, greatest(r.due_at, r.drafted_at) as since
    from reviews r
   where r.state = 'drafted' and r.due_at is not null and r.drafted_at >= :since
     and greatest(r.due_at, r.drafted_at) < :before
  union all
  select r.id, r.person_id, r.programme_id, r.week, 'answer', r.submitted_at
    from reviews r
   where r.state = 'submitted' and r.submitted_at >= :since and r.submitted_at < :before
     and not exists (select from threads t join comments c on c.thread_id = t.id
                      where t.anchor_kind = 'review' and t.anchor_id = r.id
                        and c.author_id is distinct from r.person_id
                        and c.deleted_at is null and c.created_at >= r.submitted_at)
), answering as (
  select a.programme_id, a.mentor_id as person_id, a.member_id, case when a.stands_in_for is null
    then 0 else 1 end as place
    from mentors_at(:now) a
  union all
  select l.programme_id, l.person_id, m.person_id, 2
    from members l join members m on m.programme_id = l.programme_id and m.person_id <> l.person_id
   where l.role = 'lead'
), told as (
  select w.*, a.person_id as receiver, min(a.place) as place
    from waiting w join answering a on a.programme_id = w.programme_id and a.member_id = w.person_id
   group by w.id, w.person_id, w.programme_id, w.week, w.step, w.since, a.person_id
)
select t.receiver as person_id, g.id as programme_id, coalesce(p.zone, g.zone) as zone, g.days_off, g.holidays,
       g.quiet_from, g.quiet_until, p.language, t.step || ':' || t.id as occasion, t.id as review_id, t.step,
         t.week, t.since,
       t.person_id as of, o.name as of_name, coalesce(o.zone, g.zone) as of_zone, t.place,
         g.escalate_after_days as days,
       exists (select from notices n where n.person_id = t.receiver and n.kind = 'escalation'
                                       and n.occasion = t.step || ':' || t.id) as told,
       exists (select from muted_reminders u where u.person_id = t.receiver and u.kind = 'escalation') as muted
  from told t
  join programmes g on g.id = t.programme_id and g.archived_at is null and g.escalate_after_days > 0
  join members m on m.programme_id = g.id and m.person_id = t.receiver and m.left_at is null
  join members w on w.programme_id = g.id and w.person_id = t.person_id and w.left_at is null and w.role = 'member'
  join people p on p.id = t.receiver
  join people o on o.id = t.person_id
 order by t.id, t.step, t.place, t.receiver"""),
    EscalationRow,
)
