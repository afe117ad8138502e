from sqlalchemy import (
    ARRAY,
    CheckConstraint,
    Column,
    Date,
    ForeignKeyConstraint,
    Integer,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    any_,
    bindparam,
    case,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import JSONB, insert

from weeklog.db.base import Query, id_column, metadata, moment_column, now, person_column
from weeklog.entries.tables import entries
from weeklog.jobs.tables import jobs
from weeklog.people.tables import people
from weeklog.programmes.tables import members, programmes, weeks
from weeklog.vocabulary import ReviewState, one_of

reviews = Table(
    "reviews",
    metadata,
    id_column(),
    person_column(),
    Column("programme_id", Uuid, nullable=False),
    Column("week", Integer, nullable=False),
    Column("state", Text, nullable=False, server_default="pending"),  # pending until its job has drafted it
    Column("version", Integer, nullable=False, server_default="1"),
    Column("facts", JSONB),  # what the draft was made from
    Column("sentences", JSONB),  # [{"section", "text", "evidence": [entry ids]}]
    Column("job_id", Uuid),  # the job that drafts it, or drafted it last
    moment_column("due_at", nullable=True),  # the Friday it was made for; none = asked for by hand
    moment_column("drafted_at", nullable=True),
    moment_column("submitted_at", nullable=True),
    moment_column("created_at", default=True),
    moment_column("updated_at", default=True),
    ForeignKeyConstraint(
        ["programme_id", "week"], ["weeks.programme_id", "weeks.number"], name="fk_reviews_week"
    ),
    UniqueConstraint("person_id", "programme_id", "week", name="uq_reviews_week"),
    CheckConstraint(one_of("state", ReviewState), name="state"),
)

# What others see: whoever follows its owner.
SHOWN = ("submitted", "approved", "published")

# Members' weeks around now that have no review yet, with the moment that a review of them falls due.
list_review_calendar = Query(
    select(
        members.c.person_id,
        programmes.c.id.label("programme_id"),
        weeks.c.number,
        weeks.c.first_day,
        weeks.c.last_day,
        members.c.joined_at,
        programmes.c.review_weekday,
        programmes.c.review_at,
        func.coalesce(people.c.zone, programmes.c.zone).label("zone"),
    )
    .join_from(members, people, people.c.id == members.c.person_id)
    .join(programmes, programmes.c.id == members.c.programme_id)
    .join(weeks, weeks.c.programme_id == programmes.c.id)
    .where(
        members.c.role != "mentor",
        members.c.left_at.is_(None),
        programmes.c.archived_at.is_(None),
        weeks.c.last_day >= bindparam("since", type_=Date),
        weeks.c.first_day <= bindparam("until", type_=Date),
        ~select(reviews.c.id)
        .where(
            reviews.c.person_id == members.c.person_id,
            reviews.c.programme_id == weeks.c.programme_id,
            reviews.c.week == weeks.c.number,
        )
        .exists(),
    )
    .order_by(weeks.c.first_day)
)
insert_due_review = Query(
    insert(reviews)
    .values({name: bindparam(name) for name in ("id", "person_id", "programme_id", "week", "due_at")})
    .on_conflict_do_nothing(constraint="uq_reviews_week")
    .returning(reviews.c.id)
)

_mine = (reviews.c.person_id == bindparam("person_id"), reviews.c.programme_id == bindparam("programme_id"))
_in_week = (*_mine, reviews.c.week == bindparam("week"))
_summary = (reviews.c.id, reviews.c.week, reviews.c.state, reviews.c.version)

find_review = Query(select(reviews).where(reviews.c.id == bindparam("id")))
_own = reviews.c.person_id == bindparam("asker", type_=Uuid)
# A draft is its owner's until they submit it.
list_reviews = Query(
    select(reviews)
    .where(*_mine, or_(_own, *(reviews.c.state == state for state in SHOWN)))
    .order_by(reviews.c.week.desc())
)
list_week_reviews = Query(select(*_summary).where(*_mine))
find_week_review = Query(select(*_summary).where(*_in_week))

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

# The answer is none when it is not theirs, or not in that state any more.
_submitted = (reviews.c.id == bindparam("review_id"), reviews.c.person_id == bindparam("owner"))
give_in_review = Query(
    update(reviews)
    .where(*_submitted, reviews.c.state == "drafted")
    .values(state="submitted", submitted_at=bindparam("at"), updated_at=now())
    .returning(reviews.c.week)
)
take_back_review = Query(
    update(reviews)
    .where(*_submitted, reviews.c.state == "submitted")
    .values(state="drafted", submitted_at=None, updated_at=now())
    .returning(reviews.c.week)
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
# Saves a draft where one is waited for: a review that is drafted, submitted or approved is not written over.
save_draft = Query(
    update(reviews)
    .where(reviews.c.id == bindparam("review_id"), reviews.c.state == "pending")
    .values(
        facts=bindparam("facts"),
        sentences=bindparam("sentences"),
        state="drafted",
        version=case((reviews.c.drafted_at.is_(None), reviews.c.version), else_=reviews.c.version + 1),
        drafted_at=now(),
        updated_at=now(),
    )
    .returning(reviews.c.week, reviews.c.version)
)


# Who has submitted, for the system role: it sees that there is a review, and how many entries.
list_submitters = Query(
    select(
        members.c.person_id,
        members.c.role,
        members.c.joined_at,
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
