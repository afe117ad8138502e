"""Any server that speaks OpenAI's chat completions, streamed.

Written for hundreds of answers at once: a request is a dictionary made into JSON, and a read of the answer is taken as one,
however many tokens it holds. The SDK's client spends ten times as much on each request, and some hundred microseconds on
each token.
"""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any

import httpx2
import orjson
from pydantic_ai import RunContext
from pydantic_ai.exceptions import ModelAPIError, ModelConnectionError, ModelHTTPError
from pydantic_ai.messages import FinishReason, ModelMessage, ModelResponseStreamEvent
from pydantic_ai.models import ModelRequestParameters, StreamedResponse, check_allow_model_requests
from pydantic_ai.settings import ModelSettings
from pydantic_ai.usage import RequestUsage

from weeklog_chat_worker.chunks import ChunkReader, NotAChat, Said
from weeklog_chat_worker.models.chat_messages import chat_messages, chat_tools
from weeklog_chat_worker.models.streaming import StreamingModel

OPENAI = "https://api.openai.com/v1"
END_SECONDS = 0.2

_REASONS: dict[str, FinishReason] = {
    "stop": "stop",
    "length": "length",
    "tool_calls": "tool_call",
    "function_call": "tool_call",
    "content_filter": "content_filter",
}


class ChatCompletions(StreamingModel[httpx2.AsyncClient]):
    """One model of one server, with one key; the client may be shared with others."""

    def __init__(
        self, client: httpx2.AsyncClient, name: str, base_url: str | None, api_key: str | None
    ) -> None:
        super().__init__()
        self._client, self._name = client, name
        self.url = f"{(base_url or OPENAI).rstrip('/')}/chat/completions"
        self._headers = {"Content-Type": "application/json"} | (
            {"Authorization": f"Bearer {api_key}"} if api_key else {}
        )

    @property
    def model_name(self) -> str:
        return self._name

    @property
    def system(self) -> str:
        return "openai"

    @asynccontextmanager
    async def request_stream(
        self,
        messages: list[ModelMessage],
        model_settings: ModelSettings | None,  # noqa: ARG002 - the interface's; the worker sets none
        model_request_parameters: ModelRequestParameters,
        run_context: RunContext[Any] | None = None,  # noqa: ARG002
    ) -> AsyncGenerator[StreamedResponse]:
        check_allow_model_requests()
        body = {
            "model": self._name,
            "messages": chat_messages(messages),
            "stream": True,
            "stream_options": {"include_usage": True},
        }
        if tools := chat_tools(model_request_parameters.function_tools):
            body["tools"] = tools
        try:
            async with self._client.stream(
                "POST", self.url, content=orjson.dumps(body), headers=self._headers
            ) as response:
                if response.status_code != HTTPStatus.OK:
                    raise self._refusal(response)
                yield ChatCompletion(
                    model_request_parameters, response=response, name=self._name, url=self.url
                )
        except httpx2.TransportError as error:
            raise ModelConnectionError(self._name, "the language model cannot be reached") from error

    def _refusal(self, response: httpx2.Response) -> ModelHTTPError:
        """Its body is not read: it may quote what a person wrote, and nothing here needs it."""
        return ModelHTTPError(response.status_code, self._name, headers=dict(response.headers))


@dataclass
class ChatCompletion(StreamedResponse):
    response: httpx2.Response
    name: str
    url: str
    at: datetime = field(default_factory=lambda: datetime.now(UTC))

    async def _get_event_iterator(self) -> AsyncIterator[ModelResponseStreamEvent]:
        reader, speaking = ChunkReader(), False
        body = self.response.aiter_raw()
        try:
            async for data in body:
                said = reader.read(data)
                if said.text and not speaking:
                    speaking = True
                    self.response.extensions.get("gather", _nothing)()
                for event in self._events(said):
                    yield event
                if said.done:
                    await _to_the_end(body)
                    break
        except NotAChat as error:
            raise ModelAPIError(self.name, f"the answer is no chat completion: {error}") from None

    def _events(self, said: Said) -> list[ModelResponseStreamEvent]:
        self._note(said)
        events: list[ModelResponseStreamEvent] = []
        parts = self._parts_manager
        if said.thinking:
            events += parts.handle_thinking_delta(vendor_part_id="thinking", content=said.thinking)
        if words := said.text + said.refusal:
            events += parts.handle_text_delta(vendor_part_id="text", content=words)
        for call in said.calls:
            function: dict[str, Any] = call.get("function") or {}
            events += parts.handle_tool_call_delta_events(
                vendor_part_id=call.get("index", 0),
                tool_name=function.get("name"),
                args=function.get("arguments"),
                tool_call_id=call.get("id"),
            )
        return events

    def _note(self, said: Said) -> None:
        if said.error is not None:
            raise ModelAPIError(self.name, "the language model reported an error in the middle of its answer")
        if said.model:
            self.name = said.model
        if said.usage is not None:
            self._usage = RequestUsage(
                input_tokens=said.usage.get("prompt_tokens") or 0,
                output_tokens=said.usage.get("completion_tokens") or 0,
            )
        if said.finish_reason is not None:
            self.finish_reason = _REASONS.get(said.finish_reason, "stop")
        elif said.done and self.finish_reason is None:
            self.finish_reason = "stop"

    async def close_stream(self) -> None:
        await self.response.aclose()

    @property
    def model_name(self) -> str:
        return self.name

    @property
    def provider_name(self) -> str:
        return "openai"

    @property
    def provider_url(self) -> str:
        return self.url

    @property
    def timestamp(self) -> datetime:
        return self.at


async def _to_the_end(body: AsyncIterator[bytes]) -> None:
    """The answer is complete; a moment more, and its connection can be used again."""
    with suppress(TimeoutError):
        async with asyncio.timeout(END_SECONDS):
            async for _ in body:
                pass


def _nothing() -> None:
    pass
