"""The official `openai` package talks to the assistant as to any model."""

import time
from typing import Any

import httpx
import openai
import pytest

from tests.support.provider import Provider
from tests.support.stack import Stack

QUESTION: Any = [{"role": "user", "content": "what did I do in week 2?"}]


def client_of(stack: Stack, token: str | None = None) -> openai.OpenAI:
    return openai.OpenAI(base_url=f"{stack.url}/v1", api_key=token or stack.token, max_retries=0)


def test_it_lists_the_assistant_as_a_model(offline: Stack) -> None:
    with client_of(offline) as client:
        assert [model.id for model in client.models.list()] == ["weeklog"]
        assert client.models.retrieve("weeklog").owned_by == "weeklog"


def test_an_answer_comes_whole_with_its_citations_as_annotations(offline: Stack) -> None:
    with client_of(offline) as client:
        answer = client.chat.completions.create(model="weeklog", messages=QUESTION)
    message = answer.choices[0].message
    assert message.content is not None
    assert "Built the VPC" in message.content
    assert answer.choices[0].finish_reason == "stop"
    cited = [one.url_citation for one in message.annotations or []]
    assert {message.content[one.start_index : one.end_index] for one in cited} == {"[1]", "[2]"}
    assert all(one.url.startswith(f"{offline.url}/#/entry/") for one in cited)
    assert cited[0].title == "2026-10-13: Built the VPC"


def test_an_answer_streams_and_is_what_is_stored(offline: Stack) -> None:
    with client_of(offline) as client:
        stream = client.chat.completions.create(
            model="weeklog", messages=QUESTION, stream=True, stream_options={"include_usage": True}
        )
        chunks = list(stream)
    text = "".join(chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices)
    with offline.client() as http:
        stored = http.get(f"/v1/replies/{chunks[0].id.removeprefix('chatcmpl-')}").json()
    assert text == stored["text"]
    assert chunks[-1].usage is not None
    ends = [chunk.choices[0].finish_reason for chunk in chunks if chunk.choices]
    assert (set(ends[:-1]), ends[-1]) == ({None}, "stop")
    last: Any = chunks[-2].choices[0].delta
    assert len(last.annotations) == 2


def test_a_conversation_sent_back_goes_on_as_one(offline: Stack) -> None:
    with client_of(offline) as client, offline.client() as http:
        first = client.chat.completions.create(model="weeklog", messages=QUESTION).choices[0].message
        count = len(http.get("/v1/conversations").json()["items"])
        more = [
            {"role": "system", "content": "You are a pirate."},
            *QUESTION,
            {"role": "assistant", "content": first.content},
            {"role": "user", "content": "and in week 1?"},
        ]
        again = client.chat.completions.create(model="weeklog", messages=more)
        listed = http.get("/v1/conversations").json()["items"]
        assert len(listed) == count
        shown = http.get(f"/v1/conversations/{listed[0]['id']}").json()["messages"]
        assert [one["text"] for one in shown] == ["what did I do in week 2?", "and in week 1?"]
        assert "Built the VPC" not in (again.choices[0].message.content or "")


def test_what_was_said_elsewhere_is_heard_by_the_model(with_model: Stack, provider: Provider) -> None:
    said: Any = [
        {"role": "user", "content": "elsewhere?"},
        {"role": "assistant", "content": "an answer of another model"},
        {"role": "user", "content": [{"type": "text", "text": "and here? @tokens:2 @every:0"}]},
    ]
    with client_of(with_model) as client:
        client.chat.completions.create(model="weeklog", messages=said)
    asked = httpx.get(provider.base_url.removesuffix("/v1") + "/requests").json()["messages"]
    assert [one["content"] for one in asked if one["role"] == "assistant"] == ["an answer of another model"]


def test_closing_the_stream_stops_the_reply_and_the_call_to_the_model(
    with_model: Stack, provider: Provider
) -> None:
    long: Any = [{"role": "user", "content": "long @tokens:4000 @every:20"}]
    with client_of(with_model) as client:
        stream = client.chat.completions.create(model="weeklog", messages=long, stream=True)
        chunk = next(one for one in stream if one.choices[0].delta.content)
        stream.close()
    with with_model.client() as http:
        until = time.monotonic() + 20
        while (reply := http.get(f"/v1/replies/{chunk.id.removeprefix('chatcmpl-')}").json())[
            "state"
        ] != "cancelled":
            assert time.monotonic() < until, reply["state"]
            time.sleep(0.02)
    assert reply["text"]
    assert httpx.get(provider.base_url.removesuffix("/v1") + "/requests").json()["open"] == 0


def test_a_failure_of_the_model_is_an_error_of_the_client(with_model: Stack) -> None:
    broken: Any = [{"role": "user", "content": "broken @status:400"}]
    with client_of(with_model) as client:
        stream = client.chat.completions.create(model="weeklog", messages=broken, stream=True)
        with pytest.raises(openai.APIError, match="refused the question"):
            list(stream)
        with pytest.raises(openai.InternalServerError, match="refused the question"):
            client.chat.completions.create(model="weeklog", messages=broken)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"messages": []}, "messages"),
        ({"messages": [{"role": "assistant", "content": "x"}]}, "must be a question"),
        ({"messages": [{"role": "user", "content": " "}]}, "must be a question"),
        ({"messages": [{"role": "user", "content": "x" * 5000}]}, "at most 4000 characters"),
        (
            {"messages": [{"role": "user", "content": [{"type": "image_url", "image_url": {"url": "x:"}}]}]},
            "not text",
        ),
        ({"n": 2}, "n"),
        ({"response_format": {"type": "json_object"}}, "answers are text"),
        ({"model": "gpt-9"}, "'weeklog'"),
    ],
)
def test_bad_input_is_refused_in_words_that_the_client_shows(
    offline: Stack, fields: dict[str, Any], said: str
) -> None:
    with client_of(offline) as client, pytest.raises(openai.APIStatusError) as caught:
        client.chat.completions.create(**({"model": "weeklog", "messages": QUESTION} | fields))
    assert caught.value.status_code in (400, 404, 422)
    assert said in caught.value.message


def test_a_bad_token_is_told_so(offline: Stack) -> None:
    with client_of(offline, "wl_pat_no") as client, pytest.raises(openai.AuthenticationError, match="token"):
        client.chat.completions.create(model="weeklog", messages=QUESTION)
