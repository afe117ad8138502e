"""Questions that are asked again and again, on weekdays and at a time of their owner's clock, and what became
of each time."""

from datetime import date, datetime, time
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    Table,
    Text,
    Time,
    UniqueConstraint,
    Uuid,
    bindparam,
    func,
    select,
    text,
    tuple_,
    update,
)
from sqlalchemy.dialects.postgresql import insert

from weeklog.conversations.tables import replies
from weeklog.db.base import Query, id_column, metadata, moment_column, person_column
from weeklog.db.rows import row_class
from weeklog.ids import PersonId
from weeklog.jobs.tables import jobs
from weeklog.people.tables import people
from weeklog.programmes.tables import members, programmes
from weeklog.vocabulary import JobState, QuestionOutcome, one_of

scheduled_questions = Table(
    "scheduled_questions",
    metadata,
    id_column(),
    person_column(),
    Column("programme_id", Uuid, nullable=False),
    Column("text", Text, nullable=False),
    Column("weekdays", ARRAY(Integer), nullable=False),  # 0 = Monday
    Column("at", Time, nullable=False),  # on the owner's clock
    Column("by_mail", Boolean, nullable=False, server_default="false"),
    Column("conversation_id", Uuid, ForeignKey("conversations.id", ondelete="SET NULL"), index=True),
    moment_column("effective_from"),  # since it was scheduled, rescheduled or resumed
    moment_column("paused_at", nullable=True),
    moment_column("created_at", default=True),
    ForeignKeyConstraint(
        ["programme_id", "person_id"],
        ["members.programme_id", "members.person_id"],
        name="fk_scheduled_questions_member",
        ondelete="CASCADE",
    ),
    Index("ix_scheduled_questions_person_id", "person_id", "programme_id"),
)

question_runs = Table(
    "question_runs",
    metadata,
    id_column(),
    person_column(),
    Column("question_id", Uuid, ForeignKey("scheduled_questions.id", ondelete="CASCADE"), nullable=False),
    Column("day", Date, nullable=False),  # on the owner's clock
    Column("outcome", Text, nullable=False),
    Column("reply_id", Uuid, ForeignKey("replies.id", ondelete="SET NULL"), index=True),
    moment_column("due_at"),
    moment_column("at"),  # when the scheduler found it due
    CheckConstraint(one_of("outcome", QuestionOutcome), name="outcome"),
    # Two schedulers, a second look or another time zone ask once a day.
    UniqueConstraint("question_id", "day", name="uq_question_runs_once"),
    Index("ix_question_runs_person_id", "person_id"),
)


@row_class
class ScheduledQuestionRow:
    id: UUID
    programme_id: UUID
    text: str
    weekdays: list[int]
    at: time
    by_mail: bool
    conversation_id: UUID | None
    paused_at: datetime | None
    created_at: datetime
    asked_on: date | None  # the day of the latest run


@row_class
class QuestionScheduleRow:
    """What decides when a question is due."""

    id: UUID
    person_id: PersonId
    weekdays: list[int]
    at: time
    effective_from: datetime
    zone: str
    asked_on: date | None


@row_class
class QuestionRunRow:
    """`state` and `error` are those of the reply."""

    id: UUID
    day: date
    outcome: QuestionOutcome
    due_at: datetime
    at: datetime
    reply_id: UUID | None
    conversation_id: UUID | None
    state: JobState | None
    error: str | None


@row_class
class WaitingRunRow:
    """A question that is to be asked now."""

    question_id: UUID
    programme_id: UUID
    zone: str
    text: str
    conversation_id: UUID | None


@row_class
class AnsweredRow:
    question: str
    answer: str


_asked_on = (
    select(func.max(question_runs.c.day))
    .where(question_runs.c.question_id == scheduled_questions.c.id)
    .scalar_subquery()
    .label("asked_on")
)
_shown = (
    *(
        scheduled_questions.c[name]
        for name in ("id", "programme_id", "text", "weekdays", "at", "by_mail", "conversation_id", "paused_at",
            "created_at")
    ),
    _asked_on,
)  # fmt: skip
_here = scheduled_questions.c.programme_id == bindparam("programme_id")
_this = scheduled_questions.c.id == bindparam("question_id")

