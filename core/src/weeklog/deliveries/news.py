"""What people are to be told by mail, as the scheduler finds it under the system role."""

from datetime import date, time
from uuid import UUID

from sqlalchemy import (
    text,
)

from weeklog.db.base import Query
from weeklog.db.rows import row_class
from weeklog.ids import PersonId
from weeklog.programmes.clocks import ClockRow
from weeklog.vocabulary import (
    MailKind,
    Role,
    SubmissionState,
)


@row_class
class ReaderRow(ClockRow):
    """Who is told of something in a programme."""

    programme_name: str


@row_class
class NewsRow(ReaderRow):
    week: int
    kind: MailKind
    review_id: UUID | None
    occasion: UUID
    key: str
    rank: int
    told: bool
    muted: bool
    of: UUID
    of_name: str
    by_name: str | None


@row_class
class DigestReaderRow(ReaderRow):
    role: Role
    number: int
    first_day: date
    last_day: date
    review_weekday: int
    review_at: time


@row_class
class DigestMemberRow:
    person_id: PersonId
    name: str
    state: SubmissionState


# What has happened since a moment, and whom to tell, with the clocks of each. Of a review only its last move counts:
# an
# earlier one has been answered. Somebody of `rank` 1 is told when nobody of rank 0 is there.
list_news = Query(
    text("""
with moved as (
  select distinct on (m.review_id) m.id, m.review_id, m.move, m.by, m.at
    from review_moves m where m.at >= :since order by m.review_id, m.at desc, m.id desc
), news as (
  select r.id as review_id, r.person_id as of, r.programme_id, r.week, 'draft_ready' as kind, r.id as occasion,
         r.person_id, 0 as rank, null::uuid as by
    from reviews r where r.state = 'drafted' and r.due_at is not null and r.drafted_at >= :since
  union all
  select r.id, r.person_id, r.programme_id, r.week, case m.move when 'approve'
    then 'approved' else 'sent_back' end, m.id,
         r.person_id, 0, m.by
    from moved m join reviews r on r.id = m.review_id
   where m.move in ('approve', 'send-back', 'reopen') and m.by <> r.person_id
  union all
  select r.id, r.person_id, r.programme_id, r.week, 'submitted', m.id, p.mentor_id, 0, m.by
    from moved m join reviews r on r.id = m.review_id
    join mentors_at(:now) p on p.programme_id = r.programme_id and p.member_id = r.person_id
   where m.move = 'submit'
  union all
  select r.id, r.person_id, r.programme_id, r.week, 'submitted', m.id, l.person_id, 1, m.by
    from moved m join reviews r on r.id = m.review_id
    join members l on l.programme_id = r.programme_id and l.role = 'lead' and l.person_id <> r.person_id
   where m.move = 'submit'
  union all
  select null, n.person_id, n.programme_id, n.week, 'reminder', n.id, n.person_id, 0, null
    from notices n where n.created_at >= :since and n.read_at is null
  union all
  select null, q.person_id, q.programme_id,
         coalesce((select w.number from weeks w where w.programme_id = q.programme_id and w.first_day <= u.day
                    order by w.first_day desc limit 1), 1),
         'answer', u.id, q.person_id, 0, null
    from question_runs u
    join scheduled_questions q on q.id = u.question_id and q.by_mail
    join replies a on a.id = u.reply_id
    join jobs j on j.id = a.job_id and j.state = 'done'
   where u.at >= :since
)
select n.person_id, n.programme_id, coalesce(p.zone, g.zone) as zone, g.days_off, g.holidays,
       g.quiet_from, g.quiet_until, g.name as programme_name, n.week, n.kind, n.review_id, n.occasion,
       n.kind || ':' || n.occasion || ':' || n.person_id as key, n.rank, d.id is not null as told,
       exists (select from muted_mails u where u.person_id = n.person_id and u.kind = n.kind) as muted,
       n.of, o.name as of_name, b.name as by_name
  from news n
  join people p on p.id = n.person_id
  join people o on o.id = n.of
  join programmes g on g.id = n.programme_id and g.archived_at is null
  join members m on m.programme_id = n.programme_id and m.person_id = n.person_id and m.left_at is null
  left join people b on b.id = n.by
  left join deliveries d on d.key = n.kind || ':' || n.occasion || ':' || n.person_id
 order by n.occasion, n.rank, n.person_id"""),
    NewsRow,
)
# Who gets a digest of the week, with their clocks; and what it says of whom they answer for.
list_digest_readers = Query(
    text("""
select m.person_id, g.id as programme_id, coalesce(p.zone, g.zone) as zone, g.days_off, g.holidays,
       g.quiet_from, g.quiet_until, g.name as programme_name, m.role, w.number, w.first_day, w.last_day,
         g.review_weekday, g.review_at
  from members m
  join people p on p.id = m.person_id
  join programmes g on g.id = m.programme_id and g.archived_at is null
  join weeks w on w.programme_id = g.id and w.last_day >= :since and w.first_day <= :until
 where m.role in ('mentor', 'lead') and m.left_at is null
   and not exists (select from muted_mails u where u.person_id = m.person_id and u.kind = 'digest')
   and not exists (select from deliveries d where d.key = 'digest:' || g.id || ':' || w.number || ':' ||
     m.person_id)"""),
    DigestReaderRow,
)
list_digest_members = Query(
    text("""
select m.person_id, p.name, coalesce(r.state, 'none') as state
  from members m
  join people p on p.id = m.person_id
  left join reviews r on r.person_id = m.person_id and r.programme_id = m.programme_id and r.week = :week
 where m.programme_id = :programme_id and m.role = 'member' and m.left_at is null and m.joined_at::date <= :last_day
   and (:leads or exists (select from mentors_at(:now) s where s.programme_id = m.programme_id
     and s.member_id = m.person_id
                             and s.mentor_id = :reader))
 order by p.name, m.person_id"""),
    DigestMemberRow,
)
