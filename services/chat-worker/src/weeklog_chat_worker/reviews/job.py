"""Words the lines of a drafted review with a language model.

Nothing is held open while the model is asked: the week is read before, and what was written from it is laid over the
draft as it is then.
"""

import asyncio
import time
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from pydantic_ai.usage import RunUsage

from weeklog.conversations.replies import count_attempt
from weeklog.db.engine import Database
from weeklog.errors import GiveUp, RetryLater
from weeklog.jobs.catalogue import WordReview
from weeklog.reviews.drafting import REDRAFTED, draft, save_drafts
from weeklog.reviews.facts.week import find_facts
from weeklog.reviews.runs import note_wording
from weeklog.reviews.storing import document_of
from weeklog.reviews.week_rows import HeldReviewWeekRow, hold_reviews, week_rows
from weeklog.reviews.wording import wanted
from weeklog.settings import Clock
from weeklog.unit_of_work import UnitOfWork
from weeklog.workers.worker import Job
from weeklog_chat_worker.agent import Assistant
from weeklog_chat_worker.asker import Asker
from weeklog_chat_worker.assistants import Assistants
from weeklog_chat_worker.models.spending import spent
from weeklog_chat_worker.reviews.asking import Worded, ask_for_words
from weeklog_chat_worker.reviews.request import Request
from weeklog_chat_worker.reviews.turns import Turns
from weeklog_chat_worker.token_limits import is_limited

AT_ONCE: Final = 8  # reviews of one process: whoever chats waits for none of them


@dataclass(frozen=True)
class ReviewWordings:
    system_database: Database  # knows what the whole programme has used
    assistants: Assistants
    clock: Clock
    asking: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))
    turns: Turns = field(default_factory=Turns)

    async def word(self, job: Job) -> None:
        if self.asking.locked():
            raise RetryLater("other reviews are being worded", self.turns.wait(time.monotonic()))
        async with self.asking:
            await self._word(job)

    async def _word(self, job: Job) -> None:
        async with job.begin() as work:
            row = await _held(work, job)
        request = None if row is None else await asyncio.to_thread(self._request, row)
        if row is None or request is None:
            return
        worded = await self._worded(job, row, request)
        async with job.finishing() as work:
            if (row := await _held(work, job)) is not None:
                await self._save(work, row, worded)

    def _request(self, row: HeldReviewWeekRow) -> Request | None:
        """None when there is nothing to word."""
        facts = find_facts(week_rows(row, self.clock()))
        lines = wanted(document_of(row), facts, row.language, row.refused_bases)
        request = Request.about(lines, facts.entries, row.language)
        return request if request.lines else None

    async def _worded(self, job: Job, row: HeldReviewWeekRow, request: Request) -> Worded:
        asker = Asker(job.person_id, row.programme_id, "", "", _today(row, self.clock()), ())
        try:
            assistant, kept_from = await self.assistants.for_asker(asker)
        except GiveUp:
            return Worded("model_refused", {})
        if kept_from is not None:
            return Worded("not_allowed", {})
        if not assistant.counts:  # the offline assistant words nothing
            return Worded("no_model", {})
        if await is_limited(self.system_database, job.person_id, row.programme_id, asker.today):
            return Worded("tokens_used", {})
        return await _ask(job, asker, request, assistant)

    async def _save(self, work: UnitOfWork, row: HeldReviewWeekRow, worded: Worded) -> None:
        now = self.clock()
        if (worded.wordings or worded.refused) and row.state in REDRAFTED:
            made = draft(row, now, worded.wordings, worded.refused)
            await work.run(save_drafts, drafts=[made.stored], at=now)
            if worded.wordings:
                work.publish(made.event)
        this = {"person_id": row.person_id, "programme_id": row.programme_id, "week": row.week}
        outcome = "worded" if worded.wordings else "not_worded"
        about = row.drafted_at or now
        await work.run(note_wording, **this, outcome=outcome, reason=worded.reason, due_at=about, at=now)


async def _held(work: UnitOfWork, job: Job) -> HeldReviewWeekRow | None:
    """The review, held until `work` ends. None when it is gone, or no longer a draft that a model may word."""
    payload: WordReview = job.payload
    found = await work.all(hold_reviews, reviews=[payload.review_id], owners=[job.person_id], waiting=True)
    return next((row for row in found if row.state in REDRAFTED and row.drafts_by_model), None)


async def _ask(job: Job, asker: Asker, request: Request, assistant: Assistant) -> Worded:
    usage = RunUsage()
    try:
        return await ask_for_words(request, assistant, assistant.model_for(asker), usage)
    finally:
        used = await spent(asker.programme_id, asker.today, assistant.name, usage)
        await job.value_alone(count_attempt, **used)


def _today(row: HeldReviewWeekRow, now: datetime) -> date:
    return now.astimezone(ZoneInfo(row.zone)).date()
