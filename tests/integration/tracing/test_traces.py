"""One trace leads from a request to its job's end, by real processes and a real collector, and tells no text."""

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest

from tests.support.collector import Collector, attributes, collecting
from tests.support.servers import postgres
from tests.support.stack import EMAIL, EVERYTHING, PASSWORD, Stack, running_stack
from tests.support.waiting import eventually

ERROR = 2  # the code of a span's status
MARKER = "sesame"
NOW = "2026-10-16T10:00:00+07:00"
DAY = date(2026, 10, 14).isoformat()


@pytest.fixture(scope="module")
def collector() -> Iterator[Collector]:
    with collecting() as collector:
        yield collector


@pytest.fixture(scope="module")
def stack(collector: Collector) -> Iterator[Stack]:
    env = {"OTEL_EXPORTER_OTLP_ENDPOINT": collector.url, "OTEL_BSP_SCHEDULE_DELAY": "100"}
    with running_stack(now=NOW, processes=EVERYTHING, env=env) as stack:
        yield stack


def names(trace: list[tuple[str, Any]]) -> set[tuple[str, str]]:
    return {(service, span.name) for service, span in trace}


def ask(stack: Stack, text: str) -> str:
    """The request's id."""
    with stack.client() as client:
        conversation = client.post("/v1/conversations", json={}).json()["id"]
        answer = client.post(f"/v1/conversations/{conversation}/messages", json={"text": text})
        assert answer.status_code == 202
        return answer.headers["x-request-id"]


def is_refused(span: Any) -> bool:
    return span.name == "conversations.finish_reply" and span.status.code == ERROR


@contextmanager
def refused_replies(stack: Stack) -> Generator[None]:
    """The database refuses what the worker writes, and quotes it."""
    condition = f"check (text not like '%{MARKER}%') not valid"
    postgres().execute(f"alter table replies add constraint refuses {condition}", database=stack.database)
    try:
        yield
    finally:
        postgres().execute("alter table replies drop constraint refuses", database=stack.database)


def whole(collector: Collector, trace_id: str, *last: tuple[str, str]) -> list[tuple[str, Any]]:
    eventually(lambda: names(collector.trace(trace_id)) >= {*last})
    return collector.trace(trace_id)


def test_one_trace_leads_from_the_request_over_its_job_to_the_reply(
    stack: Stack, collector: Collector
) -> None:
    trace = whole(
        collector,
        ask(stack, "What did I do this week?"),
        ("weeklog-api", "POST /v1/conversations/{conversation_id}/messages"),
        ("weeklog-chat-worker", "chat.generate_reply"),
        ("weeklog-chat-worker", "reply"),
        ("weeklog-chat-worker", "language model"),
        ("weeklog-api", "conversations.ask_question"),
        ("weeklog-chat-worker", "conversations.finish_reply"),
    )
    by_name = {span.name: span for _, span in trace}
    request, job = (
        by_name["POST /v1/conversations/{conversation_id}/messages"],
        by_name["chat.generate_reply"],
    )
    assert not request.parent_span_id
    assert job.parent_span_id == request.span_id
    assert by_name["reply"].parent_span_id == job.span_id
    assert by_name["language model"].parent_span_id == by_name["reply"].span_id
    assert by_name["conversations.ask_question"].parent_span_id == request.span_id
    assert by_name["conversations.finish_reply"].parent_span_id == by_name["reply"].span_id
    assert attributes(request.attributes)["weeklog.status"] == "202"
    assert attributes(job.attributes)["weeklog.end"] == "done"
    ids = [span.span_id for _, span in trace]
    assert len(set(ids)) == len(ids)


def test_a_job_that_no_request_made_begins_a_trace(stack: Stack, collector: Collector) -> None:
    eventually(lambda: ("weeklog-reporting", "canary.prove_reviews") in names(collector.spans()))
    (first, *_) = [span for _, span in collector.spans() if span.name == "canary.prove_reviews"]
    assert not first.parent_span_id


def test_no_text_of_a_person_no_secret_and_no_exceptions_text_is_told(
    stack: Stack, collector: Collector
) -> None:
    with stack.client() as client:
        entry = {"text": f"wrote {MARKER}", "start_on": DAY, "status": "done", "tags": [MARKER]}
        client.post("/v1/entries", json=entry)
        client.post("/v1/entries", json={"text": f"wrote {MARKER}", "start_on": MARKER})  # 422
        client.get("/v1/entries", params={"q": MARKER})
        client.get(f"/v1/entries/{MARKER}")
        client.get(f"/v1/{MARKER}", headers={"X-Sesame": MARKER, "traceparent": MARKER})
        client.post("/v1/sessions", json={"email": EMAIL, "password": f"{MARKER} {MARKER}"})
        client.post("/v1/sessions", json={"email": EMAIL, "password": PASSWORD})
        drafted = client.post("/v1/weeks/2/review")
        client.post(
            "/mcp", json={"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": MARKER}}
        )
    with refused_replies(stack):
        trace_id = ask(stack, f"What did I write about {MARKER}?")
        failed = eventually(lambda: [span for span in collector.trace(trace_id) if is_refused(span[1])])
    assert attributes(failed[0][1].attributes)["error.type"] == "CheckViolationError"
    assert drafted.status_code < 300
    whole(collector, drafted.headers["x-request-id"], ("weeklog-reporting", "reviews.draft_review"))
    told = collector.bytes
    token = stack.token.split("_", 3)[3]
    for secret in (MARKER, PASSWORD, EMAIL, token, stack.env["WEEKLOG_SECRET_KEY"], stack.database_url):
        assert secret.encode() not in told, secret
    assert b"An Example" not in told
    assert not [span for _, span in collector.spans() if span.events]
