"""One real gateway process: what only uvicorn and a socket can show."""

import json
import socket
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.support.stack import Stack, running_stack

SLOW = 60.0  # seconds: what is made at the first request takes long on a busy machine


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    root: Path = tmp_path_factory.mktemp("page")
    (root / "index.html").write_text("<!doctype html><title>weeklog</title>")
    (root / "app.js").write_text("1")
    with running_stack(
        processes=("api",), env={"WEEKLOG_WEB_ROOT": str(root)}, now="2026-10-06T10:00:00+07:00", watched=True
    ) as stack:
        yield stack


def test_the_page_is_served_under_a_strict_policy_and_the_api_under_a_stricter_one(stack: Stack) -> None:
    browser = {"Accept": "text/html"}
    page, deep = httpx.get(stack.url, headers=browser), httpx.get(f"{stack.url}/weeks/3", headers=browser)
    data = httpx.get(f"{stack.url}/v1/me")
    assert page.text == deep.text == "<!doctype html><title>weeklog</title>"
    assert "default-src 'self'" in page.headers["content-security-policy"]
    # Scripts of the page may connect to where it came from: `ws:` alone would let them tell anybody.
    assert "connect-src 'self';" in page.headers["content-security-policy"]
    assert "default-src 'none'" in data.headers["content-security-policy"]
    assert {page.headers["x-content-type-options"], data.headers["x-content-type-options"]} == {"nosniff"}
    assert (
        httpx.get(f"{stack.url}/v1/nothing", headers={"Accept": "application/json"}).json()["status"] == 404
    )


def test_a_body_without_a_length_is_cut_off_where_the_limit_is(stack: Stack) -> None:
    def endless() -> Iterator[bytes]:
        yield b'{"text": "'
        for _ in range(64):
            yield b"x" * 65_536

    with stack.client() as client:
        answer = client.post("/v1/entries", content=endless(), headers={"Content-Type": "application/json"})
    assert answer.status_code == 413
    assert answer.headers["content-type"] == "application/problem+json"


def test_the_log_holds_neither_queries_nor_texts_nor_secrets(stack: Stack) -> None:
    with stack.client() as client:
        client.post("/v1/entries", json={"text": "a private word: sesame"})
        client.get("/v1/entries", params={"q": "sesame"})
        client.post("/v1/sessions", json={"email": stack.email, "password": "sesame-password"})
    told = (stack.logs / "api.log").read_text()
    assert "sesame" not in told
    assert stack.token.split("_", 3)[3] not in told
    lines = [json.loads(line) for line in told.splitlines() if line.startswith("{")]
    answered = [line for line in lines if line["event"] == "answered"]
    assert ("POST", "/v1/entries", 201) in {
        (line["method"], line["route"], line["status"]) for line in answered
    }


def test_health_metrics_and_the_reference_need_no_sign_in_and_no_network(stack: Stack) -> None:
    assert httpx.get(f"{stack.url}/readyz").json() == {
        "status": "ready",
        "database": "ok",
        "streams": "ok",
        "queues": {"chat": "ok", "words": "ok", "reviews": "ok"},
    }
    assert "weeklog_http_requests_total" in httpx.get(f"{stack.url}/metrics").text
    reference = httpx.get(f"{stack.url}/docs", timeout=SLOW).text
    assert "/v1/entries" in reference
    assert "http://" not in reference.replace("http://,", "")
    assert "<script" not in reference


def test_a_request_that_is_no_http_does_not_hurt(stack: Stack) -> None:
    port = int(stack.url.rsplit(":", 1)[1])
    with socket.create_connection(("127.0.0.1", port), timeout=5) as raw:
        raw.sendall(b"\x00\x01 nonsense\r\n\r\n")
        raw.recv(100)
    assert httpx.get(f"{stack.url}/livez").status_code == 200


@pytest.mark.parametrize("asked", ["h2c", "TLS/1.3", "h2c, websocket"])
@pytest.mark.parametrize("method", ["POST /v1/entries", "POST /v1/entries/quick-preview"])
def test_an_upgrade_that_is_not_taken_loses_no_body(stack: Stack, method: str, asked: str) -> None:
    body = b'{"quick": "kept"}'
    head = [
        f"{method} HTTP/1.1",
        "Host: 127.0.0.1",
        f"Authorization: Bearer {stack.token}",
        "Connection: Upgrade, HTTP2-Settings",
        f"Upgrade: {asked}",
        "Content-Type: application/json",
        f"Content-Length: {len(body)}",
    ]
    port = int(stack.url.rsplit(":", 1)[1])
    with socket.create_connection(("127.0.0.1", port), timeout=30) as raw:
        raw.sendall("\r\n".join([*head, "", ""]).encode() + body)
        assert raw.recv(100).split(b" ")[1] in (b"200", b"201")


def test_what_is_streamed_may_not_be_changed_on_the_way(stack: Stack) -> None:
    with stack.client() as client:
        conversation = client.post("/v1/conversations", json={}).json()["id"]
        asked = client.post(f"/v1/conversations/{conversation}/messages", json={"text": "What?"}).json()
        with client.stream("GET", f"/v1/replies/{asked['reply']['id']}/events") as answer:
            assert "no-transform" in answer.headers["cache-control"]


def test_while_valkey_is_away_entries_are_kept_and_the_gateway_is_ready_and_says_it_is_degraded(
    stack: Stack,
) -> None:
    stack.valkey.stop()
    try:
        with stack.client() as client:
            assert client.post("/v1/entries", json={"text": "kept"}).status_code == 201
            ready = client.get("/readyz")
        assert ready.status_code == 200
        assert ready.json() | {"queues": {}} == {
            "status": "degraded",
            "database": "ok",
            "streams": "away",
            "queues": {},
        }
    finally:
        stack.valkey.start()


def test_it_ends_when_told_to(stack: Stack) -> None:
    process = stack.processes["api"]
    process.terminate(grace=10)
    assert not process.running
    stack.start("api")
