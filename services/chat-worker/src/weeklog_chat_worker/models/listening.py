"""Asks a model and hears it speak, within bounds of time and length."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import httpx2
from pydantic_ai.exceptions import (
    ModelAPIError,
    ModelConnectionError,
    ModelHTTPError,
    UnexpectedModelBehavior,
)
from pydantic_ai.messages import (
    ModelMessage,
    ModelResponse,
    ModelResponseStreamEvent,
    PartDeltaEvent,
    PartStartEvent,
    TextPart,
    TextPartDelta,
    ThinkingPart,
    ThinkingPartDelta,
    ToolCallPart,
    ToolCallPartDelta,
)
from pydantic_ai.models import Model, ModelRequestParameters, StreamedResponse
from pydantic_ai.usage import RequestUsage, RunUsage

from weeklog.spans import span
from weeklog_chat_worker.breaker import Breaker
from weeklog_chat_worker.models.spending import estimate

Hear = Callable[[str], None]
SERVER_ERROR = 500
TIMERS = 20  # that are set at most in the time that a silence may last: it may last so much longer


@dataclass(frozen=True)
class Limits:
    first_token: float = 30.0  # seconds
    between_tokens: float = 20.0
    total: float = 180.0
    characters: int = 256 * 1024
    unspoken: int = 512 * 1024  # characters of thinking and of tools' arguments, for one reply


class TooSlow(ModelAPIError):
    """The model said nothing for too long, or took too long in all."""


class StillSpeaking(ModelAPIError):
    """The time for a reply was over while the model spoke."""


class TooLong(ModelAPIError):
    """The model said more than a reply may hold."""


class NoTools(ModelAPIError):
    """The model's server refuses tools, without which it knows nothing of the worklog."""


class CutOff(ModelAPIError):
    """The response ended without saying that it was complete."""


class Unreadable(ModelAPIError):
    """The response is not what the provider's protocol says."""


class Paused(ModelAPIError):
    """It is not asked: it did not answer a moment ago."""

    def __init__(self, model_name: str, seconds: float) -> None:
        super().__init__(model_name, "the language model cannot be reached")
        self.seconds = seconds  # until it is tried again


# What a stream that is not understood raises out of a provider's SDK: whatever its parser met.
_PARSING = (UnexpectedModelBehavior, ValueError, TypeError, LookupError, AttributeError)

# Before the response begins: the provider has done nothing for it.
_UNASKED = (ModelHTTPError, ModelConnectionError, Paused)


