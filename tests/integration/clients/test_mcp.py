"""A real MCP client (fastmcp's) over streamable HTTP with a personal token."""

import asyncio
from importlib.metadata import version
from typing import Any

import httpx
import orjson
import pytest
from fastmcp import Client
from fastmcp.client.transports import StreamableHttpTransport
from fastmcp.exceptions import ToolError
from jsonschema import Draft202012Validator
from mcp.shared.exceptions import MCPError

from tests.support.stack import Stack

READING = {"list_work", "get_week", "search", "read_review"}
WRITING = {"log_work", "suggest_entry", "set_week", "draft_review", "edit_review"}
ACCEPT = {"Accept": "application/json, text/event-stream"}
PING = {"jsonrpc": "2.0", "id": 1, "method": "ping"}


def client_of(stack: Stack, token: str | None = None) -> Client[Any]:
    headers = {"Authorization": f"Bearer {token or stack.token}"}
    return Client(StreamableHttpTransport(f"{stack.url}/mcp", headers=headers))


def token_of(stack: Stack, *scopes: str) -> str:
    with stack.client() as http:
        made = http.post("/v1/tokens", json={"name": "editor", "scopes": list(scopes)}).raise_for_status()
    return made.json()["token"]


async def test_a_token_sees_the_tools_that_its_scopes_allow(offline: Stack) -> None:
    async with client_of(offline) as client:
        assert {tool.name for tool in await client.list_tools()} == READING | WRITING
    async with client_of(offline, token_of(offline, "read")) as client:
        assert {tool.name for tool in await client.list_tools()} == READING
        with pytest.raises(ToolError):
            await client.call_tool("log_work", {"text": "sneaked in"})
    with offline.client() as http:
        assert "sneaked in" not in http.get("/v1/entries").text


async def test_an_agent_logs_work_and_finds_it(offline: Stack) -> None:
    async with client_of(offline) as client:
        entry = {
            "text": "Fixed the **ingress**",
            "day": "2026-10-06",
            "tags": ["k8s"],
            "links": ["https://example.com/1"],
        }
        logged = (await client.call_tool("log_work", entry)).data
        assert (logged["week"], logged["status"], logged["tags"]) == (1, "done", ["k8s"])
        found = (await client.call_tool("list_work", {"tag": "k8s"})).data
        assert [one["id"] for one in found["items"]] == [logged["id"]]
        searched = (await client.call_tool("search", {"words": "ingress"})).data
        assert logged["id"] in [one["id"] for one in searched["items"]]
        week = (await client.call_tool("get_week", {})).data
        assert (week["number"], week["entries"][0]["text"]) == (2, "Built the VPC")


async def test_an_agent_suggests_an_entry_once_and_its_owner_accepts_it(offline: Stack) -> None:
    session = {"text": "Made the build **faster**", "day": "2026-10-06", "key": "session-7", "hours": 1.5}
    async with client_of(offline) as client:
        made = (await client.call_tool("suggest_entry", session)).data
        [suggested] = made["items"]
        assert (suggested["text"], suggested["source"]) == ("Made the build **faster**", "agent")
        assert (await client.call_tool("suggest_entry", session | {"text": "Again"})).data["known"] == 1
        with pytest.raises(ToolError, match=r"^day: .*outside the programme"):
            await client.call_tool("suggest_entry", {"text": "x", "day": "2030-01-01"})
    with offline.client() as http:
        assert "Made the build" not in http.get("/v1/entries").text
        http.post(f"/v1/suggestions/{suggested['id']}/accept").raise_for_status()
        assert "Made the build" in http.get("/v1/entries").text


async def test_an_agent_sets_what_a_week_is_for_and_what_stays_keeps_its_state(offline: Stack) -> None:
    async with client_of(offline) as client:
        first = (
            await client.call_tool("set_week", {"objectives_of_week": ["Ship", "Learn"], "week": 3})
        ).data
        with offline.client() as http:
            aim = first["objectives"][0]
            http.patch(f"/v1/objectives/{aim['id']}", json={"state": "met"}).raise_for_status()
        again = {"objectives_of_week": ["Write", "Ship"], "achievements": ["It runs"], "week": 3}
        after = (await client.call_tool("set_week", again)).data
    assert [(one["text"], one["state"]) for one in after["objectives"]] == [
        ("Write", "open"),
        ("Ship", "met"),
    ]
    assert after["objectives"][1]["id"] == aim["id"]
    assert [one["text"] for one in after["achievements"]] == ["It runs"]


