"""Asks a model to word a review: once, and once more for the lines that may not stand."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass

from pydantic_ai.exceptions import ModelAPIError
from pydantic_ai.messages import ModelMessage, ModelRequest, UserPromptPart
from pydantic_ai.models import Model, ModelRequestParameters
from pydantic_ai.output import OutputObjectDefinition
from pydantic_ai.usage import RunUsage

from weeklog.errors import GiveUp
from weeklog.reviews.wording import Wording, author_of
from weeklog.vocabulary import WordingReason
from weeklog_chat_worker.agent import Assistant
from weeklog_chat_worker.failures import job_error
from weeklog_chat_worker.models.listening import CutOff, Listener, TooLong, Unreadable
from weeklog_chat_worker.models.openai_compatible import ChatCompletions
from weeklog_chat_worker.reviews.request import Answer, Request, Unread, read_answer

_TYPED = ModelRequestParameters(
    output_mode="native",
    output_object=OutputObjectDefinition(Answer.model_json_schema(), name="review_lines", strict=True),
)
_IN_TEXT = ModelRequestParameters()  # the rules tell the form


@dataclass(frozen=True)
class Worded:
    """`wordings` by what each was written from; `reason` tells what came of it. `refused` is what no words may stand
    for, though the model was heard."""

    reason: WordingReason
    wordings: Mapping[str, Wording]
    refused: frozenset[str] = frozenset()


async def ask_for_words(request: Request, assistant: Assistant, model: Model, usage: RunUsage) -> Worded:
    typed = isinstance(model, ChatCompletions)
    listener = Listener(
        model, _TYPED if typed else _IN_TEXT, lambda _: None, assistant.limits, assistant.breaker, usage
    )
    try:
        good, unheard = await _ask(listener, request)
    except Unread:
        return Worded("model_unreadable", {})
    except ModelAPIError as error:
        return Worded(_reason(error), {})
    author = author_of(assistant.name)
    wordings = {request.lines[ref].basis: Wording(text, author) for ref, text in good.items()}
    left = request.lines.keys() - good.keys()
    refused = frozenset(request.lines[ref].basis for ref in left - unheard)
    if not wordings:
        return Worded("model_untrue", {}, refused)
    return Worded("worded_in_part" if left else "worded", wordings, refused)


async def _ask(listener: Listener, request: Request) -> tuple[dict[str, str], frozenset[str]]:
    """The lines that may stand, and those that the model could not be asked for once more. Raises Unread and
    ModelAPIError when the first answer gives none."""
    messages: list[ModelMessage] = [
        ModelRequest(parts=[UserPromptPart(request.prompt)], instructions=request.rules)
    ]
    response = await listener.ask(messages)
    good, faults = await asyncio.to_thread(request.checked, read_answer(response.text or ""))
    unheard = frozenset[str]()
    if faults:
        again = ModelRequest(parts=[UserPromptPart(request.again(faults))], instructions=request.rules)
        better = await _once_more(listener, request, [*messages, response, again], faults)
        good |= better or {}
        unheard = frozenset(faults if better is None else ())
    return good, unheard


async def _once_more(
    listener: Listener, request: Request, messages: list[ModelMessage], faults: Mapping[str, object]
) -> dict[str, str] | None:
    """None where it fails now: what may stand already does."""
    try:
        response = await listener.ask(messages)
        better, _ = await asyncio.to_thread(request.checked, read_answer(response.text or ""))
    except (ModelAPIError, Unread):
        return None
    return {ref: text for ref, text in better.items() if ref in faults}


def _reason(error: ModelAPIError) -> WordingReason:
    if isinstance(error, CutOff | Unreadable | TooLong) or type(error) is ModelAPIError:
        return "model_unreadable"
    return "model_refused" if isinstance(job_error(error), GiveUp) else "model_away"
