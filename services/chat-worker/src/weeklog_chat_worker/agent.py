"""The agent: asks a model, uses the tools that it calls, and asks again until it has answered.

The models, messages and tool definitions are pydantic-ai's; the loop is these few lines. Its own agent graph
spends several milliseconds of processor time on each run and a tenth on each event, which at hundreds of replies
was half of the process (`docs/decisions/0005-assistant.md`).
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError
from pydantic_ai.exceptions import ModelAPIError
from pydantic_ai.messages import ModelMessage, ModelRequest, ToolCallPart, ToolReturnPart, UserPromptPart
from pydantic_ai.models import Model, ModelRequestParameters
from pydantic_ai.usage import RunUsage

from weeklog.errors import GiveUp
from weeklog.vocabulary import FinishReason
from weeklog_chat_worker.asker import Asker, Question
from weeklog_chat_worker.breaker import Breaker
from weeklog_chat_worker.failures import job_error, no_answer
from weeklog_chat_worker.models.listening import Hear, Limits, Listener
from weeklog_chat_worker.prompt import instructions, remembered
from weeklog_chat_worker.tools import MOST_ARGUMENTS, TOOLS, Worklog

ModelFor = Callable[[Asker], Model[Any]]

MOST_STEPS = 8  # requests to the model for one reply
MOST_CALLS = 8  # tools called by one response
_PARAMETERS = ModelRequestParameters(
    function_tools=[tool.definition for tool in TOOLS.values() if tool.offered]
)


_WHY: dict[str, FinishReason] = {"length": "length", "content_filter": "content_filter", "error": "error"}


@dataclass(frozen=True)
class Assistant:
    """Answers questions. `model_for` is the seam: any pydantic-ai model that streams."""

    name: str
    model_for: ModelFor
    limits: Limits = field(default_factory=Limits)
    breaker: Breaker | None = None
    address: str | None = None  # of a model that is the programme's own choice, not the operator's
    counts: bool = True  # what it uses; the offline assistant's is nothing

    async def answer(
        self, question: Question, log: Worklog, hear: Hear, usage: RunUsage, replace: Hear | None = None
    ) -> FinishReason:
        """Says the answer to `hear`, piece by piece, and counts in `usage`; answers why it ended.

        `replace` hears the whole answer anew when words of it turn out to be none. Raises RetryLater or GiveUp.
        """
        model, paid = self.model_for(question.asker), usage if self.counts else None
        listener = Listener(model, _PARAMETERS, hear, self.limits, self.breaker, paid, replace)
        told = instructions(question.asker)
        messages: list[ModelMessage] = remembered(question.history)
        messages.append(ModelRequest(parts=[UserPromptPart(question.text)], instructions=told))
        for _ in range(MOST_STEPS):
            try:
                response = await listener.ask(messages)
            except ModelAPIError as error:
                raise job_error(error, own=self.address is not None) from error
            if not response.tool_calls:
                if not response.text:
                    raise no_answer(response.finish_reason)
                return _WHY.get(response.finish_reason or "", "stop")
            results = [await _use(call, log, nth) for nth, call in enumerate(response.tool_calls, 1)]
            messages += [response, ModelRequest(parts=results, instructions=told)]
        raise GiveUp("the language model looked things up again and again without answering")


async def _use(call: ToolCallPart, log: Worklog, nth: int) -> ToolReturnPart:
    """A call that cannot be done is told to the model, which may do better."""
    if nth > MOST_CALLS:
        return _refused(call, f"not more than {MOST_CALLS} calls at once")
    tool = TOOLS.get(call.tool_name)
    if tool is None:
        return _refused(call, f"there is no such tool; there are {', '.join(TOOLS)}")
    arguments = call.args_as_json_str()
    if len(arguments) > MOST_ARGUMENTS:
        return _refused(call, f"not more than {MOST_ARGUMENTS} characters of arguments")
    try:
        result = await tool.use(log, arguments)
    except ValidationError as error:
        return _refused(call, f"wrong arguments: {error.errors(include_url=False, include_input=False)}")
    return ToolReturnPart(call.tool_name, result, call.tool_call_id)


def _refused(call: ToolCallPart, why: str) -> ToolReturnPart:
    return ToolReturnPart(call.tool_name, why, call.tool_call_id, outcome="failed")
