"""The official `openai` package talks to the assistant as to any model."""

import time
from typing import Any, cast

import httpx
import openai
import pytest

from tests.support.provider import Provider
from tests.support.stack import Stack

QUESTION: Any = [{"role": "user", "content": "what did I do in week 2?"}]


LET_BE: dict[str, Any] = {
    "temperature": 0.2,
    "max_tokens": 5,
    "stop": ["."],
    "seed": 1,
    "logprobs": True,
    "store": True,
    "user": "u",
    "tools": [{"type": "function", "function": {"name": "now", "parameters": {}}}],
    "tool_choice": "auto",
    "n": 1,
    "extra_body": {"stream": None, "stream_options": {"include_usage": None}, "top_k": 5},
}


def client_of(stack: Stack, token: str | None = None) -> openai.OpenAI:
    return openai.OpenAI(base_url=f"{stack.url}/v1", api_key=token or stack.token, max_retries=0)


def test_it_lists_the_assistant_as_a_model(offline: Stack) -> None:
    with client_of(offline) as client:
        assert [model.id for model in client.models.list()] == ["weeklog"]
        assert client.models.retrieve("weeklog").owned_by == "weeklog"
    with offline.client() as http:
        assert http.get("/v1/models/").json() == http.get("/v1/models").json()


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
    assert all("usage" in chunk.model_fields_set and chunk.usage is None for chunk in chunks[:-1])
    assert len({chunk.created for chunk in chunks}) == 1
    assert abs(chunks[0].created - time.time()) < 60
    ends = [chunk.choices[0].finish_reason for chunk in chunks if chunk.choices]
    assert (set(ends[:-1]), ends[-1]) == ({None}, "stop")
    last: Any = chunks[-2].choices[0].delta
    assert len(last.annotations) == 2