class Listener:
    """One reply's ear: what it hears of any response goes to `hear`, piece by piece; what was used is counted in
    `usage`."""

    def __init__(
        self,
        model: Model[Any],
        parameters: ModelRequestParameters,
        hear: Hear,
        limits: Limits,
        breaker: Breaker | None = None,
        usage: RunUsage | None = None,  # none: nobody pays for it
        replace: Hear | None = None,  # hears the whole text anew when a part of it was no answer
    ) -> None:
        self._model, self._parameters, self._hear, self._limits = model, parameters, hear, limits
        self._breaker = breaker or Breaker(model.model_name)
        self._loop = asyncio.get_running_loop()
        self._ends_at = self._loop.time() + limits.total
        self._replace = replace
        self._words: list[str] = []  # of all responses
        self._heard = 0  # characters
        self._unspoken = 0
        self._usage = usage
        self._response: StreamedResponse | None = None  # to the request that was made last, once it has begun

    async def ask(self, messages: Sequence[ModelMessage]) -> ModelResponse:
        """Raises ModelAPIError."""
        before = self._heard + self._unspoken
        self._response = None
        try:
            with span("language model", "client", provider=self._model.system) as asked:
                answer = await self._ask(messages)
                asked.note(tokens_in=answer.usage.input_tokens, tokens_out=answer.usage.output_tokens)
        except BaseException as error:  # a stop too
            if self._response is not None or not isinstance(error, _UNASKED):
                self._count_left(messages, self._heard + self._unspoken - before)
            raise
        if self._usage is not None:
            self._usage.incr(answer.usage)
        return answer

    def _count_left(self, messages: Sequence[ModelMessage], characters: int) -> None:
        """The provider has begun to work on it, and bills what nobody waited for."""
        if self._usage is not None:
            reported = RequestUsage() if self._response is None else self._response.usage
            self._usage.incr(estimate(messages, self._parameters, characters, reported))

    async def _ask(self, messages: Sequence[ModelMessage]) -> ModelResponse:
        admission = self._breaker.admit()
        if admission is None:
            raise Paused(self._model.model_name, self._breaker.seconds)
        try:
            return await self._listen(messages)
        except ModelAPIError as error:
            if _is_away(error):
                self._breaker.failed(admission)
            raise
        except httpx2.HTTPError as error:
            self._breaker.failed(admission)
            raise ModelConnectionError(self._model.model_name, "the connection broke off") from error
        except _PARSING as error:
            # Its text may quote the answer.
            raise Unreadable(self._model.model_name, "the language model's answer cannot be read") from error
        finally:
            self._breaker.left(admission)

    async def _listen(self, messages: Sequence[ModelMessage]) -> ModelResponse:
        patience = asyncio.timeout_at(self._until(self._limits.first_token))
        apart = self._heard > 0  # it spoke before it called a tool: what it says now is a new paragraph
        silent = True
        before = len(self._words)
        try:
            async with (
                patience,
                self._model.request_stream(list(messages), None, self._parameters) as response,
            ):
                self._response = response
                async for event in response:
                    if silent:
                        silent = False
                        self._breaker.succeeded()
                        patience.reschedule(self._until(self._limits.between_tokens))
                    self._go_on(patience)
                    if _is_thought_after_all(event) and len(self._words) > before:
                        apart = before > 0
                        self._take_back(before)
                    if words := _spoken(event):
                        self._pass_on(f"\n\n{words}" if apart else words)
                        apart = False
                    else:
                        self._bear(event)
        except TimeoutError:
            if not patience.expired():
                raise
            raise self._out_of_time(patience.when(), silent=silent) from None
        answer = response.get()
        if answer.finish_reason is None:
            raise CutOff(self._model.model_name, "the language model's answer broke off")
        return answer

    def _out_of_time(self, when: float | None, *, silent: bool) -> ModelAPIError:
        if not silent and when == self._ends_at:
            took = f"{self._limits.total:g} seconds"
            return StillSpeaking(
                self._model.model_name, f"the language model was still answering after {took}"
            )
        return TooSlow(self._model.model_name, "the language model stopped answering")

    def _until(self, seconds: float) -> float:
        return min(self._loop.time() + seconds, self._ends_at)

    def _go_on(self, patience: asyncio.Timeout) -> None:
        """After a word the next one has its time. A timer is not set for each of them."""
        seconds = self._limits.between_tokens
        if self._until(seconds) > (patience.when() or 0.0):
            patience.reschedule(self._until(seconds + seconds / TIMERS))

    def _pass_on(self, words: str) -> None:
        self._heard += len(words)
        if self._heard > self._limits.characters:
            raise TooLong(self._model.model_name, "the language model's answer is longer than a reply may be")
        self._words.append(words.replace("\0", ""))  # which Postgres does not store
        self._hear(self._words[-1])

    def _take_back(self, count: int) -> None:
        del self._words[count:]
        if self._replace is not None:
            self._replace("".join(self._words))

    def _bear(self, event: ModelResponseStreamEvent) -> None:
        self._unspoken += _unspoken(event)
        if self._unspoken > self._limits.unspoken:
            raise TooLong(self._model.model_name, "the language model thought without coming to an answer")


def _spoken(event: ModelResponseStreamEvent) -> str:
    match event:
        case PartDeltaEvent(delta=TextPartDelta(content_delta=words)):
            return words
        case PartStartEvent(part=TextPart(content=words)):
            return words
        case _:
            return ""


def _is_thought_after_all(event: ModelResponseStreamEvent) -> bool:
    """A first part that starts as a thought while words were heard: it takes their place."""
    return isinstance(event, PartStartEvent) and event.index == 0 and isinstance(event.part, ThinkingPart)


def _unspoken(event: ModelResponseStreamEvent) -> int:
    match event:
        case PartDeltaEvent(delta=ThinkingPartDelta(content_delta=words)):
            return len(words or "")
        case PartDeltaEvent(delta=ToolCallPartDelta(args_delta=arguments)):
            return len(arguments or "")
        case PartStartEvent(part=ThinkingPart(content=words)):
            return len(words)
        case PartStartEvent(part=ToolCallPart(args=arguments)):
            return len(arguments or "")
        case _:
            return 0


def _is_away(error: ModelAPIError) -> bool:
    """What says that the server, and not the question, is the trouble."""
    match error:
        case ModelHTTPError(status_code=status):
            return status >= SERVER_ERROR
        case ModelConnectionError() | TooSlow():
            return True
        case _:
            return False
