"""By one id a request is found in its answer, in the gateway's log, in the row of its job and in the worker's log."""

import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.support.servers import postgres
from tests.support.stack import Stack, running_stack
from tests.support.waiting import eventually


@pytest.fixture(scope="module")
def stack() -> Iterator[Stack]:
    with running_stack(processes=("api", "chat-worker", "scheduler")) as stack:
        yield stack


def lines(stack: Stack, process: str, request_id: str) -> list[dict[str, Any]]:
    told = (stack.logs / f"{process}.log").read_text().splitlines()
    found = [json.loads(line) for line in told if line.startswith("{")]
    return [line for line in found if line.get("request_id") == request_id]


def ask(client: httpx.Client) -> tuple[str, dict[str, Any]]:
    conversation = client.post("/v1/conversations", json={}).json()["id"]
    answer = client.post(f"/v1/conversations/{conversation}/messages", json={"text": "What did I do?"})
    assert answer.status_code == 202
    return answer.headers["x-request-id"], answer.json()


def test_a_question_is_followed_from_its_answer_to_the_workers_log(stack: Stack) -> None:
    with stack.client() as client:
        request_id, _ = ask(client)
    worker = eventually(lambda: lines(stack, "chat-worker", request_id))
    gateway = eventually(lambda: lines(stack, "api", request_id))
    assert [(line["event"], line["route"], line["process"]) for line in gateway] == [
        ("answered", "/v1/conversations/{conversation_id}/messages", "api")
    ]
    assert [(line["event"], line["kind"], line["end"], line["process"]) for line in worker] == [
        ("attempt ended", "chat.generate_reply", "done", "chat-worker")
    ]
    row = postgres().execute(
        f"select id from jobs where request_id = '{request_id}'", database=stack.database
    )
    assert row.split() == [worker[0]["job_id"]]


def test_every_answer_names_its_own_request(stack: Stack) -> None:
    with stack.client() as client:
        answers = [
            client.get("/v1/me"),
            client.get("/v1/nothing"),
            client.post("/v1/entries", content=b"{"),
            client.get("/livez"),
        ]
    ids = {answer.headers["x-request-id"] for answer in answers}
    assert len(ids) == len(answers)
    assert all(len(one) == 32 and int(one, 16) for one in ids)


def test_what_a_caller_calls_its_request_is_not_believed(stack: Stack) -> None:
    with stack.client() as client:
        answer = client.get("/v1/me", headers={"X-Request-Id": "sesame"})
    assert answer.headers["x-request-id"] != "sesame"
    assert "sesame" not in (stack.logs / "api.log").read_text()
