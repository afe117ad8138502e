"""Conversations on the real processes, with a fake provider that tells what it was asked."""

import time
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import httpx
import pytest

from tests.support.provider import Provider
from tests.support.stack import Stack, running_stack

FRIDAY = "2026-10-16T10:00:00+07:00"


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with Provider() as provider:
        yield provider


@pytest.fixture(scope="module")
def stack(provider: Provider) -> Iterator[Stack]:
    model = {"WEEKLOG_LLM_MODEL": "openai:gpt-5", "WEEKLOG_LLM_BASE_URL": provider.base_url}
    with running_stack(now=FRIDAY, processes=("api", "scheduler", "chat-worker"), env=model) as stack:
        yield stack


@pytest.fixture
def client(stack: Stack) -> Iterator[httpx.Client]:
    with stack.client() as client:
        yield client


def heard(provider: Provider) -> list[str]:
    """The people's words of the last request to the model, oldest first."""
    messages = httpx.get(provider.base_url.removesuffix("/v1") + "/requests").json()["messages"]
    return [one["content"].partition(" @")[0] for one in messages if one["role"] == "user"]


def opened(client: httpx.Client, **fields: Any) -> str:
    return client.post("/v1/conversations", json=fields).raise_for_status().json()["id"]


def ended(client: httpx.Client, reply: dict[str, Any]) -> dict[str, Any]:
    until = time.monotonic() + 30
    while time.monotonic() < until:
        now = client.get(f"/v1/replies/{reply['id']}").raise_for_status().json()
        if now["finished_at"]:
            return now
        time.sleep(0.05)
    raise TimeoutError(reply["id"])


def said(client: httpx.Client, path: str, text: str, word: str, **more: Any) -> dict[str, Any]:
    """Asks and waits for the end; the answer is the word, three times."""
    asked = client.post(path, json={"text": f"{text} @every:0 @tokens:3 @say:{word}", **more})
    answer = asked.raise_for_status().json()
    reply = ended(client, answer["reply"])
    assert (reply["state"], reply["text"].split()) == ("done", [word] * 3), reply
    return answer["message"] | {"reply": reply}


def test_a_conversation_branches_and_each_branch_remembers_its_own(
    client: httpx.Client, provider: Provider
) -> None:
    here = opened(client)
    ask = f"/v1/conversations/{here}/messages"
    first = said(client, ask, "first", "one")
    second = said(client, ask, "second", "two")
    assert heard(provider) == ["first", "second"]
    assert (first["follows"], second["follows"]) == (None, first["reply"]["id"])

    edited = said(client, f"/v1/messages/{second['id']}/resend", "second, better", "better")
    assert heard(provider) == ["first", "second, better"]
    said(client, ask, "third", "three")
    assert heard(provider) == ["first", "second, better", "third"]
    said(client, ask, "third elsewhere", "elsewhere", follows=second["reply"]["id"])
    assert heard(provider) == ["first", "second", "third elsewhere"]

    def shown(**params: str) -> list[str]:
        found = client.get(f"/v1/conversations/{here}", params=params).raise_for_status().json()
        return [one["text"].partition(" @")[0] for one in found["messages"]]

    assert shown() == ["first", "second", "third elsewhere"]
    assert shown(through=edited["id"]) == ["first", "second, better", "third"]
    messages = client.get(f"/v1/conversations/{here}").json()["messages"]
    assert messages[1]["branches"] == [second["id"], edited["id"]]
    assert messages[0]["continued"] == {first["reply"]["id"]: edited["id"]}


def test_a_question_is_answered_again_and_the_first_answer_stays(client: httpx.Client) -> None:
    here = opened(client)
    message = said(client, f"/v1/conversations/{here}/messages", "again?", "yes")
    again = client.post(f"/v1/replies/{message['reply']['id']}/regenerate").raise_for_status().json()
    ended(client, again)
    shown = client.get(f"/v1/conversations/{here}").json()["messages"]
    assert [one["replies"] for one in shown] == [[message["reply"]["id"], again["id"]]]
    assert shown[0]["reply"]["id"] == again["id"]
    assert client.get(f"/v1/replies/{message['reply']['id']}").json()["text"].split() == ["yes"] * 3


def test_a_new_conversation_goes_on_from_a_reply_of_another(client: httpx.Client, provider: Provider) -> None:
    before = said(client, f"/v1/conversations/{opened(client)}/messages", "before", "b")
    here = opened(client, branch_from=before["reply"]["id"])
    said(client, f"/v1/conversations/{here}/messages", "after", "a")
    assert heard(provider) == ["before", "after"]
    refused = client.post("/v1/conversations", json={"branch_from": str(uuid4())})
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "branch_from")


