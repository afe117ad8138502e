"""A real MCP client (fastmcp's) over streamable HTTP with a personal token."""

import asyncio
from typing import Any

import httpx
import pytest
from fastmcp import Client
from fastmcp.client.transports import StreamableHttpTransport
from fastmcp.exceptions import ToolError

from tests.support.stack import Stack

READING = {"list_work", "get_week", "search", "read_review"}
WRITING = {"log_work", "set_week", "draft_review"}


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
        ("log_work", {"text": "x", "day": "2030-01-01"}, "outside the programme"),
        ("log_work", {"text": "x", "day": "2026-10-15", "until": "2026-10-14"}, "before start_on"),
        ("log_work", {"text": " "}, "must not be empty"),
        ("log_work", {"text": "x", "day": "someday"}, "day"),
        ("get_week", {"number": 99}, "no such week"),
        ("list_work", {"cursor": "nonsense"}, "cursor"),
    ],
)
async def test_what_is_refused_is_told_in_words(
    offline: Stack, tool: str, arguments: dict[str, Any], said: str
) -> None:
    async with client_of(offline) as client:
        with pytest.raises(ToolError, match=said):
            await client.call_tool(tool, arguments)


def test_nobody_gets_in_without_a_token(offline: Stack) -> None:
    hello = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
    accept = {"Accept": "application/json, text/event-stream"}
    for headers in ({}, {"Authorization": "Bearer wl_pat_no"}, {"Cookie": "weeklog_session=x"}):
        answer = httpx.post(f"{offline.url}/mcp", json=hello, headers=accept | headers)
        assert answer.status_code == 401, headers
