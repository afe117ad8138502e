import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal
from uuid import UUID

from prometheus_client import Counter
from pydantic_ai.usage import RunUsage

from weeklog.conversations.replies import (
    ExchangeRow,
    QuestionRow,
    count_attempt,
    finish_reply,
    list_exchanges,
    read_question,
)
from weeklog.db.engine import LOST
from weeklog.errors import GiveUp, RetryLater, Unavailable
from weeklog.events.catalogue import ReplyReady
from weeklog.events.reply_stream import Flusher, ReplyStream, ended
from weeklog.ids import new_id
from weeklog.jobs.catalogue import GenerateReply
from weeklog.logs import logger
from weeklog.settings import Clock
from weeklog.spans import span
from weeklog.vocabulary import FinishReason, JobEnd
from weeklog.workers.worker import Job
from weeklog_chat_worker.agent import Assistant
from weeklog_chat_worker.asker import Question, understood
from weeklog_chat_worker.assistants import OFFLINE, Assistants
from weeklog_chat_worker.checks import Mark, check, facts_of
from weeklog_chat_worker.failures import NoAnswer, NotNow
from weeklog_chat_worker.fallback import consent_notice, cut_notice, notice
from weeklog_chat_worker.models.spending import spent
from weeklog_chat_worker.tools import Worklog

ENDING_AT_ONCE = (
    8  # replies of a process: when a crowd ends in one moment, the first need not wait for the last
)
REMEMBERED = 6  # exchanges of the conversation
COUNTING_SECONDS = 5.0
log = logger(__name__)
without_model = Counter(
    "weeklog_replies_without_model", "Replies that were given without their language model"
)


@dataclass(frozen=True)
class Replies:
    """Writes one reply per job. The text is in Postgres before the stream says that it ended."""

    flusher: Flusher
    assistants: Assistants
    clock: Clock
    tries: int = 3  # of a model that has not said a word yet
    fallback: bool = True  # then the offline assistant answers
    ending: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(ENDING_AT_ONCE))

    async def write(self, job: Job) -> None:
        payload: GenerateReply = job.payload
        row = await self._read(job, payload)
        question = understood(row, await self._before(job, row), job.person_id, self.clock())
        stream = self.flusher.open(payload.reply_id, job.attempt)
        attempt = _Attempt(job, stream, question, row.conversation_id)
        try:
            with span("reply"):
                await self._answer(attempt)
        except asyncio.CancelledError:
            if not job.stop_requested:
                raise
            task = asyncio.current_task()
            assert task is not None
            task.uncancel()
            await self._save(attempt, "cancelled")
        finally:
            await attempt.count()
            await self.flusher.close(attempt.stream)

    async def _answer(self, attempt: "_Attempt") -> None:
        try:
            await self._speak(attempt)
        except RetryLater as later:
            await self._without_model(attempt, later)
        except GiveUp as error:
            await attempt.fail(str(error))
        else:
            await self._save(attempt, "done")

    async def _speak(self, attempt: "_Attempt") -> None:
        """Nothing goes to a programme's own model unless its asker allowed it. Who has refused it knows why; who has
        not decided yet is told whose server it is."""
        asker = attempt.question.asker
        assistant, kept_from = await self.assistants.for_asker(asker)
        if kept_from is not None and kept_from.decision(asker.person_id) == "undecided":
            attempt.stream.append(f"{consent_notice(attempt.question.text, kept_from)}\n\n")
        await attempt.speak(assistant)

    async def _save(self, attempt: "_Attempt", state: Literal["done", "cancelled"]) -> None:
        async with self.ending:
            await attempt.save(state)

    async def _without_model(self, attempt: "_Attempt", why: RetryLater) -> None:
        """Once a word was shown, a failure is the end: nothing is said twice, and nothing half is kept as an
        answer."""
        last = attempt.job.attempt >= min(self.tries, attempt.question.max_attempts)
        if attempt.stream.text:
            await attempt.fail(str(why))
        elif self.fallback and (last or isinstance(why, NotNow)):
            await attempt.speak_offline(reached=isinstance(why, NoAnswer))
            await self._save(attempt, "done")
        elif last:
            await attempt.fail(f"{why}, {attempt.job.attempt} times")
        else:
            raise why

    async def _read(self, job: Job, payload: GenerateReply) -> QuestionRow:
        row = await job.read_alone(read_question, reply_id=payload.reply_id)
        if row is None:
            raise GiveUp("the reply no longer exists")
        return row

    async def _before(self, job: Job, row: QuestionRow) -> Sequence[ExchangeRow]:
        if row.follows is None:
            return ()
        async with job.begin() as work:
            return await work.all(list_exchanges, reply_id=row.follows, remembered=REMEMBERED)