_NEW = ("id", "person_id", "programme_id", "text", "weekdays", "at", "by_mail", "effective_from")
insert_scheduled_question = Query(
    insert(scheduled_questions)
    .values({name: bindparam(name) for name in _NEW})
    .returning(scheduled_questions.c.id)
)
list_scheduled_questions = Query(
    select(*_shown)
    .where(scheduled_questions.c.person_id == bindparam("person_id"), _here)
    .order_by(scheduled_questions.c.created_at, scheduled_questions.c.id),
    ScheduledQuestionRow,
)
find_scheduled_question = Query(
    select(*_shown).where(scheduled_questions.c.id == bindparam("id"), _here), ScheduledQuestionRow
)
lock_scheduled_questions = Query(
    text(
        "select pg_advisory_xact_lock(hashtextextended('scheduled questions ' || cast(:person_id as text), 0))"
    )
)
edit_scheduled_question = Query(
    update(scheduled_questions)
    .where(_this)
    .values(
        text=bindparam("new_text", type_=Text),
        weekdays=bindparam("new_weekdays", type_=ARRAY(Integer)),
        at=bindparam("new_at", type_=Time),
        by_mail=bindparam("new_by_mail", type_=Boolean),
        paused_at=bindparam("new_paused_at", type_=scheduled_questions.c.paused_at.type),
        effective_from=func.coalesce(
            bindparam("new_effective_from", type_=scheduled_questions.c.effective_from.type),
            scheduled_questions.c.effective_from,
        ),
    )
)
delete_scheduled_question = Query(
    scheduled_questions.delete()
    .where(scheduled_questions.c.id == bindparam("id"), _here)
    .returning(scheduled_questions.c.id)
)
list_question_runs = Query(
    select(
        *(question_runs.c[name] for name in ("id", "day", "outcome", "due_at", "at", "reply_id")),
        replies.c.conversation_id,
        jobs.c.state,
        jobs.c.error,
    )
    .join_from(question_runs, replies, replies.c.id == question_runs.c.reply_id, isouter=True)
    .join(jobs, jobs.c.id == replies.c.job_id, isouter=True)
    .where(
        question_runs.c.question_id == bindparam("question_id"),
        tuple_(question_runs.c.at, question_runs.c.id)
        < tuple_(bindparam("before", type_=question_runs.c.at.type), bindparam("before_id", type_=Uuid)),
    )
    .order_by(question_runs.c.at.desc(), question_runs.c.id.desc())
    .limit(bindparam("limit", type_=Integer)),
    QuestionRunRow,
)

# Of everybody, for the system role: who has left a programme, or whose programme is archived, asks nothing in it.
list_question_schedules = Query(
    select(
        scheduled_questions.c.id,
        scheduled_questions.c.person_id,
        scheduled_questions.c.weekdays,
        scheduled_questions.c.at,
        scheduled_questions.c.effective_from,
        func.coalesce(people.c.zone, programmes.c.zone).label("zone"),
        _asked_on,
    )
    .join_from(scheduled_questions, people, people.c.id == scheduled_questions.c.person_id)
    .join(programmes, programmes.c.id == scheduled_questions.c.programme_id)
    .join(
        members,
        (members.c.programme_id == scheduled_questions.c.programme_id)
        & (members.c.person_id == scheduled_questions.c.person_id),
    )
    .where(
        scheduled_questions.c.paused_at.is_(None),
        members.c.left_at.is_(None),
        programmes.c.archived_at.is_(None),
    ),
    QuestionScheduleRow,
)
_RUN = ("id", "person_id", "question_id", "day", "outcome", "due_at", "at")
# None when another scheduler was first.
insert_question_run = Query(
    insert(question_runs)
    .values({name: bindparam(name) for name in _RUN})
    .on_conflict_do_nothing(constraint="uq_question_runs_once")
    .returning(question_runs.c.id)
)

# Of the owner, in the transaction that asks. Locked, so that a conversation is begun once.
find_waiting_run = Query(
    select(
        scheduled_questions.c.id.label("question_id"),
        scheduled_questions.c.programme_id,
        func.coalesce(people.c.zone, programmes.c.zone).label("zone"),
        scheduled_questions.c.text,
        scheduled_questions.c.conversation_id,
    )
    .join_from(question_runs, scheduled_questions, scheduled_questions.c.id == question_runs.c.question_id)
    .join(people, people.c.id == scheduled_questions.c.person_id)
    .join(programmes, programmes.c.id == scheduled_questions.c.programme_id)
    .where(question_runs.c.id == bindparam("id"), question_runs.c.outcome == "waiting")
    .with_for_update(of=(question_runs, scheduled_questions)),
    WaitingRunRow,
)
note_question_run = Query(
    update(question_runs)
    .where(question_runs.c.id == bindparam("run_id"))
    .values(outcome=bindparam("new_outcome"), reply_id=bindparam("new_reply_id", type_=Uuid))
)
note_conversation = Query(
    update(scheduled_questions)
    .where(_this)
    .values(conversation_id=bindparam("new_conversation_id", type_=Uuid))
)
# What is mailed. None when the conversation is gone.
find_answered_run = Query(
    text("""
select q.text as question, r.text as answer
  from question_runs u join scheduled_questions q on q.id = u.question_id join replies r on r.id = u.reply_id
 where u.id = :id"""),
    AnsweredRow,
)
