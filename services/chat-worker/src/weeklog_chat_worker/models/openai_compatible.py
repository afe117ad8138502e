"""Any server that speaks OpenAI's chat completions, streamed.

Written for hundreds of answers at once: a request is a dictionary made into JSON, and a read of the answer is
taken as one, however many tokens it holds. The SDK's client spends ten times as much on each request, and some
hundred microseconds on each token.
"""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any

import httpx2
import orjson
from pydantic_ai import RunContext
from pydantic_ai.exceptions import ModelAPIError, ModelConnectionError, ModelHTTPError
from pydantic_ai.messages import FinishReason, ModelMessage, ModelResponseStreamEvent, TextPart
from pydantic_ai.models import ModelRequestParameters, StreamedResponse, check_allow_model_requests
from pydantic_ai.settings import ModelSettings
from pydantic_ai.usage import RequestUsage
from typing_extensions import override

from weeklog_chat_worker.chunks import ChunkReader, NotAChat, Said
from weeklog_chat_worker.models.chat_messages import chat_messages, chat_tools
from weeklog_chat_worker.models.listening import NoTools
from weeklog_chat_worker.models.streaming import StreamingModel

OPENAI = "https://api.openai.com/v1"
END_SECONDS = 0.2
MOST_OF_A_REFUSAL = 4096  # bytes that are read of why
_NO_OPTIONS: dict[str, Any] = {}
_USAGE_WANTED: dict[str, Any] = {"stream_options": {"include_usage": True}}
_BODY_REFUSED = frozenset(
    {HTTPStatus.BAD_REQUEST, HTTPStatus.UNPROCESSABLE_ENTITY, HTTPStatus.NOT_IMPLEMENTED}
)

_REASONS: dict[str, FinishReason] = {
    "stop": "stop",
    "length": "length",
    "tool_calls": "tool_call",
    "function_call": "tool_call",
    "content_filter": "content_filter",
    "end_turn": "stop",
    "eos": "stop",
    "max_tokens": "length",
    "model_length": "length",
    "safety": "content_filter",
}