class _Attempt:
    """One attempt at one reply, and its ends."""

    def __init__(self, job: Job, stream: ReplyStream, question: Question, conversation_id: UUID) -> None:
        self.job, self.stream, self.question = job, stream, question
        self.conversation_id = conversation_id
        self.usage = RunUsage()
        self.log = Worklog(question.asker, job.begin)
        self.model = ""  # what answers
        self.finish_reason: FinishReason = "stop"
        self.spender = ""  # whose tokens are counted, whatever answers in the end
        self.counted = False

    async def speak(self, assistant: Assistant) -> None:
        self.model, self.log = assistant.name, Worklog(self.question.asker, self.job.begin)
        self.spender = self.spender or assistant.name
        self.finish_reason = await assistant.answer(
            self.question, self.log, self.stream.append, self.usage, self.stream.replace
        )
        if cut := cut_notice(self.question.text, self.finish_reason):
            self.stream.append(f"\n\n*{cut}*")

    async def speak_offline(self, *, reached: bool) -> None:
        without_model.inc()
        self.stream.append(f"{notice(self.question.text, reached=reached)}\n\n")
        await self.speak(OFFLINE)

    async def save(self, state: Literal["done", "cancelled"]) -> None:
        text = "".join(self.stream.text)
        citations = self.log.citations.used_in(text)
        await self.job.finish_alone(
            finish_reply,
            tells=self._ready(state),
            state=state,
            reply_id=self.stream.reply_id,
            text=text,
            citations=citations,
            checks=self._checks(text),
            model=self.model,
            proposals=self._proposals(),
            finish_reason=self.finish_reason,
            **await self._spent(),
        )
        self.counted = True
        self.stream.end(ended(state, text, citations, finish_reason=self.finish_reason))

    async def count(self) -> None:
        """What it used, where its end has not counted that: it failed, is tried again, or was superseded."""
        if self.counted or not (self.usage.input_tokens or self.usage.output_tokens):
            return
        self.counted = True
        try:
            async with asyncio.timeout(COUNTING_SECONDS):
                await self.job.value_alone(count_attempt, **await self._spent())
        except (*LOST, Unavailable, TimeoutError) as error:
            log.warning("tokens are not counted", error=type(error).__name__)

    async def _spent(self) -> dict[str, Any]:
        asker = self.question.asker
        return await spent(asker.programme_id, asker.today, self.spender, self.usage)

    def _ready(self, state: JobEnd) -> ReplyReady:
        return ReplyReady(reply_id=self.stream.reply_id, conversation_id=self.conversation_id, state=state)

    def _checks(self, text: str) -> list[Mark]:
        """What of the answer does not stand on what it cites."""
        asked = (*(exchange.question for exchange in self.question.history), self.question.text)
        return check(text, self.log.citations, facts_of(asked, self.log.asker, self.log.facts))

    def _proposals(self) -> list[dict[str, Any]]:
        return [
            {
                "id": str(new_id()),
                "position": position,
                "kind": proposed.kind,
                "content": proposed.model_dump(mode="json", exclude={"kind"}),
            }
            for position, proposed in enumerate(self.log.proposals)
        ]

    async def fail(self, error: str) -> None:
        """Nothing of a failed answer is kept, and nothing stays on the screen."""
        await self.count()
        async with self.job.finishing("failed", error) as work:
            work.publish(self._ready("failed"))
        if self.stream.text:
            self.stream.replace("")
        self.stream.end(ended("failed", "", error=error))