def test_a_conversation_sent_back_goes_on_as_one(offline: Stack) -> None:
    with client_of(offline) as client, offline.client() as http:
        first = client.chat.completions.create(model="weeklog", messages=QUESTION).choices[0].message
        count = len(http.get("/v1/conversations").json()["items"])
        more: list[Any] = [
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


def test_a_reply_that_failed_is_not_asked_for_again_by_itself(with_model: Stack) -> None:
    """Clients of this kind repeat what failed with a 5xx; each time would be one more conversation."""
    broken: Any = [{"role": "user", "content": "broken once @status:400"}]
    with client_of(with_model).with_options(max_retries=2) as client, with_model.client() as http:
        count = len(http.get("/v1/conversations").json()["items"])
        with pytest.raises(openai.InternalServerError, match="refused the question"):
            client.chat.completions.create(model="weeklog", messages=broken)
        assert len(http.get("/v1/conversations").json()["items"]) == count + 1


def test_what_has_no_meaning_here_is_let_be_and_null_is_left_out(offline: Stack) -> None:
    with client_of(offline) as client:
        completions: Any = cast("Any", client.chat.completions)
        answer = completions.create(model="weeklog", messages=QUESTION, **LET_BE)
    assert "Built the VPC" in answer.choices[0].message.content


def test_instructions_may_stand_behind_the_question(offline: Stack) -> None:
    after: Any = [
        {"role": "developer", "content": [{"type": "text", "text": "Be kind."}]},
        {"role": "user", "content": "elsewhere?"},
        {"role": "assistant", "content": [{"type": "refusal", "refusal": "no"}]},
        *QUESTION,
        {"role": "system", "content": "Be brief."},
    ]
    with client_of(offline) as client:
        answer = client.chat.completions.create(model="weeklog", messages=after)
    assert "Built the VPC" in (answer.choices[0].message.content or "")


def said_by_user(content: object) -> dict[str, Any]:
    return {"messages": [{"role": "user", "content": content}]}


IMAGE = {"type": "image_url", "image_url": {"url": "data:image/png;base64,"}}


@pytest.mark.parametrize(
    ("fields", "said", "param", "code"),
    [
        ({"messages": []}, "must be a question", "messages", None),
        ({"messages": [{"role": "assistant", "content": "x"}]}, "must be a question", "messages", None),
        ({"messages": [{"role": "system", "content": "x"}]}, "must be a question", "messages", None),
        ({"messages": [{"role": "robot", "content": "x"}]}, "'user'", "messages.0.role", None),
        (said_by_user(" "), "must be a question", "messages", None),
        (said_by_user([]), "must be a question", "messages", None),
        (said_by_user("x" * 5000), "at most 4000 characters", "messages", "context_length_exceeded"),
        (said_by_user([{"type": "text", "text": "what"}, IMAGE]), "not text", "messages.0.content", None),
        (said_by_user(5), "must be a text", "messages.0.content", None),
        (said_by_user("a\0b"), "NUL", "messages.0.content", None),
        ({"n": 2}, "should be 1", "n", None),
        ({"response_format": {"type": "grammar"}}, "its type must be", "response_format", None),
        ({"response_format": {"type": "json_schema"}}, "schema is missing", "response_format", None),
        ({"modalities": ["text", "audio"]}, "answers are text", "modalities", None),
        ({"tool_choice": "required"}, "none of your tools", "tool_choice", None),
        ({"function_call": {"name": "f"}}, "none of your tools", "function_call", None),
        ({"model": "gpt-9"}, "'weeklog'", "model", "model_not_found"),
    ],
)
def test_bad_input_is_refused_in_words_that_the_client_shows(
    offline: Stack, fields: dict[str, Any], said: str, param: str, code: str | None
) -> None:
    whole: dict[str, Any] = {"model": "weeklog", "messages": QUESTION}
    with client_of(offline) as client, pytest.raises(openai.APIStatusError) as caught:
        client.chat.completions.create(**(whole | fields))
    error = caught.value
    assert error.status_code == (404 if code == "model_not_found" else 400)
    assert said in error.message
    assert (error.type, error.param, error.code) == ("invalid_request_error", param, code)


@pytest.mark.parametrize(
    ("body", "status", "said"),
    [
        (b"{", 400, "not JSON"),
        (b"[]", 400, "JSON object"),
        (b'{"messages": [{"role": "user", "content": "\\ud800"}]}', 400, "surrogate"),
        (b'{"messages": "' + b"x" * 1024 * 1024 + b'"}', 413, "too large"),
    ],
)
def test_a_body_that_cannot_be_read_is_an_error_of_this_kind_too(
    offline: Stack, body: bytes, status: int, said: str
) -> None:
    json = {"Content-Type": "application/json"}
    with offline.client() as http:
        answer = http.post("/v1/chat/completions", content=body, headers=json)
    assert answer.status_code == status
    assert said in answer.json()["error"]["message"]


def test_a_bad_token_is_told_so(offline: Stack) -> None:
    with client_of(offline, "wl_pat_no") as client, pytest.raises(openai.AuthenticationError) as caught:
        client.chat.completions.create(model="weeklog", messages=QUESTION)
    assert "token" in caught.value.message
    assert (caught.value.type, caught.value.code) == ("authentication_error", "invalid_api_key")


def test_a_token_that_may_only_read_is_told_so(offline: Stack) -> None:
    with offline.client() as http:
        made = http.post("/v1/tokens", json={"name": "reader", "scopes": ["read"]}).json()
    with client_of(offline, made["token"]) as client:
        assert client.models.retrieve("weeklog").id == "weeklog"
        with pytest.raises(openai.PermissionDeniedError, match="scope 'write'"):
            client.chat.completions.create(model="weeklog", messages=QUESTION)


def test_what_is_asked_for_elsewhere_is_told_where_it_is(offline: Stack) -> None:
    with client_of(offline) as client:
        with pytest.raises(openai.NotFoundError, match="chat completions"):
            client.completions.create(model="weeklog", prompt="hello")
        with pytest.raises(openai.NotFoundError, match="no embeddings"):
            client.embeddings.create(model="weeklog", input="hello")
        with pytest.raises(openai.NotFoundError, match="'weeklog'"):
            client.models.retrieve("openai/gpt-9")
        with pytest.raises(openai.APIStatusError, match="conversations"):
            client.chat.completions.list()
    with (
        openai.OpenAI(base_url=offline.url, api_key=offline.token) as client,
        pytest.raises(openai.NotFoundError, match="ends with /v1"),
    ):
        client.chat.completions.create(model="weeklog", messages=QUESTION)