async def test_an_agent_drafts_a_review_and_reads_it(offline: Stack) -> None:
    async with client_of(offline) as client:
        with pytest.raises(ToolError, match="no review yet"):
            await client.call_tool("read_review", {"week": 5})
        await client.call_tool("draft_review", {"week": 2})
        async with asyncio.timeout(30):
            while (review := (await client.call_tool("read_review", {"week": 2})).data)["state"] != "drafted":
                await asyncio.sleep(0.1)
    assert "Built the VPC" in review["markdown"]


@pytest.mark.parametrize(
    ("tool", "arguments", "said"),
    [
        ("log_work", {"text": "x", "day": "2030-01-01"}, "^day: .*outside the programme"),
        ("log_work", {"text": "x", "day": "2026-10-15", "until": "2026-10-14"}, "before start_on"),
        ("log_work", {"text": " "}, "^text: must not be empty"),
        ("log_work", {"text": "x", "day": "someday"}, "^day: must be a date such as 2026-10-05$"),
        ("log_work", {"text": "x", "links": ["javascript:x"]}, "^links.0.url: must be an address"),
        ("log_work", {"text": "x", "tags": "one"}, "^tags: must be a list$"),
        ("log_work", {"text": "x", "status": "??"}, "^status: input should be 'planned'"),
        ("log_work", {}, "^text: is missing: send it$"),
        ("log_work", {"text": "x", "mood": "good"}, "^mood: is not known here"),
        ("set_week", {"objectives_of_week": ["Ship", ""]}, "^objectives_of_week.1.text: must not be empty"),
        ("set_week", {"achievements": ["It runs"] * 500}, "^achievements: holds 500 values: send at most"),
        ("search", {"words": "x" * 300}, "^words: must have at most"),
        ("get_week", {"number": 99}, "no such week as 99: the programme has the weeks 1 to 12"),
        ("get_week", {"number": "two"}, "^number: must be a whole number$"),
        ("list_work", {"cursor": "nonsense"}, "^cursor: "),
        ("list_work", {"text": "a\0b"}, "^text: holds a NUL"),
    ],
)
async def test_what_is_refused_is_told_in_words_by_the_names_of_the_tool(
    offline: Stack, tool: str, arguments: dict[str, Any], said: str
) -> None:
    async with client_of(offline) as client:
        with pytest.raises(ToolError, match=said):
            await client.call_tool(tool, arguments)


async def test_what_a_caller_sent_wrongly_is_in_no_log(offline: Stack) -> None:
    async with client_of(offline) as client:
        for arguments in (
            {"objectives_of_week": ["unheard-of-secret" * 2000]},
            {"achievements": "unheard-of-secret"},
        ):
            with pytest.raises(ToolError):
                await client.call_tool("set_week", arguments)
    assert "unheard-of-secret" not in (offline.logs / "api.log").read_text()


async def test_tools_say_what_they_are(offline: Stack) -> None:
    async with client_of(offline) as client:
        tools = {tool.name: tool for tool in await client.list_tools()}
        assert (await client.list_resources(), await client.list_prompts()) == ([], [])
    for tool in tools.values():
        Draft202012Validator.check_schema(tool.input_schema)
        assert tool.description
        assert tool.annotations is not None
        assert tool.annotations.read_only_hint == (tool.name in READING)
    hints = tools["set_week"].annotations
    assert hints is not None
    assert hints.destructive_hint  # lines that are left out go


