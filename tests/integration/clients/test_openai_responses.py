"""The official `openai` package by the Responses API, and structured output by both APIs."""

import time
from collections.abc import Iterator
from typing import Any

import httpx
import openai
import pytest
from openai.types.responses import ResponseTextDeltaEvent
from pydantic import BaseModel

from tests.support.provider import Provider
from tests.support.stack import Stack

ASKED = "what did I do in week 2?"


class Citation(BaseModel):
    url: str
    start_on: str


class Answer(BaseModel):
    answer: str
    citations: list[Citation]


@pytest.fixture
def client(offline: Stack) -> Iterator[openai.OpenAI]:
    with openai.OpenAI(base_url=f"{offline.url}/v1", api_key=offline.token, max_retries=0) as client:
        yield client


def test_an_answer_comes_whole_and_can_be_read_again(offline: Stack, client: openai.OpenAI) -> None:
    said: list[Any] = [
        {"role": "developer", "content": "You are a pirate."},
        {"role": "user", "content": ASKED},
    ]
    answer = client.responses.create(model="weeklog", input=said, instructions="Be brief.")
    assert (answer.status, answer.error, answer.incomplete_details) == ("completed", None, None)
    assert "Built the VPC" in answer.output_text
    message: Any = answer.output[0]
    noted = message.content[0].annotations
    assert {answer.output_text[one.start_index : one.end_index] for one in noted} == {"[1]", "[2]"}
    assert all(one.url.startswith(f"{offline.url}/#/entry/") for one in noted)
    assert answer.usage is not None
    assert answer.usage.total_tokens == answer.usage.input_tokens + answer.usage.output_tokens
    again = client.responses.retrieve(answer.id)
    assert again.output_text == answer.output_text


def test_events_come_in_order_and_end_with_the_whole(client: openai.OpenAI) -> None:
    with client.responses.stream(model="weeklog", input=ASKED) as stream:
        events = list(stream)
        final = stream.get_final_response()
    kinds = [one.type for one in events]
    assert kinds[:4] == [
        "response.created",
        "response.in_progress",
        "response.output_item.added",
        "response.content_part.added",
    ]
    assert kinds[-6:] == [
        "response.output_text.annotation.added",
        "response.output_text.annotation.added",
        "response.output_text.done",
        "response.content_part.done",
        "response.output_item.done",
        "response.completed",
    ]
    assert [one.sequence_number for one in events] == list(range(len(events)))
    deltas = "".join(one.delta for one in events if one.type == "response.output_text.delta")
    assert deltas == final.output_text == client.responses.retrieve(final.id).output_text


def test_a_response_goes_on_from_the_one_before(offline: Stack, client: openai.OpenAI) -> None:
    first = client.responses.create(model="weeklog", input=ASKED)
    with offline.client() as http:
        count = len(http.get("/v1/conversations").json()["items"])
        second = client.responses.create(
            model="weeklog", input="and in week 1?", previous_response_id=first.id
        )
        sent_back: list[Any] = [
            {"role": "user", "content": ASKED},
            *[one.model_dump() for one in first.output],
            {"type": "function_call_output", "call_id": "c", "output": "x"},
            {"role": "user", "content": [{"type": "input_text", "text": "and in week 1?"}]},
        ]
        client.responses.create(model="weeklog", input=sent_back)
        listed = http.get("/v1/conversations").json()["items"]
        assert len(listed) == count
    assert second.previous_response_id == first.id
    assert "Built the VPC" not in second.output_text


def test_structured_output_is_the_answer_and_its_citations(client: openai.OpenAI) -> None:
    response = client.responses.parse(model="weeklog", input=ASKED, text_format=Answer)
    assert response.output_parsed is not None
    assert "Built the VPC" in response.output_parsed.answer
    assert [one.start_on for one in response.output_parsed.citations] == ["2026-10-13", "2026-10-14"]
    asked: Any = [{"role": "user", "content": ASKED}]
    completion = client.chat.completions.parse(model="weeklog", messages=asked, response_format=Answer)
    assert completion.choices[0].message.parsed == response.output_parsed
    with client.chat.completions.stream(model="weeklog", messages=asked, response_format=Answer) as stream:
        streamed = stream.get_final_completion()
    assert streamed.choices[0].message.parsed == response.output_parsed
    with client.responses.stream(model="weeklog", input=ASKED, text_format=Answer) as events:
        assert events.get_final_response().output_parsed == response.output_parsed


