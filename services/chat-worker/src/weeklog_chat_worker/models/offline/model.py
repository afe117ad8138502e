"""The assistant that needs no key and no network: a pydantic-ai model whose thinking is a table of intents."""

import json
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from pydantic_ai import RunContext
from pydantic_ai.messages import (
    ModelMessage,
    ModelRequest,
    ModelResponse,
    ModelResponseStreamEvent,
    ToolCallPart,
    ToolReturnPart,
    UserPromptPart,
)
from pydantic_ai.models import Model, ModelRequestParameters, StreamedResponse
from pydantic_ai.settings import ModelSettings

from weeklog_chat_worker.models.offline.dates import Known, Period
from weeklog_chat_worker.models.offline.intents import Intent, understand
from weeklog_chat_worker.models.offline.words import answer
from weeklog_chat_worker.tools import Entries

NAME = "weeklog-offline"


class OfflineModel(Model[None]):
    """Looks up and quotes; never invents. It calls the same tools as any other model."""

    def __init__(self, known: Known) -> None:
        super().__init__()
        self._known = known

    @property
    def model_name(self) -> str:
        return NAME

    @property
    def system(self) -> str:
        return "weeklog"

    async def request(
        self,
        messages: list[ModelMessage],
        model_settings: ModelSettings | None,
        model_request_parameters: ModelRequestParameters,
    ) -> ModelResponse:
        async with self.request_stream(messages, model_settings, model_request_parameters) as response:
            async for _ in response:
                pass
        return response.get()

    @asynccontextmanager
    async def request_stream(
        self,
        messages: list[ModelMessage],
        model_settings: ModelSettings | None,  # noqa: ARG002 - the interface's
        model_request_parameters: ModelRequestParameters,
        run_context: RunContext[Any] | None = None,  # noqa: ARG002
    ) -> AsyncGenerator[StreamedResponse]:
        question, results = _conversation(messages)
        intent = understand(question, self._known)
        call = _next_call(intent, self._known, results)
        lines = [] if call else answer(intent, results)
        yield OfflineResponse(model_request_parameters=model_request_parameters, call=call, lines=lines)


@dataclass
class OfflineResponse(StreamedResponse):
    call: ToolCallPart | None
    lines: Sequence[str]
    at: datetime = field(default_factory=lambda: datetime.now(UTC))

    async def _get_event_iterator(self) -> AsyncIterator[ModelResponseStreamEvent]:
        if self.call is not None:
            yield self._parts_manager.handle_tool_call_part(
                vendor_part_id=0,
                tool_name=self.call.tool_name,
                args=self.call.args,
                tool_call_id=self.call.tool_call_id,
            )
        for number, line in enumerate(self.lines):
            content = line if number == 0 else f"\n{line}"
            for event in self._parts_manager.handle_text_delta(vendor_part_id="text", content=content):
                yield event
        self.finish_reason = "tool_call" if self.call else "stop"

    async def close_stream(self) -> None:
        pass

    @property
    def model_name(self) -> str:
        return NAME

    @property
    def provider_name(self) -> str | None:
        return None

    @property
    def provider_url(self) -> str | None:
        return None

    @property
    def timestamp(self) -> datetime:
        return self.at


def _conversation(messages: Sequence[ModelMessage]) -> tuple[str, list[Any]]:
    """The question that is being answered, and what the tools have said to it so far."""
    question, results = "", list[Any]()
    for message in messages:
        if not isinstance(message, ModelRequest):
            continue
        for part in message.parts:
            match part:
                case UserPromptPart(content=str(content)):
                    question, results = content, []
                case ToolReturnPart(content=content):
                    results.append(content)
                case _:
                    pass
    return question, results


def _next_call(intent: Intent, known: Known, results: Sequence[Any]) -> ToolCallPart | None:
    if not results:
        return _first_call(intent, known)
    match results:
        case [Entries(total=0)] if intent.form == "find" and " " in intent.subject:
            return _call("best_entries", words=intent.subject)
        case _:
            return None


def _first_call(intent: Intent, known: Known) -> ToolCallPart | None:  # noqa: PLR0911 - a table: one line for each case
    period = intent.period or Period("")
    match intent.form:
        case "count":
            return _call("count_entries", **_filters(intent, period))
        case "open" if not (intent.period or intent.tag or intent.subject):
            return _call("open_work")
        case "objectives":
            week = period.week if intent.period else known.current_week
            return None if week is None else _call("objectives", week=week)
        case "find" if period.week is not None and not (intent.status or intent.tag or intent.subject):
            return _call("show_week", week=period.week)
        case "find" | "open":
            return _call("find_entries", **_filters(intent, period))
        case "unknown" if intent.subject:
            return _call("best_entries", words=intent.subject)
        case _:
            return None


def _filters(intent: Intent, period: Period) -> dict[str, Any]:
    filters = {
        "from_day": period.first and period.first.isoformat(),
        "to_day": period.last and period.last.isoformat(),
        "weekday": period.weekday,
        "week": period.week,
        "text": intent.subject,
        "status": intent.status,
        "tag": intent.tag,
    }
    return {name: value for name, value in filters.items() if value}


def _call(tool: str, **arguments: Any) -> ToolCallPart:
    return ToolCallPart(tool, json.dumps(arguments))