def test_conversations_are_renamed_found_and_deleted(client: httpx.Client) -> None:
    here = opened(client)
    said(client, f"/v1/conversations/{here}/messages", "where is the 100% zebra?", "stripes")

    def found(q: str) -> list[str]:
        listed = client.get("/v1/conversations", params={"q": q}).raise_for_status().json()["items"]
        return [one["id"] for one in listed]

    assert found("100% ZEBRA") == found("stripes strip") == [here]
    assert found("100_") == []
    renamed = client.patch(f"/v1/conversations/{here}", json={"title": "  Animals "}).raise_for_status()
    assert renamed.json()["title"] == "Animals"
    assert found("animals") == [here]
    blank = client.patch(f"/v1/conversations/{here}", json={"title": " "})
    assert (blank.status_code, blank.json()["errors"][0]["field"]) == (422, "title")
    assert client.delete(f"/v1/conversations/{here}").status_code == 204
    assert client.get(f"/v1/conversations/{here}").status_code == 404
    assert found("zebra") == []


def test_deleting_a_conversation_stops_what_is_answered_in_it(
    client: httpx.Client, provider: Provider
) -> None:
    here = opened(client)
    asked = client.post(
        f"/v1/conversations/{here}/messages", json={"text": "long @tokens:2000 @every:20"}
    ).json()
    until = time.monotonic() + 20
    while client.get(f"/v1/replies/{asked['reply']['id']}").json()["state"] != "running":
        assert time.monotonic() < until
        time.sleep(0.02)
    assert client.delete(f"/v1/conversations/{here}").status_code == 204
    url = provider.base_url.removesuffix("/v1") + "/requests"
    while httpx.get(url).json()["open"]:
        assert time.monotonic() < until, "the model is still being asked"
        time.sleep(0.05)


def test_feedback_is_kept_with_the_reply(client: httpx.Client) -> None:
    reply = said(client, f"/v1/conversations/{opened(client)}/messages", "good?", "so")["reply"]
    path = f"/v1/replies/{reply['id']}/feedback"
    judged = client.put(path, json={"verdict": "down", "remark": "week 2 is missing"}).raise_for_status()
    assert (judged.json()["verdict"], judged.json()["remark"]) == ("down", "week 2 is missing")
    assert client.put(path, json={"verdict": None, "remark": None}).json()["verdict"] is None
    assert client.put(path, json={"verdict": "meh"}).status_code == 422
    assert client.put(f"/v1/replies/{uuid4()}/feedback", json={"verdict": "up"}).status_code == 404


def test_what_was_used_is_counted_priced_and_limited_before_a_model_is_called(
    client: httpx.Client, provider: Provider
) -> None:
    here = opened(client)
    ask = f"/v1/conversations/{here}/messages"
    before = client.get("/v1/usage").raise_for_status().json()
    tokens = sum(one["input_tokens"] + one["output_tokens"] for one in before["items"])
    said(client, ask, "costs", "x")
    after = client.get("/v1/usage").json()["items"]
    assert sum(one["input_tokens"] + one["output_tokens"] for one in after) == tokens + 103
    assert float(after[0]["cost"]) > 0
    everybody = client.get("/v1/programme/usage").raise_for_status().json()["items"]
    assert [(one["name"], one["model"].endswith("gpt-5")) for one in everybody] == [("An Example", True)]

    limits = client.put("/v1/programme/usage/limits", json={"tokens_per_person_day": tokens + 100})
    assert limits.status_code == 200
    asked_before = httpx.get(provider.base_url.removesuffix("/v1") + "/requests").json()["requests"]
    refused = client.post(ask, json={"text": "one more"})
    assert refused.status_code == 429
    assert "tokens that you may use in a day" in refused.json()["detail"]
    assert 0 < int(refused.headers["Retry-After"]) <= 14 * 3600  # until midnight in the programme's zone
    client.put("/v1/programme/usage/limits", json={"tokens_per_month": tokens + 100}).raise_for_status()
    assert "lead" in client.post(ask, json={"text": "one more"}).json()["detail"]
    client.put("/v1/programme/usage/limits", json={}).raise_for_status()
    assert httpx.get(provider.base_url.removesuffix("/v1") + "/requests").json()["requests"] == asked_before
    said(client, ask, "free again", "x")
