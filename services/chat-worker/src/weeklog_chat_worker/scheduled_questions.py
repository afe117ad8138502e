"""Asks a question that is due, as its owner would: into its conversation, within the limits of the programme."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from weeklog.conversations.asking import Place, new_question, title_of
from weeklog.conversations.tables import ask_question, insert_conversation
from weeklog.db.engine import Database
from weeklog.errors import GiveUp
from weeklog.ids import new_id
from weeklog.jobs.catalogue import AskScheduledQuestion
from weeklog.scheduled_questions.tables import (
    WaitingRunRow,
    find_waiting_run,
    note_conversation,
    note_question_run,
)
from weeklog.settings import Clock
from weeklog.unit_of_work import UnitOfWork
from weeklog.workers.worker import Job
from weeklog_chat_worker.token_limits import is_limited


@dataclass(frozen=True)
class ScheduledQuestions:
    system_database: Database  # knows what the whole programme has used
    clock: Clock

    async def ask(self, job: Job) -> None:
        """The question, its reply's job and the end of this one, in one transaction. Nothing where the
        question was deleted."""
        payload: AskScheduledQuestion = job.payload
        async with job.finishing() as work:
            row = await work.one(find_waiting_run, id=payload.run_id)
            if row is None:
                return
            limited = await is_limited(
                self.system_database, job.person_id, row.programme_id, self._today(row)
            )
            reply_id = None if limited else await _ask(work, row)
            outcome = "limited" if limited else "asked"
            await work.run(
                note_question_run, run_id=payload.run_id, new_outcome=outcome, new_reply_id=reply_id
            )

    def _today(self, row: WaitingRunRow) -> date:
        return self.clock().astimezone(ZoneInfo(row.zone)).date()


async def _ask(work: UnitOfWork, row: WaitingRunRow) -> UUID:
    """The id of the reply to come."""
    conversation_id = row.conversation_id or await _begin_conversation(work, row)
    question = new_question(work.person_id, row.programme_id, Place(conversation_id), row.text)
    if await work.one(ask_question, **question) is None:
        raise GiveUp("the conversation no longer exists")
    reply_id: UUID = question["reply_id"]
    return reply_id


async def _begin_conversation(work: UnitOfWork, row: WaitingRunRow) -> UUID:
    begun = await work.one(
        insert_conversation,
        id=new_id(),
        person_id=work.person_id,
        programme_id=row.programme_id,
        title=title_of(row.text),
    )
    assert begun is not None  # an INSERT that returns nothing has raised
    await work.run(note_conversation, question_id=row.question_id, new_conversation_id=begun.id)
    return begun.id