@pytest.mark.parametrize(
    ("headers", "said"),
    [
        ({}, "send a personal token"),
        ({"Cookie": "weeklog_session=x"}, "send a personal token"),
        ({"Authorization": "Basic eDp5"}, "send a personal token"),
        ({"Authorization": "Bearer wl_pat_no"}, "unknown, expired or deleted"),
    ],
)
@pytest.mark.parametrize("method", ["POST", "GET", "DELETE"])
def test_nobody_gets_in_without_a_token(
    offline: Stack, method: str, headers: dict[str, str], said: str
) -> None:
    answer = httpx.request(method, f"{offline.url}/mcp", json=PING, headers=ACCEPT | headers)
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"].startswith('Bearer realm="weeklog"')
    assert said in answer.json()["error"]["message"]


async def test_a_client_shows_what_is_wrong_with_a_token(offline: Stack) -> None:
    with pytest.raises(MCPError, match="unknown, expired or deleted"):
        async with client_of(offline, "wl_pat_no"):
            pass


def post(stack: Stack, content: bytes, **headers: str) -> httpx.Response:
    with stack.client() as http:
        json = {"Content-Type": "application/json"}
        return http.post("/mcp", content=content, headers=ACCEPT | json | headers)


@pytest.mark.parametrize(
    ("body", "status", "code", "said"),
    [
        (b"{", 400, -32700, "not JSON"),
        (b'{"jsonrpc": "2.0", "id": 1, "method": "\\ud800"}', 400, -32700, "not JSON"),
        (b"[" + orjson.dumps({"jsonrpc": "2.0", "id": 1, "method": "ping"}) + b"]", 400, -32600, "batches"),
        (b'{"id": 1}', 400, -32600, "JSON-RPC"),
        (b"5", 400, -32600, "JSON-RPC"),
        (b'{"jsonrpc": "2.0", "id": 1, "method": "nope"}', 200, -32601, "Method not found"),
    ],
)
def test_what_is_no_message_is_refused_in_one_sentence(
    offline: Stack, body: bytes, status: int, code: int, said: str
) -> None:
    answer = post(offline, body)
    assert answer.status_code == status
    error = answer.json()["error"]
    assert error["code"] == code
    assert said in error["message"]
    assert len(error["message"]) < 200


def test_a_message_says_that_it_is_json(offline: Stack) -> None:
    answer = post(offline, orjson.dumps(PING), **{"Content-Type": "text/plain"})
    assert answer.status_code == 415
    assert "application/json" in answer.json()["error"]["message"]


def test_a_message_that_is_too_large_is_refused(offline: Stack) -> None:
    answer = post(offline, b'"' + b"x" * 1024 * 1024 + b'"')
    assert answer.status_code == 413
    assert "too large" in answer.json()["error"]["message"]


def test_there_is_no_stream_and_no_session_to_end(offline: Stack) -> None:
    with offline.client() as http:
        for method in ("GET", "DELETE", "PUT"):
            answer = http.request(method, "/mcp", headers=ACCEPT)
            assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "https://elsewhere.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://[", "Host": "["}, 403),
        ({"Origin": "http://elsewhere.example", "Host": "elsewhere.example"}, 403),  # a name that was rebound
        (
            {
                "Origin": "https://weeklog.example",
                "Host": "weeklog.example",
                "X-Forwarded-For": "192.0.2.1",
            },
            200,
        ),
        ({"Origin": "http://127.0.0.1:8000", "Host": "127.0.0.1:8000"}, 200),
        ({"Origin": "vscode-file://vscode-app"}, 200),
        ({"Host": "weeklog.example"}, 200),
    ],
)
def test_a_page_of_another_site_is_refused(offline: Stack, headers: dict[str, str], status: int) -> None:
    assert post(offline, orjson.dumps(PING), **headers).status_code == status


@pytest.mark.parametrize("revision", ["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25"])
def test_older_clients_are_greeted_in_their_own_revision(offline: Stack, revision: str) -> None:
    asked = {
        "protocolVersion": revision,
        "capabilities": {},
        "clientInfo": {"name": "an editor", "version": "1"},
    }
    hello = {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": asked}
    greeted = post(offline, orjson.dumps(hello)).json()["result"]
    assert greeted["protocolVersion"] == revision
    assert greeted["serverInfo"] == {"name": "weeklog", "version": version("weeklog-api")}
    assert post(offline, orjson.dumps(PING), **{"MCP-Protocol-Version": revision}).json()["result"] == {}