def test_structured_output_that_is_sent_back_goes_on_as_one_conversation(
    offline: Stack, client: openai.OpenAI
) -> None:
    asked: list[Any] = [{"role": "user", "content": ASKED}]
    json: Any = {"type": "json_object"}
    first = client.chat.completions.create(model="weeklog", messages=asked, response_format=json)
    with offline.client() as http:
        count = len(http.get("/v1/conversations").json()["items"])
        back: Any = {"role": "assistant", "content": first.choices[0].message.content}
        more: Any = {"role": "user", "content": "and in week 1?"}
        client.chat.completions.create(model="weeklog", messages=[*asked, back, more])
        assert len(http.get("/v1/conversations").json()["items"]) == count


@pytest.mark.parametrize(
    ("fields", "said", "param", "code"),
    [
        ({"input": " "}, "must be a question", "input", None),
        ({"input": 5}, "must be a text, or a list", "input", None),
        ({"input": ["x"]}, "", "input.0", None),
        ({"input": "x" * 5000}, "at most 4000 characters", "input", "context_length_exceeded"),
        (
            {"input": [{"role": "user", "content": [{"type": "input_image", "image_url": "x"}]}]},
            "not text",
            "input.0.content",
            None,
        ),
        ({"previous_response_id": "resp_no"}, "id of no answer", "previous_response_id", None),
        (
            {"previous_response_id": "resp_01890000-0000-7000-8000-000000000000"},
            "no answer of yours",
            "previous_response_id",
            "previous_response_not_found",
        ),
        ({"background": True}, "", "background", None),
        ({"conversation": "conv_1"}, "", "conversation", None),
        ({"tool_choice": "required"}, "none of your tools", "tool_choice", None),
        (
            {
                "text": {
                    "format": {"type": "json_schema", "name": "x", "schema": {"properties": {"mood": {}}}}
                }
            },
            "no answer has 'mood'",
            "text.format",
            None,
        ),
        ({"model": "gpt-9"}, "'weeklog'", "model", "model_not_found"),
    ],
)
def test_what_cannot_be_met_is_refused_by_its_name(
    client: openai.OpenAI, fields: dict[str, Any], said: str, param: str, code: str | None
) -> None:
    whole: dict[str, Any] = {"model": "weeklog", "input": ASKED}
    with pytest.raises(openai.APIStatusError) as caught:
        client.responses.create(**(whole | fields))
    error = caught.value
    assert error.status_code == (404 if code == "model_not_found" else 400)
    assert said in error.message
    assert (error.type, error.param, error.code) == ("invalid_request_error", param, code)


def test_what_there_is_none_of_is_told_so(client: openai.OpenAI) -> None:
    for unknown in ("resp_no", "resp_01890000-0000-7000-8000-000000000000"):
        with pytest.raises(openai.NotFoundError, match="no such"):
            client.responses.retrieve(unknown)
    with pytest.raises(openai.NotFoundError, match="belongs to its conversation"):
        client.responses.delete("resp_no")
    with pytest.raises(openai.NotFoundError, match="belongs to its conversation"):
        client.responses.cancel("resp_no")


def test_closing_the_stream_stops_the_reply(with_model: Stack) -> None:
    with openai.OpenAI(base_url=f"{with_model.url}/v1", api_key=with_model.token, max_retries=0) as client:
        stream = client.responses.create(model="weeklog", input="long @tokens:4000 @every:20", stream=True)
        first = next(one for one in stream if one.type == "response.created")
        next(one for one in stream if isinstance(one, ResponseTextDeltaEvent))
        stream.close()
        until = time.monotonic() + 20
        while (response := client.responses.retrieve(first.response.id)).status != "cancelled":
            assert time.monotonic() < until, response.status
            time.sleep(0.02)
        assert response.output_text


def test_a_failure_of_the_model_is_told_in_both_forms(with_model: Stack, provider: Provider) -> None:
    with openai.OpenAI(base_url=f"{with_model.url}/v1", api_key=with_model.token, max_retries=0) as client:
        *_, last = client.responses.create(model="weeklog", input="broken @status:400", stream=True)
        assert last.type == "response.failed"
        assert last.response.error is not None
        assert "refused the question" in last.response.error.message
        with pytest.raises(openai.InternalServerError, match="refused the question"):
            client.responses.create(model="weeklog", input="broken @status:400")
    assert httpx.get(provider.base_url.removesuffix("/v1") + "/requests").json()["open"] == 0
