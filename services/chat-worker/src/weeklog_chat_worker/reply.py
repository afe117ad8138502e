import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from pydantic_ai.usage import RunUsage

from weeklog.db.proposals import insert_proposal
from weeklog.db.replies import find_question, save_reply
from weeklog.db.usage import count_usage
from weeklog.errors import GiveUp, RetryLater
from weeklog.events.streams import Flusher, ReplyStream, ended
from weeklog.ids import new_id
from weeklog.jobs.catalogue import GenerateReply
from weeklog.jobs.worker import Job
from weeklog.settings import Clock
from weeklog.unit_of_work import UnitOfWork
from weeklog_chat_worker.agent import Assistant
from weeklog_chat_worker.asker import Question, read_question
from weeklog_chat_worker.spending import cost
from weeklog_chat_worker.tools import Worklog

REMEMBERED = 6  # exchanges of the conversation


@dataclass(frozen=True)
class Replies:
    """Writes one reply per job. The text is in Postgres before the stream says that it ended."""

    flusher: Flusher
    assistant: Assistant
    clock: Clock

    async def write(self, job: Job) -> None:
        payload: GenerateReply = job.payload
        question = await self._read(job, payload)
        stream = self.flusher.open(payload.reply_id, job.attempt)
        attempt = _Attempt(job, stream, Worklog(question.asker, job.begin), self.assistant.name)
        try:
            await self.assistant.answer(question, attempt.log, stream.append, attempt.usage)
            await attempt.save("done")
        except asyncio.CancelledError:
            if not job.stop_requested:
                raise
            task = asyncio.current_task()
            assert task is not None
            task.uncancel()
            await attempt.save("cancelled")
        except RetryLater as later:
            if job.attempt < question.max_attempts:
                raise
            await attempt.fail(f"{later}, {job.attempt} times")
        except GiveUp as error:
            await attempt.fail(str(error))
        finally:
            await self.flusher.close(stream)

    async def _read(self, job: Job, payload: GenerateReply) -> Question:
        async with job.begin() as work:
            row = await work.one(find_question, payload.reply_id, REMEMBERED)
        if row is None:
            raise GiveUp("the reply no longer exists")
        return read_question(row, job.person_id, self.clock())


class _Attempt:
    """One attempt at one reply, and its ends."""

    def __init__(self, job: Job, stream: ReplyStream, log: Worklog, model: str) -> None:
        self.job, self.stream, self.log, self.model = job, stream, log, model
        self.usage = RunUsage()

    async def save(self, state: Literal["done", "cancelled"]) -> None:
        text = "".join(self.stream.text)
        citations = self.log.citations.used_in(text)
        used = {"input_tokens": self.usage.input_tokens, "output_tokens": self.usage.output_tokens}
        async with self.job.finishing(state) as work:
            await work.run(
                save_reply,
                reply_id=self.stream.reply_id,
                text=text,
                citations=citations,
                checks=[],
                model=self.model,
                usage=used,
            )
            if any(used.values()):
                await self._count(work, used)
            if self.log.proposals:
                await work.run_many(insert_proposal, self._proposals())
        self.stream.end(ended(state, text, citations))

    async def _count(self, work: UnitOfWork, used: Mapping[str, int]) -> None:
        asker = self.log.asker
        spent = cost(self.model, **used)
        await work.run(count_usage, **self.log.mine, day=asker.today, model=self.model, cost=spent, **used)

    def _proposals(self) -> list[dict[str, Any]]:
        return [
            self.log.mine
            | {
                "id": new_id(),
                "reply_id": self.stream.reply_id,
                "position": position,
                "kind": proposed.kind,
                "content": proposed.model_dump(mode="json", exclude={"kind"}),
            }
            for position, proposed in enumerate(self.log.proposals)
        ]

    async def fail(self, error: str) -> None:
        """Nothing of a failed answer is kept, and nothing stays on the screen."""
        async with self.job.finishing("failed", error):
            pass
        if self.stream.text:
            self.stream.replace("")
        self.stream.end(ended("failed", "", error=error))
