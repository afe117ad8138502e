"""Asks a model and hears it speak, within bounds of time and length."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pydantic_ai.exceptions import ModelAPIError
from pydantic_ai.messages import (
    ModelMessage,
    ModelResponse,
    ModelResponseStreamEvent,
    PartDeltaEvent,
    PartStartEvent,
    TextPart,
    TextPartDelta,
)
from pydantic_ai.models import Model, ModelRequestParameters

Hear = Callable[[str], None]


@dataclass(frozen=True)
class Limits:
    first_token: float = 30.0  # seconds
    between_tokens: float = 20.0
    total: float = 180.0
    characters: int = 256 * 1024


class TooSlow(ModelAPIError):  # noqa: N818
    """The model said nothing for too long, or took too long in all."""


class TooLong(ModelAPIError):  # noqa: N818
    """The model said more than a reply may hold."""


class CutOff(ModelAPIError):  # noqa: N818
    """The response ended without saying that it was complete."""


class Listener:
    """One reply's ear: what it hears of any response goes to `hear`, piece by piece."""

    def __init__(self, model: Model, parameters: ModelRequestParameters, hear: Hear, limits: Limits) -> None:
        self._model, self._parameters, self._hear, self._limits = model, parameters, hear, limits
        self._ends_at = asyncio.get_running_loop().time() + limits.total
        self._heard = 0  # characters

    async def ask(self, messages: Sequence[ModelMessage]) -> ModelResponse:
        """Raises ModelAPIError."""
        patience = asyncio.timeout_at(self._until(self._limits.first_token))
        apart = self._heard > 0  # it spoke before it called a tool: what it says now is a new paragraph
        try:
            async with (
                patience,
                self._model.request_stream(list(messages), None, self._parameters) as response,
            ):
                async for event in response:
                    patience.reschedule(self._until(self._limits.between_tokens))
                    if words := _spoken(event):
                        self._pass_on(f"\n\n{words}" if apart else words)
                        apart = False
        except TimeoutError:
            if not patience.expired():
                raise
            raise TooSlow(self._model.model_name, "the language model stopped answering") from None
        answer = response.get()
        if answer.finish_reason is None:
            raise CutOff(self._model.model_name, "the language model's answer broke off")
        return answer

    def _until(self, seconds: float) -> float:
        return min(asyncio.get_running_loop().time() + seconds, self._ends_at)

    def _pass_on(self, words: str) -> None:
        self._heard += len(words)
        if self._heard > self._limits.characters:
            raise TooLong(self._model.model_name, "the language model's answer is longer than a reply may be")
        self._hear(words.replace("\0", ""))  # which Postgres does not store


def _spoken(event: ModelResponseStreamEvent) -> str:
    match event:
        case PartDeltaEvent(delta=TextPartDelta(content_delta=words)):
            return words
        case PartStartEvent(part=TextPart(content=words)):
            return words
        case _:
            return ""
