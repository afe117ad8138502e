"""What a final report reads of a worklog, each kind at once for all weeks."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Uuid, bindparam, func, select, text

from weeklog.comments.tables import comments, threads
from weeklog.db.base import Query
from weeklog.db.rows import row_class
from weeklog.entries.tables import entries
from weeklog.objectives.tables import objectives
from weeklog.reviews.tables import reviews
from weeklog.supervisors.tables import supervisor_remarks
from weeklog.vocabulary import ObjectiveState, ReviewState, SupervisorRemarkKind


@row_class
class WeekWorkRow:
    week: int
    entries: int
    hours: float | None  # none = nobody counted them


@row_class
class TagRow:
    tag: str
    entries: int
    weeks: list[int]


@row_class
class ReportObjectiveRow:
    id: UUID
    week: int
    text: str
    state: ObjectiveState
    carried_from: UUID | None


@row_class
class ReportReviewRow:
    id: UUID
    week: int
    state: ReviewState
    lines: list[dict[str, Any]] | None
    approved_at: datetime | None
    approved_by: UUID | None
    sha256: str | None  # of what was signed last


@row_class
class ReportCommentRow:
    week: int
    author_id: UUID | None
    text: str
    created_at: datetime


@row_class
class ReportRemarkRow:
    """Of a supervisor from outside."""

    week: int
    name: str
    kind: SupervisorRemarkKind
    text: str
    at: datetime


_entries = (
    entries.c.person_id == bindparam("person_id"),
    entries.c.programme_id == bindparam("programme_id"),
)
_objectives = (
    objectives.c.person_id == bindparam("person_id"),
    objectives.c.programme_id == bindparam("programme_id"),
)
# What was carried on counts once, where it was begun: its hours stand where they were worked.
list_week_work = Query(
    select(
        entries.c.week,
        func.count().filter(entries.c.carried_from.is_(None)).label("entries"),
        func.sum(entries.c.hours).label("hours"),
    )
    .where(*_entries)
    .group_by(entries.c.week),
    WeekWorkRow,
)
list_tags = Query(
    text("""
select t.tag, count(*)::int as entries, array_agg(distinct e.week order by e.week) as weeks
  from entries e cross join lateral unnest(e.tags) as t(tag)
 where e.person_id = :person_id and e.programme_id = :programme_id and e.carried_from is null
 group by t.tag order by count(*) desc, t.tag"""),
    TagRow,
)
list_report_objectives = Query(
    select(*(objectives.c[name] for name in ("id", "week", "text", "state", "carried_from")))
    .where(*_objectives)
    .order_by(objectives.c.week, objectives.c.position, objectives.c.id),
    ReportObjectiveRow,
)
# Of somebody else's those that they have submitted: row-level security shows no others.
list_report_reviews = Query(
    text("""
select r.id, r.week, r.state, r.lines, r.approved_at, r.approved_by,
       (select s.sha256 from review_snapshots s where s.review_id = r.id
         order by s.at desc, s.id desc limit 1) as sha256
  from reviews r
 where r.person_id = :person_id and r.programme_id = :programme_id and r.state <> 'pending'
 order by r.week"""),
    ReportReviewRow,
)
list_report_comments = Query(
    select(reviews.c.week, comments.c.author_id, comments.c.text, comments.c.created_at)
    .select_from(comments)
    .join(threads, threads.c.id == comments.c.thread_id)
    .join(reviews, reviews.c.id == threads.c.anchor_id)
    .where(
        threads.c.anchor_kind == "review",
        reviews.c.person_id == bindparam("person_id", type_=Uuid),
        reviews.c.programme_id == bindparam("programme_id", type_=Uuid),
        comments.c.author_id != reviews.c.person_id,
        comments.c.deleted_at.is_(None),
    )
    .order_by(reviews.c.week, comments.c.created_at, comments.c.id),
    ReportCommentRow,
)
list_report_remarks = Query(
    select(reviews.c.week, *(supervisor_remarks.c[name] for name in ("name", "kind", "text", "at")))
    .join_from(supervisor_remarks, reviews, reviews.c.id == supervisor_remarks.c.review_id)
    .where(
        supervisor_remarks.c.person_id == bindparam("person_id", type_=Uuid),
        supervisor_remarks.c.programme_id == bindparam("programme_id", type_=Uuid),
    )
    .order_by(reviews.c.week, supervisor_remarks.c.at, supervisor_remarks.c.id),
    ReportRemarkRow,
)
