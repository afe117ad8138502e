from datetime import datetime
from uuid import UUID

from weeklog.errors import Conflict, NotFound
from weeklog.ids import new_id
from weeklog.scheduled_questions.moments import Schedule, next_moment
from weeklog.scheduled_questions.tables import (
    ScheduledQuestionRow,
    delete_scheduled_question,
    find_scheduled_question,
    insert_scheduled_question,
    list_question_runs,
    list_scheduled_questions,
    lock_scheduled_questions,
)
from weeklog.scheduled_questions.tables import (
    edit_scheduled_question as write_scheduled_question,
)
from weeklog.unit_of_work import UnitOfWork
from weeklog_api.cursors import latest_before, page_of
from weeklog_api.identity import Identity
from weeklog_api.scheduled_questions.schemas import (
    MOST_QUESTIONS,
    QuestionRun,
    RunFilters,
    ScheduledQuestion,
    ScheduledQuestionNew,
    ScheduledQuestionPatch,
)
from weeklog_api.schemas import Items


async def scheduled_questions(work: UnitOfWork, identity: Identity, now: datetime) -> list[ScheduledQuestion]:
    """The oldest first."""
    return [_shown(row, identity, now) for row in await _rows(work, identity)]


async def add_scheduled_question(
    work: UnitOfWork, identity: Identity, new: ScheduledQuestionNew, now: datetime
) -> ScheduledQuestion:
    await work.run(lock_scheduled_questions, person_id=str(identity.person_id))
    if len(await _rows(work, identity)) >= MOST_QUESTIONS:
        raise Conflict(
            f"you have {MOST_QUESTIONS} scheduled questions, the most there may be: delete one first"
        )
    question_id = new_id()
    await work.run(
        insert_scheduled_question,
        id=question_id,
        person_id=identity.person_id,
        programme_id=identity.own_programme.id,
        text=new.text,
        weekdays=list(new.weekdays),
        at=new.at,
        by_mail=new.by_mail,
        effective_from=now,
    )
    return _shown(await _row(work, identity, question_id), identity, now)


async def edit_scheduled_question(
    work: UnitOfWork, identity: Identity, question_id: UUID, patch: ScheduledQuestionPatch, now: datetime
) -> ScheduledQuestion:
    """What is rescheduled or resumed is not asked for a moment that has passed."""
    await work.run(lock_scheduled_questions, person_id=str(identity.person_id))
    row = await _row(work, identity, question_id)
    paused = row.paused_at is not None if patch.paused is None else patch.paused
    resumed = row.paused_at is not None and not paused
    rescheduled = patch.weekdays is not None or patch.at is not None
    await work.run(
        write_scheduled_question,
        question_id=question_id,
        new_text=patch.text or row.text,
        new_weekdays=list(patch.weekdays or row.weekdays),
        new_at=row.at if patch.at is None else patch.at,
        new_by_mail=row.by_mail if patch.by_mail is None else patch.by_mail,
        new_paused_at=(row.paused_at or now) if paused else None,
        new_effective_from=now if resumed or rescheduled else None,
    )
    return _shown(await _row(work, identity, question_id), identity, now)


async def remove_scheduled_question(work: UnitOfWork, identity: Identity, question_id: UUID) -> None:
    here = identity.own_programme.id
    if await work.value(delete_scheduled_question, id=question_id, programme_id=here) is None:
        raise NotFound("scheduled question")


async def runs(
    work: UnitOfWork, identity: Identity, question_id: UUID, filters: RunFilters
) -> Items[QuestionRun]:
    """The latest first."""
    await _row(work, identity, question_id)
    rows = await work.all(
        list_question_runs, question_id=question_id, **latest_before(filters.cursor), limit=filters.limit + 1
    )
    found = [QuestionRun.model_validate(row, from_attributes=True) for row in rows]
    shown, cursor = page_of(found, filters.limit, lambda one: one.at)
    return Items(items=list(shown), next_cursor=cursor)


async def _rows(work: UnitOfWork, identity: Identity) -> list[ScheduledQuestionRow]:
    return await work.all(
        list_scheduled_questions, person_id=identity.person_id, programme_id=identity.own_programme.id
    )


async def _row(work: UnitOfWork, identity: Identity, question_id: UUID) -> ScheduledQuestionRow:
    row = await work.one(find_scheduled_question, id=question_id, programme_id=identity.own_programme.id)
    if row is None:
        raise NotFound("scheduled question")
    return row


def _shown(row: ScheduledQuestionRow, identity: Identity, now: datetime) -> ScheduledQuestion:
    schedule = Schedule(row.weekdays, row.at, identity.zone)
    moment = None if row.paused_at else next_moment(schedule, now, row.asked_on)
    return ScheduledQuestion(
        id=row.id,
        text=row.text,
        weekdays=row.weekdays,
        at=row.at,
        by_mail=row.by_mail,
        paused=row.paused_at is not None,
        conversation_id=row.conversation_id,
        next_at=moment.at if moment else None,
        created_at=row.created_at,
    )