class ChatCompletions(StreamingModel[httpx2.AsyncClient]):
    """One model of one server, with one key; the client may be shared with others."""

    def __init__(
        self, client: httpx2.AsyncClient, name: str, base_url: str | None, api_key: str | None
    ) -> None:
        super().__init__()
        self._client, self._name = client, name
        self._takes_usage = self._takes_schema = True
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

    @override
    @asynccontextmanager
    async def request_stream(
        self,
        messages: list[ModelMessage],
        model_settings: ModelSettings | None,
        model_request_parameters: ModelRequestParameters,
        run_context: RunContext[Any] | None = None,
    ) -> AsyncGenerator[StreamedResponse]:
        check_allow_model_requests()
        body: dict[str, Any] = {"model": self._name, "messages": chat_messages(messages), "stream": True}
        if tools := chat_tools(model_request_parameters.function_tools):
            body["tools"] = tools
        try:
            async with self._answered(body, _schema(model_request_parameters)) as response:
                yield ChatCompletion(
                    model_request_parameters, response=response, name=self._name, url=self.url
                )
        except httpx2.TransportError as error:
            raise ModelConnectionError(self._name, "the language model cannot be reached") from error

    @asynccontextmanager
    async def _answered(
        self, body: dict[str, Any], schema: dict[str, Any]
    ) -> AsyncGenerator[httpx2.Response]:
        """Asked again without the options that a server refuses, which is remembered for this model."""
        for options in self._options(schema):
            async with self._client.stream(
                "POST", self.url, content=orjson.dumps(body | options), headers=self._headers
            ) as response:
                if response.status_code in _BODY_REFUSED and options:
                    continue
                if response.status_code != HTTPStatus.OK:
                    raise await self._refusal(response, tools="tools" in body)
                self._takes_usage = _USAGE_WANTED.items() <= options.items()
                self._takes_schema = self._takes_schema and schema.items() <= options.items()
                yield response
                return

    def _options(self, schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
        """The last of them are none."""
        for usage in (_USAGE_WANTED, _NO_OPTIONS) if self._takes_usage else (_NO_OPTIONS,):
            if schema and self._takes_schema:
                yield usage | schema
            yield usage

    async def _refusal(self, response: httpx2.Response, *, tools: bool) -> ModelAPIError:
        """Its body is read to tell a model that has no tools, and never kept: it may quote what a person wrote."""
        if tools and response.status_code in _BODY_REFUSED and b"tool" in await _beginning(response):
            return NoTools(self._name, "the language model takes no tools, which the assistant needs")
        return ModelHTTPError(response.status_code, self._name, headers=dict(response.headers))


def _schema(parameters: ModelRequestParameters) -> dict[str, Any]:
    """How a server is told the form of the answer; empty when it is free."""
    if (wanted := parameters.output_object) is None:
        return _NO_OPTIONS
    described = {"name": wanted.name, "schema": wanted.json_schema, "strict": bool(wanted.strict)}
    return {"response_format": {"type": "json_schema", "json_schema": described}}


async def _beginning(response: httpx2.Response) -> bytes:
    read = b""
    with suppress(TimeoutError, httpx2.HTTPError):
        async with asyncio.timeout(END_SECONDS):
            async for data in response.aiter_raw():
                read += data
                if len(read) > MOST_OF_A_REFUSAL:
                    break
    return read[:MOST_OF_A_REFUSAL].lower()


@dataclass
class ChatCompletion(StreamedResponse):
    response: httpx2.Response
    name: str
    url: str
    calls_without_index: int = 0
    at: datetime = field(default_factory=lambda: datetime.now(UTC))

    @override
    def __aiter__(self) -> AsyncIterator[ModelResponseStreamEvent]:
        """The library lays five more iterators around this one, which look for what nobody here asks for."""
        if self._event_iterator is None:
            self._event_iterator = self._get_event_iterator()
        return self._event_iterator

    async def _get_event_iterator(self) -> AsyncIterator[ModelResponseStreamEvent]:
        reader, speaking = ChunkReader(), False
        body = aiter(self.response.extensions.get("body") or self.response.aiter_raw())
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
            else:
                for event in self._events(reader.end()):
                    yield event
        except NotAChat as error:
            raise ModelAPIError(self.name, f"the answer is no chat completion: {error}") from None
        self._finished = True

    def _events(self, said: Said) -> list[ModelResponseStreamEvent]:
        self._note(said)
        events: list[ModelResponseStreamEvent] = []
        if said.all_was_thinking:
            events += self._taken_back()
        parts = self._parts_manager
        if said.thinking:
            events += parts.handle_thinking_delta(vendor_part_id="thinking", content=said.thinking)
        if words := said.text + said.refusal:
            events += parts.handle_text_delta(vendor_part_id="text", content=words)
        for call in said.calls:
            events += self._call(call)
        return events

    def _taken_back(self) -> list[ModelResponseStreamEvent]:
        """What was told as text was a thought: a part that starts again with its index replaces it."""
        text = "".join(part.content for part in self._parts_manager.get_parts() if isinstance(part, TextPart))
        vars(self).pop("_parts_manager")  # a cached property: the parts begin anew
        return list(self._parts_manager.handle_thinking_delta(vendor_part_id="thinking", content=text or "-"))

    def _call(self, call: dict[str, Any]) -> list[ModelResponseStreamEvent]:
        function: dict[str, Any] = call.get("function") or {}
        arguments = function.get("arguments")
        return list(
            self._parts_manager.handle_tool_call_delta_events(
                vendor_part_id=self._place(call),
                tool_name=function.get("name"),
                args=orjson.dumps(arguments).decode() if isinstance(arguments, dict) else arguments,
                tool_call_id=call.get("id"),
            )
        )

    def _place(self, call: dict[str, Any]) -> int:
        """Which call a delta belongs to. Some servers give no index: then each name begins a call."""
        if (index := call.get("index")) is not None:
            return index
        function: dict[str, Any] = call.get("function") or {}
        if function.get("name"):
            self.calls_without_index += 1
        return -max(self.calls_without_index, 1)

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
            self.finish_reason = _REASONS.get(str(said.finish_reason).lower(), "error")
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
