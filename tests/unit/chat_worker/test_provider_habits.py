"""Habits of servers that speak OpenAI's protocol in their own way, over a transport that answers in their place."""

import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import httpx2
import pytest
from pydantic_ai.messages import ModelRequest, ModelResponse, UserPromptPart
from pydantic_ai.models import ModelRequestParameters
from pydantic_ai.tools import ToolDefinition

from weeklog_chat_worker.models.listening import Limits, Listener, NoTools
from weeklog_chat_worker.models.openai_compatible import ChatCompletions

Answer = Callable[[dict[str, Any]], httpx2.Response]
_TOOL = ToolDefinition(name="find_entries", description="finds", parameters_json_schema={"type": "object"})


def stream(*chunks: dict[str, Any]) -> httpx2.Response:
    body = b"".join(b"data: " + json.dumps(one).encode() + b"\n\n" for one in chunks) + b"data: [DONE]\n\n"
    return httpx2.Response(200, headers={"Content-Type": "text/event-stream"}, stream=httpx2.ByteStream(body))


def delta(finish: str | None = None, **parts: Any) -> dict[str, Any]:
    return {"choices": [{"index": 0, "delta": parts, "finish_reason": finish}]}


class Provider(httpx2.AsyncBaseTransport):
    """Answers in place of the network, by a real implementation of the transport's interface."""

    def __init__(self, answer: Answer) -> None:
        self._answer, self.bodies = answer, list[dict[str, Any]]()

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        self.bodies.append(json.loads(await request.aread()))
        return self._answer(self.bodies[-1])


@asynccontextmanager
async def asked(answer: Answer, times: int = 1) -> AsyncIterator[tuple[str, ModelResponse, Provider]]:
    provider, heard = Provider(answer), list[str]()
    async with httpx2.AsyncClient(transport=provider) as client:
        model = ChatCompletions(client, "some-model", "http://127.0.0.1/v1", None)
        listener = Listener(
            model, ModelRequestParameters(function_tools=[_TOOL]), heard.append, Limits(),
            replace=lambda text: heard.__setitem__(slice(None), [text]),
        )  # fmt: skip
        for _ in range(times):
            response = await listener.ask([ModelRequest(parts=[UserPromptPart("What did I do?")])])
        yield "".join(heard), response, provider


def refuses(word: str, status: int = 400) -> Answer:
    def answer(body: dict[str, Any]) -> httpx2.Response:
        if word in body:
            refusal = json.dumps({"error": {"message": f"unknown field {word}"}}).encode()
            return httpx2.Response(status, stream=httpx2.ByteStream(refusal))
        return stream(delta(content="ok"), delta("stop"))

    return answer


@pytest.mark.parametrize("status", [400, 422, 501])
async def test_an_option_that_is_refused_is_left_out_and_that_is_remembered(status: int) -> None:
    async with asked(refuses("stream_options", status), times=2) as (said, _, provider):
        assert said == "ok\n\nok"
    assert ["stream_options" in body for body in provider.bodies] == [True, False, False]


async def test_a_model_that_takes_no_tools_is_told_as_that() -> None:
    with pytest.raises(NoTools, match="takes no tools"):
        async with asked(refuses("tools")):
            pass


_CALLS = {
    "with an index": [{"index": 0, "id": "a", "function": {"name": "find_entries", "arguments": "{}"}},
                      {"index": 1, "id": "b", "function": {"name": "find_entries", "arguments": "{}"}}],
    "without": [{"id": "a", "function": {"name": "find_entries", "arguments": "{}"}},
                {"id": "b", "function": {"name": "find_entries", "arguments": "{}"}}],
    "with an object": [{"function": {"name": "find_entries", "arguments": {}}},
                       {"function": {"name": "find_entries", "arguments": {}}}],
    "in pieces": [{"id": "a", "function": {"name": "find_entries", "arguments": "{"}},
        {"function": {"arguments": "}"}},
                  {"id": "b", "function": {"name": "find_entries", "arguments": "{}"}}],
}  # fmt: skip


@pytest.mark.parametrize("together", [True, False], ids=["in one chunk", "in many"])
@pytest.mark.parametrize("calls", _CALLS.values(), ids=_CALLS)
async def test_calls_are_told_apart(calls: list[dict[str, Any]], *, together: bool) -> None:
    parts = [calls] if together else [[call] for call in calls]
    chunks = [*(delta(tool_calls=part) for part in parts), delta("tool_calls")]
    async with asked(lambda _: stream(*chunks)) as (_, response, _provider):
        assert [(call.tool_name, call.args_as_json_str()) for call in response.tool_calls] == [
            ("find_entries", "{}")
        ] * 2


@pytest.mark.parametrize(
    ("told", "reason"),
    [("stop", "stop"), ("eos", "stop"), ("length", "length"), ("max_tokens", "length"), ("SAFETY", "content_filter"),
     ("content_filter", "content_filter"), ("something_new", "error")],
)  # fmt: skip
async def test_why_an_answer_ended_is_kept(told: str, reason: str) -> None:
    async with asked(lambda _: stream(delta(content="ok"), delta(told))) as (_, response, _provider):
        assert response.finish_reason == reason


async def test_a_thought_without_its_opening_tag_is_taken_back() -> None:
    chunks = [delta(content="plan\n"), delta(content="more\n</think>\n"), delta(content="ok"), delta("stop")]
    async with asked(lambda _: stream(*chunks)) as (said, response, _provider):
        assert (said.strip(), (response.text or "").strip()) == ("ok", "ok")


@pytest.mark.parametrize("kind", ["application/json", "text/plain"])
async def test_a_completion_that_is_not_streamed_is_an_answer(kind: str) -> None:
    whole = {
        "choices": [{"message": {"content": "<think>x</think>ok"}, "finish_reason": "length"}],
        "usage": {},
    }
    body = json.dumps(whole, indent=2).encode()
    async with asked(
        lambda _: httpx2.Response(200, headers={"Content-Type": kind}, stream=httpx2.ByteStream(body))
    ) as (
        said,
        got,
        _,
    ):
        assert (said, got.finish_reason) == ("ok", "length")
