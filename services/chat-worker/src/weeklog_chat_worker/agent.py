from collections.abc import Callable
from dataclasses import dataclass, field

from pydantic_ai import Agent
from pydantic_ai.exceptions import AgentRunError
from pydantic_ai.models import Model
from pydantic_ai.usage import RunUsage, UsageLimits

from weeklog_chat_worker.asker import Asker, Question
from weeklog_chat_worker.failures import job_error
from weeklog_chat_worker.models.overheard import Hear, Limits, Overheard
from weeklog_chat_worker.prompt import instructions, remembered
from weeklog_chat_worker.tools import TOOLS, Worklog

ModelFor = Callable[[Asker], Model]

_USAGE = UsageLimits(request_limit=8, tool_calls_limit=16)


@dataclass(frozen=True)
class Assistant:
    """Answers questions. `model_for` is the seam: any pydantic-ai model that streams."""

    name: str
    model_for: ModelFor
    limits: Limits = field(default_factory=Limits)
    agent: Agent[Worklog, str] = field(
        default_factory=lambda: Agent(
            deps_type=Worklog, output_type=str, tools=TOOLS, name="weeklog", retries=2
        )
    )

    async def answer(self, question: Question, log: Worklog, hear: Hear, usage: RunUsage) -> None:
        """Says the answer to `hear`, piece by piece, and counts in `usage`. Raises RetryLater or GiveUp."""
        model = Overheard(self.model_for(question.asker), hear, self.limits)
        try:
            await self.agent.run(
                question.text,
                deps=log,
                model=model,
                message_history=remembered(question.history),
                instructions=instructions(question.asker),
                usage=usage,
                usage_limits=_USAGE,
            )
        except AgentRunError as error:
            raise job_error(error) from error
