from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    CheckConstraint,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    Interval,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    bindparam,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.dialects.postgresql import JSONB, insert

from weeklog.db.base import Query, id_column, metadata, moment_column, now, person_column
from weeklog.db.rows import columns, row_class
from weeklog.ids import PersonId
from weeklog.jobs.tables import jobs
from weeklog.programmes.tables import programmes
from weeklog.vocabulary import SHOWN_REVIEWS, JobState, ReviewState, one_of

reviews = Table(
    "reviews",
    metadata,
    id_column(),
    person_column(),
    Column("programme_id", Uuid, nullable=False),
    Column("week", Integer, nullable=False),
    Column("state", Text, nullable=False, server_default="pending"),  # pending until its job has drafted it
    Column("version", Integer, nullable=False, server_default="1"),  # of its lines: each is kept
    Column("facts", JSONB),  # what the draft was made from
    Column("lines", JSONB),  # [StoredLine]
    Column("offers", JSONB, nullable=False, server_default="[]"),  # [Offer]
    Column("deleted_keys", ARRAY(Text), nullable=False, server_default="{}"),  # never drafted again
    # Digests of what a language model's words were refused for: it is not asked for them again.
    Column("refused_bases", ARRAY(Text), nullable=False, server_default="{}"),
    Column("sources", JSONB),  # [Source]: the week as the lines, or the approval, saw it
    moment_column("touched_at", nullable=True),  # since then a redraft leaves touched lines alone
    moment_column("stale_at", nullable=True),  # a row of the week was written since; a trigger notes it
    Column("job_id", Uuid),  # the job that drafts it, or drafted it last
    moment_column("due_at", nullable=True),  # the Friday it was made for; none = asked for by hand
    moment_column("drafted_at", nullable=True),
    moment_column("submitted_at", nullable=True),
    moment_column("sent_back_at", nullable=True),  # until it is submitted again
    moment_column("approved_at", nullable=True),
    Column("approved_by", Uuid),
    moment_column("published_at", nullable=True),
    moment_column("created_at", default=True),
    moment_column("updated_at", default=True),
    ForeignKeyConstraint(
        ["programme_id", "week"], ["weeks.programme_id", "weeks.number"], name="fk_reviews_week"
    ),
    UniqueConstraint("person_id", "programme_id", "week", name="uq_reviews_week"),
    CheckConstraint(one_of("state", ReviewState), name="state"),
    Index(
        "ix_reviews_stale",
        "stale_at",
        postgresql_where=text("stale_at is not null and touched_at is null and state = 'drafted'"),
    ),
)


@row_class
class ReviewRow:
    id: UUID
    person_id: PersonId
    programme_id: UUID
    week: int
    state: ReviewState
    version: int
    facts: dict[str, Any] | None
    lines: list[dict[str, Any]] | None
    offers: list[dict[str, Any]]
    deleted_keys: list[str]
    sources: list[dict[str, Any]] | None
    touched_at: datetime | None
    stale_at: datetime | None
    due_at: datetime | None
    drafted_at: datetime | None
    submitted_at: datetime | None
    sent_back_at: datetime | None
    approved_at: datetime | None
    approved_by: UUID | None
    published_at: datetime | None


@row_class
class ReviewSummaryRow:
    id: UUID
    week: int
    state: ReviewState
    version: int


@row_class
class HeldReviewRow(ReviewSummaryRow):
    job_state: JobState | None  # of the job that drafts it, or drafted it last


@row_class
class StaleDraftRow:
    id: UUID
    person_id: PersonId


_mine = (reviews.c.person_id == bindparam("person_id"), reviews.c.programme_id == bindparam("programme_id"))
_in_week = (*_mine, reviews.c.week == bindparam("week"))
_summary = columns(ReviewSummaryRow, reviews)

_review = select(*columns(ReviewRow, reviews))
_this = _review.where(reviews.c.id == bindparam("id"))
find_review = Query(_this, ReviewRow)
_own = reviews.c.person_id == bindparam("asker", type_=Uuid)
# A draft is its owner's until they submit it.
list_reviews = Query(
    _review.where(*_mine, or_(_own, *(reviews.c.state == state for state in SHOWN_REVIEWS))).order_by(
        reviews.c.week.desc()
    ),
    ReviewRow,
)
list_week_reviews = Query(select(*_summary).where(*_mine), ReviewSummaryRow)
find_week_review = Query(select(*_summary).where(*_in_week), ReviewSummaryRow)

ask_for_review = Query(
    insert(reviews)
    .values({name: bindparam(name) for name in ("id", "person_id", "programme_id", "week")})
    .on_conflict_do_nothing(constraint="uq_reviews_week")
)
# Holds the row, so that of two who ask at once only one makes a job.
hold_review = Query(
    select(
        *_summary,
        select(jobs.c.state).where(jobs.c.id == reviews.c.job_id).scalar_subquery().label("job_state"),
    )
    .where(*_in_week)
    .with_for_update(of=reviews),
    HeldReviewRow,
)
redraft_review = Query(
    update(reviews)
    .where(reviews.c.id == bindparam("review_id"))
    .values(job_id=bindparam("job_id"), state="pending", updated_at=now())
)

# To be moved, edited or redrafted: of several who want to, each waits for the one before.
lock_review = Query(_this.with_for_update(), ReviewRow)
move_review = Query(
    update(reviews)
    .where(reviews.c.id == bindparam("review_id"))
    .values(
        {
            name: bindparam(name, type_=reviews.c[name].type)
            for name in (
                "state",
                "submitted_at",
                "sent_back_at",
                "approved_at",
                "approved_by",
                "published_at",
            )
        }
        | {"updated_at": now()}
    )
)
# The week as it is now is what the review speaks of: it is fresh.
refresh_sources = Query(
    update(reviews)
    .where(reviews.c.id == bindparam("review_id"))
    .values(sources=bindparam("sources"), stale_at=None)
)
save_lines = Query(
    update(reviews)
    .where(reviews.c.id == bindparam("review_id"))
    .values(
        {
            name: bindparam(name, type_=reviews.c[name].type)
            for name in ("lines", "offers", "deleted_keys", "version", "touched_at")
        }
        | {"updated_at": now()}
    )
)

# Drafts that nobody has touched follow their week. For the system role, which makes a job for each.
list_stale_drafts = Query(
    select(reviews.c.id, reviews.c.person_id)
    .join_from(reviews, programmes, programmes.c.id == reviews.c.programme_id)
    .where(
        reviews.c.state == "drafted",
        reviews.c.touched_at.is_(None),
        reviews.c.stale_at < now() - bindparam("settled", type_=Interval),
        programmes.c.archived_at.is_(None),
        ~select(jobs.c.id)
        .where(jobs.c.id == reviews.c.job_id, or_(jobs.c.state == "queued", jobs.c.state == "running"))
        .exists(),
    )
    .order_by(reviews.c.stale_at)
    .limit(bindparam("limit", type_=Integer))
    .with_for_update(of=reviews, skip_locked=True),
    StaleDraftRow,
)
note_job = Query(
    update(reviews).where(reviews.c.id == bindparam("review_id")).values(job_id=bindparam("job_id"))
)
