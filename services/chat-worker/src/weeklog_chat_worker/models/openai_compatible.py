"""Any server that speaks OpenAI's chat completions. pydantic-ai writes the requests; the answers are read here.

The SDK spends some hundred microseconds on each token that arrives. Here a read is taken as one, however many tokens it holds.
"""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, cast

import httpx2
from openai import AsyncOpenAI
from pydantic_ai import RunContext
from pydantic_ai.exceptions import ModelAPIError, ModelConnectionError
from pydantic_ai.messages import FinishReason, ModelMessage, ModelResponse, ModelResponseStreamEvent
from pydantic_ai.models import ModelRequestParameters, StreamedResponse, check_allow_model_requests
from pydantic_ai.models.openai import OpenAIChatModel, OpenAIChatModelSettings
from pydantic_ai.providers.openai import OpenAIProvider
from pydantic_ai.settings import ModelSettings
from pydantic_ai.usage import RequestUsage

from weeklog_chat_worker.chunks import ChunkReader, NotAChat, Said
from weeklog_chat_worker.models.transport import GatheringTransport

_REASONS: dict[str, FinishReason] = {
    "stop": "stop",
    "length": "length",
    "tool_calls": "tool_call",
    "function_call": "tool_call",
    "content_filter": "content_filter",
}
END_SECONDS = 0.2
NO_KEY = "none"  # servers without keys still want the header


async def open_model(
    name: str, base_url: str | None, api_key: str | None, stack: AsyncExitStack
) -> "ChatCompletionsModel":
    """One client for the process, with its first connection already open when the server can be reached."""
    transport = GatheringTransport()
    client = await stack.enter_async_context(
        httpx2.AsyncClient(transport=transport, timeout=httpx2.Timeout(None, connect=5.0))
    )
    openai = AsyncOpenAI(base_url=base_url, api_key=api_key or NO_KEY, http_client=client, max_retries=0)
    model = ChatCompletionsModel(name, provider=OpenAIProvider(openai_client=openai))
    with suppress(httpx2.TransportError):  # it may be up by the time that somebody asks
        await transport.warm(str(openai.base_url))
    return model


class ChatCompletionsModel(OpenAIChatModel):
    @asynccontextmanager
    async def request_stream(
        self,
        messages: list[ModelMessage],
        model_settings: ModelSettings | None,
        model_request_parameters: ModelRequestParameters,
        run_context: RunContext[Any] | None = None,  # noqa: ARG002 - the interface's
    ) -> AsyncGenerator[StreamedResponse]:
        check_allow_model_requests()
        settings, parameters = self.prepare_request(model_settings, model_request_parameters)
        stream = await self._completions_create(
            messages, True, cast("OpenAIChatModelSettings", settings or {}), parameters
        )
        if isinstance(stream, ModelResponse):
            raise ModelAPIError(self.model_name, "the provider's content filter refused the question")
        async with stream:
            yield ChatCompletion(
                model_request_parameters=parameters,
                response=stream.response,
                name=self.model_name,
                url=self.base_url,
            )


@dataclass
class ChatCompletion(StreamedResponse):
    response: httpx2.Response
    name: str
    url: str
    at: datetime = field(default_factory=lambda: datetime.now(UTC))

    async def _get_event_iterator(self) -> AsyncIterator[ModelResponseStreamEvent]:
        reader, heard = ChunkReader(), False
        try:
            body = self.response.aiter_raw()
            async for data in body:
                said = reader.read(data)
                if said.text and not heard:
                    heard = True
                    self.response.extensions.get("gather", _nothing)()
                for event in self._events(said):
                    yield event
                if said.done:
                    await _to_the_end(body)
                    break
        except NotAChat as error:
            raise ModelAPIError(self.name, f"the answer is no chat completion: {error}") from None
        except httpx2.TransportError as error:
            raise ModelConnectionError(self.name, "the connection to the language model broke") from error

    def _events(self, said: Said) -> "list[ModelResponseStreamEvent]":
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
