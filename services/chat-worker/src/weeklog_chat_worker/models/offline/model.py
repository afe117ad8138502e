"""The assistant that needs no key and no network: a pydantic-ai model whose thinking is a table of intents."""

import json
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, TypeAlias

from pydantic_ai import RunContext
from pydantic_ai.messages import (
    ModelMessage,
    ModelRequest,
    ModelResponseStreamEvent,
    ToolCallPart,
    ToolReturnPart,
    UserPromptPart,
)
from pydantic_ai.models import ModelRequestParameters, StreamedResponse
from pydantic_ai.settings import ModelSettings
from typing_extensions import override

from weeklog_chat_worker.models.offline.answering import answer
from weeklog_chat_worker.models.offline.calls import Call
from weeklog_chat_worker.models.offline.lookup import look_up
from weeklog_chat_worker.models.offline.parse.references import understand_all
from weeklog_chat_worker.models.offline.parse.text import speak_of
from weeklog_chat_worker.models.offline.periods import Known, Unclear
from weeklog_chat_worker.models.offline.query import Intent, Query
from weeklog_chat_worker.models.offline.second_reading import is_unsure
from weeklog_chat_worker.models.streaming import StreamingModel
from weeklog_chat_worker.tools.catalogue import TOOLS
from weeklog_chat_worker.tools.people import OfPerson

NAME = "weeklog-offline"

SecondReader: TypeAlias = Callable[[str, Query, Known], Awaitable[Query | None]]
"""Reads a question once more, given the grammar's reading; none = it knows no better."""


class OfflineModel(StreamingModel[None]):
    """Looks up and quotes; never invents. It calls the same tools as any other model."""

    def __init__(self, known: Known, reader: SecondReader | None = None) -> None:
        super().__init__()
        self._known, self._reader = known, reader
        self._read: tuple[Sequence[str], Sequence[Query]] = ((), ())  # it is asked again after each look-up

    @property
    def model_name(self) -> str:
        return NAME

    @property
    def system(self) -> str:
        return "weeklog"

    async def _queries(self, questions: Sequence[str]) -> Sequence[Query]:
        if self._read[0] != questions:
            queries: Sequence[Query] = understand_all(questions, self._known)
            if self._reader is not None and is_unsure(queries):
                better = await self._reader(questions[-1], queries[0], self._known)
                queries = queries if better is None else (better,)
            self._read = questions, queries
        return self._read[1]

    @override
    @asynccontextmanager
    async def request_stream(
        self,
        messages: list[ModelMessage],
        model_settings: ModelSettings | None,
        model_request_parameters: ModelRequestParameters,
        run_context: RunContext[Any] | None = None,
    ) -> AsyncGenerator[StreamedResponse]:
        questions, results = _conversation(messages)
        try:
            calls, lines = next_turn(await self._queries(questions), self._known, results)
        except Unclear as unclear:
            calls = ()
            lines = answer(Query(Intent.UNCLEAR, speak_of(questions[-1]), problem=unclear), [], self._known)
        yield OfflineResponse(model_request_parameters=model_request_parameters, calls=calls, lines=lines)


@dataclass
class OfflineResponse(StreamedResponse):
    calls: Sequence[ToolCallPart]
    lines: Sequence[str]
    at: datetime = field(default_factory=lambda: datetime.now(UTC))

    async def _get_event_iterator(self) -> AsyncIterator[ModelResponseStreamEvent]:
        for number, call in enumerate(self.calls):
            yield self._parts_manager.handle_tool_call_part(
                vendor_part_id=number,
                tool_name=call.tool_name,
                args=call.args,
                tool_call_id=call.tool_call_id,
            )
        for number, line in enumerate(self.lines):
            content = line if number == 0 else f"\n{line}"
            for event in self._parts_manager.handle_text_delta(vendor_part_id="text", content=content):
                yield event
        self.finish_reason = "tool_call" if self.calls else "stop"

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


def _conversation(messages: Sequence[ModelMessage]) -> tuple[list[str], list[Any]]:
    """The questions so far, and what the tools have said to the last one."""
    questions, results = list[str](), list[Any]()
    for message in messages:
        if not isinstance(message, ModelRequest):
            continue
        for part in message.parts:
            match part:
                case UserPromptPart(content=str(content)):
                    questions.append(content)
                    results = []
                case ToolReturnPart(content=content):
                    results.append(content)
                case _:
                    pass
    return questions, results


def _call(call: Call, person: str | None) -> ToolCallPart:
    named = person is not None and issubclass(TOOLS[call.tool].arguments, OfPerson)
    return ToolCallPart(call.tool, json.dumps(call.arguments | ({"person": person} if named else {})))


def next_turn(
    queries: Sequence[Query], known: Known, results: Sequence[Any]
) -> tuple[Sequence[ToolCallPart], list[str]]:
    """What to look up next; or, when everything is known, the answer."""
    lines: list[str] = []
    for query in queries:
        turn = look_up(query, known, results)
        if turn.calls:
            return [_call(call, query.person) for call in turn.calls], []
        said = answer(turn.query, turn.found, known)
        lines += ["", *said] if lines else said
        results = turn.rest
    return (), lines
