"""What waits for somebody: reviews without a comment since they were submitted, and threads that another
spoke last in."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    Uuid,
    any_,
    bindparam,
    or_,
    select,
)
from sqlalchemy.dialects.postgresql import distinct_on

from weeklog.comments.tables import comments, joined_threads, threads
from weeklog.db.base import (
    Query,
)
from weeklog.db.rows import row_class
from weeklog.ids import PersonId
from weeklog.programmes.tables import mentorships
from weeklog.reviews.tables import reviews
from weeklog.substitutes.tables import stood_in_for


@row_class
class WaitingReviewRow:
    id: UUID
    person_id: PersonId
    week: int
    since: datetime


@row_class
class WaitingThreadRow:
    id: UUID
    person_id: PersonId
    author_id: UUID | None
    week: int | None
    text: str
    since: datetime


_on_review = (
    select(comments.c.id)
    .select_from(joined_threads)
    .where(
        threads.c.anchor_kind == "review",
        threads.c.anchor_id == reviews.c.id,
        comments.c.author_id.is_distinct_from(reviews.c.person_id),
        comments.c.deleted_at.is_(None),
        comments.c.created_at >= reviews.c.submitted_at,
    )
    .correlate(reviews)
)
awaits_comment = (reviews.c.state == "submitted") & ~_on_review.exists()
list_waiting_reviews = Query(
    select(reviews.c.id, reviews.c.person_id, reviews.c.week, reviews.c.submitted_at.label("since")).where(
        reviews.c.programme_id == bindparam("programme_id"),
        reviews.c.person_id == any_(bindparam("followed", type_=ARRAY(Uuid))),
        awaits_comment,
    ),
    WaitingReviewRow,
)

last_words = (
    select(
        comments.c.thread_id,
        comments.c.author_id,
        comments.c.text,
        comments.c.created_at,
        threads.c.person_id,
        threads.c.programme_id,
        threads.c.week,
    )
    .select_from(joined_threads)
    .ext(distinct_on(comments.c.thread_id))
    .where(threads.c.resolved_at.is_(None), comments.c.deleted_at.is_(None))
    .order_by(comments.c.thread_id, comments.c.created_at.desc(), comments.c.id.desc())
)
_last = last_words.where(
    comments.c.programme_id == bindparam("programme_id"),
    comments.c.person_id == any_(bindparam("readable", type_=ARRAY(Uuid))),
).subquery("last")
_alive = comments.alias("alive")
_asker = bindparam("person_id", type_=Uuid)
list_waiting_threads = Query(
    select(
        _last.c.thread_id.label("id"),
        _last.c.person_id,
        _last.c.author_id,
        _last.c.week,
        _last.c.text,
        _last.c.created_at.label("since"),
    ).where(
        _last.c.author_id.is_distinct_from(_asker),
        or_(
            _last.c.person_id == _asker,
            select(mentorships.c.member_id)
            .where(
                mentorships.c.programme_id == _last.c.programme_id,
                mentorships.c.mentor_id == _asker,
                mentorships.c.member_id == _last.c.person_id,
            )
            .exists(),
            select(stood_in_for.c.member_id)
            .where(
                stood_in_for.c.programme_id == _last.c.programme_id,
                stood_in_for.c.member_id == _last.c.person_id,
            )
            .exists(),
            select(_alive.c.id)
            .where(
                _alive.c.thread_id == _last.c.thread_id,
                _alive.c.deleted_at.is_(None),
                or_(_alive.c.author_id == _asker, _asker == any_(_alive.c.mentions)),
            )
            .exists(),
        ),
    ),
    WaitingThreadRow,
)
