from uuid import UUID

from sqlalchemy import (
    ARRAY,
    CheckConstraint,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    Interval,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    any_,
    bindparam,
    func,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.dialects.postgresql import JSONB, insert

from weeklog.db.base import Query, id_column, metadata, moment_column, now, person_column, written
from weeklog.db.rows import columns, row_class
from weeklog.entries.tables import entries
from weeklog.ids import PersonId
from weeklog.jobs.tables import jobs
from weeklog.people.tables import people
from weeklog.programmes.tables import members, programmes, weeks
from weeklog.vocabulary import SHOWN_REVIEWS, ReviewState, one_of

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

# Every version of a review's lines, for comparing.
review_versions = Table(
    "review_versions",
    metadata,
    Column("review_id", Uuid, ForeignKey("reviews.id", ondelete="CASCADE"), primary_key=True),
    Column("version", Integer, primary_key=True),
    person_column(),
    Column("programme_id", Uuid, nullable=False),
    Column("lines", JSONB, nullable=False),
    Column("why", Text, nullable=False),
    Column("by", Uuid),  # none = the draft
    moment_column("at"),
    CheckConstraint("why in ('drafted', 'redrafted', 'edited')", name="why"),
)

# Every move of a review's round, with its reason.
review_moves = Table(
    "review_moves",
    metadata,
    id_column(),
    Column("review_id", Uuid, ForeignKey("reviews.id", ondelete="CASCADE"), nullable=False, index=True),
    person_column(),
    Column("programme_id", Uuid, nullable=False),
    Column("move", Text, nullable=False),
    Column("by", Uuid, nullable=False),
    Column("version", Integer, nullable=False),  # of the review, at that moment
    Column("reason", Text, nullable=False, server_default=""),
    moment_column("at"),
    CheckConstraint(
        "move in ('submit', 'take-back', 'send-back', 'approve', 'reopen', 'publish')", name="move"
    ),
    Index("ix_review_moves_person_id", "person_id", "programme_id"),
    Index("ix_review_moves_by", "by", "programme_id"),
)

# Which version of a review somebody has opened: only those are approved together.
review_openings = Table(
    "review_openings",
    metadata,
    Column("review_id", Uuid, ForeignKey("reviews.id", ondelete="CASCADE"), primary_key=True),
    Column("reader_id", Uuid, ForeignKey("people.id", ondelete="CASCADE"), primary_key=True),
    person_column(),
    Column("programme_id", Uuid, nullable=False),
    Column("version", Integer, nullable=False),
    moment_column("at"),
)


@row_class
class ReviewSummaryRow:
    id: UUID
    week: int
    state: ReviewState
    version: int


@row_class
class StaleDraftRow:
    id: UUID
    person_id: PersonId


_mine = (reviews.c.person_id == bindparam("person_id"), reviews.c.programme_id == bindparam("programme_id"))
_in_week = (*_mine, reviews.c.week == bindparam("week"))
_summary = columns(ReviewSummaryRow, reviews)

find_review = Query(select(reviews).where(reviews.c.id == bindparam("id")))
_own = reviews.c.person_id == bindparam("asker", type_=Uuid)
# A draft is its owner's until they submit it.
list_reviews = Query(
    select(reviews)
    .where(*_mine, or_(_own, *(reviews.c.state == state for state in SHOWN_REVIEWS)))
    .order_by(reviews.c.week.desc())
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
    .with_for_update(of=reviews)
)
redraft_review = Query(
    update(reviews)
    .where(reviews.c.id == bindparam("review_id"))
    .values(job_id=bindparam("job_id"), state="pending", updated_at=now())
)

# To be moved, edited or redrafted: of several who want to, each waits for the one before.
lock_review = Query(select(*written(reviews)).where(reviews.c.id == bindparam("id")).with_for_update())
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
insert_move = Query(
    insert(review_moves).values(
        {
            name: bindparam(name)
            for name in (
                "id",
                "review_id",
                "person_id",
                "programme_id",
                "move",
                "by",
                "version",
                "reason",
                "at",
            )
        }
    )
)
list_moves = Query(
    select(*(review_moves.c[name] for name in ("move", "by", "version", "reason", "at")))
    .where(review_moves.c.review_id == bindparam("review_id"))
    .order_by(review_moves.c.at, review_moves.c.id)
)
# The week as it is now is what the review speaks of: it is fresh.
refresh_sources = Query(
    update(reviews)
    .where(reviews.c.id == bindparam("review_id"))
    .values(sources=bindparam("sources"), stale_at=None)
)
_opening = insert(review_openings).values(
    {
        name: bindparam(name)
        for name in ("review_id", "reader_id", "person_id", "programme_id", "version", "at")
    }
)
open_review = Query(
    _opening.on_conflict_do_update(
        constraint="pk_review_openings",
        set_={"version": _opening.excluded.version, "at": _opening.excluded.at},
    )
)
find_opening = Query(
    select(review_openings.c.version).where(
        review_openings.c.review_id == bindparam("review_id"),
        review_openings.c.reader_id == bindparam("reader_id"),
    )
)
insert_version = Query(
    insert(review_versions).values(
        {
            name: bindparam(name)
            for name in ("review_id", "version", "person_id", "programme_id", "lines", "why", "by", "at")
        }
    )
)
list_versions = Query(
    select(*(review_versions.c[name] for name in ("version", "why", "by", "at")))
    .where(review_versions.c.review_id == bindparam("review_id"))
    .order_by(review_versions.c.version.desc())
)
find_version = Query(
    select(review_versions.c.version, review_versions.c.lines).where(
        review_versions.c.review_id == bindparam("review_id"),
        review_versions.c.version == bindparam("version"),
    )
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

# What a draft is made from: the week, its days, and where the person is.
find_review_week = Query(
    select(
        reviews.c.programme_id,
        reviews.c.week,
        weeks.c.first_day,
        weeks.c.last_day,
        programmes.c.holidays,
        func.coalesce(people.c.zone, programmes.c.zone).label("zone"),
    )
    .join_from(
        reviews, weeks, (weeks.c.programme_id == reviews.c.programme_id) & (weeks.c.number == reviews.c.week)
    )
    .join(programmes, programmes.c.id == reviews.c.programme_id)
    .join(people, people.c.id == reviews.c.person_id)
    .where(reviews.c.id == bindparam("review_id"))
)
# What a new draft was made from. Whoever saves it holds the row.
save_draft = Query(
    update(reviews)
    .where(reviews.c.id == bindparam("review_id"))
    .values(
        facts=bindparam("facts"),
        sources=bindparam("sources"),
        state=bindparam("state"),
        drafted_at=bindparam("at", type_=reviews.c.drafted_at.type),
        stale_at=None,
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


# Who has submitted, for the system role: it sees that there is a review, and how many entries.
list_submitters = Query(
    select(
        members.c.person_id,
        members.c.role,
        members.c.joined_at,
        programmes.c.days_off,
        programmes.c.holidays,
        people.c.name,
        func.coalesce(people.c.zone, programmes.c.zone).label("zone"),
        programmes.c.review_weekday,
        programmes.c.review_at,
    )
    .join_from(members, people, people.c.id == members.c.person_id)
    .join(programmes, programmes.c.id == members.c.programme_id)
    .where(
        members.c.programme_id == bindparam("programme_id"),
        members.c.left_at.is_(None),
        members.c.role != "mentor",
        members.c.person_id == any_(bindparam("people", type_=ARRAY(Uuid))),
    )
    .order_by(people.c.name, people.c.id)
)
list_submissions = Query(
    select(
        reviews.c.id,
        reviews.c.person_id,
        reviews.c.week,
        reviews.c.state,
        reviews.c.submitted_at,
        reviews.c.due_at,
    ).where(
        reviews.c.programme_id == bindparam("programme_id"),
        reviews.c.person_id == any_(bindparam("people", type_=ARRAY(Uuid))),
    )
)
count_logged = Query(
    select(entries.c.person_id, entries.c.week, func.count().label("entries"))
    .where(
        entries.c.programme_id == bindparam("programme_id"),
        entries.c.person_id == any_(bindparam("people", type_=ARRAY(Uuid))),
    )
    .group_by(entries.c.person_id, entries.c.week)
)
