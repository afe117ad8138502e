"""Limits of requests, and pages of other sites, as a client meets them."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import httpx2
import pytest
from fastmcp import Client
from fastmcp.client.transports import StreamableHttpTransport
from mcp.shared.exceptions import MCPError

from tests.integration.conftest import Gateway, api_settings
from tests.support.people import make_person
from weeklog.db.engine import Database
from weeklog_api.app import create_app

OTHER = "https://tools.example.org"


@pytest.fixture
async def client(
    database_url: str, redis_url: str, system: Database, tmp_path: Path
) -> AsyncIterator[httpx.AsyncClient]:
    settings = api_settings(
        database_url, redis_url, artifacts_dir=tmp_path, requests_per_token=3, cors_origins=OTHER
    )
    app = create_app(settings)
    person = await make_person(system)
    async with app.router.lifespan_context(app), await Gateway(app, system).client_of(person) as client:
        yield client


async def test_beyond_the_limit_the_answer_is_429_and_says_when_to_come_back(
    client: httpx.AsyncClient,
) -> None:
    answers = [await client.get("/v1/me") for _ in range(4)]
    assert [one.status_code for one in answers] == [200, 200, 200, 429]
    assert answers[0].headers["ratelimit-policy"] == '"token";q=3;w=60'
    assert answers[0].headers["ratelimit"].startswith('"token";r=2;')
    refused = answers[-1]
    assert 0 < int(refused.headers["retry-after"]) <= 20
    assert refused.headers["ratelimit"].startswith('"token";r=0;')
    assert refused.json()["type"] == "/problems/too-many"
    openai = await client.get("/v1/models")
    assert (openai.status_code, openai.json()["error"]["code"] is not None) == (429, True)
    assert (await client.get("/livez")).status_code == 200


async def test_an_agent_is_held_to_the_same_limits_and_told_so_in_its_own_form(
    client: httpx.AsyncClient,
) -> None:
    """One bucket: what was asked over REST is gone from what may be asked over MCP."""
    ping = {"jsonrpc": "2.0", "id": 1, "method": "ping"}
    assert (await client.get("/v1/me")).status_code == 200
    answers = [await client.post("/mcp", json=ping) for _ in range(3)]
    assert [one.status_code for one in answers] == [200, 200, 429]
    assert answers[0].json() == {"jsonrpc": "2.0", "id": 1, "result": {}}
    assert answers[0].headers["ratelimit"].startswith('"token";r=1;')
    refused = answers[-1]
    wait = int(refused.headers["retry-after"])
    assert 0 < wait <= 20
    assert refused.headers["ratelimit"].startswith('"token";r=0;')
    error = refused.json()["error"]
    assert (error["code"], error["data"]) == (-32002, {"retry_after": wait})
    assert "wait a moment" in error["message"]


async def test_a_client_of_mcp_shows_why_it_has_to_wait(
    system: Database, database_url: str, redis_url: str, tmp_path: Path
) -> None:
    settings = api_settings(database_url, redis_url, artifacts_dir=tmp_path, requests_per_token=4)
    app = create_app(settings)
    person = await make_person(system)
    async with app.router.lifespan_context(app), await Gateway(app, system).client_of(person) as client:
        token = client.headers["Authorization"]

        def of_app(headers: dict[str, str] | None = None, **_: Any) -> httpx2.AsyncClient:
            told = {**(headers or {}), "Authorization": token}
            return httpx2.AsyncClient(transport=httpx2.ASGITransport(app), headers=told)

        made: Any = of_app  # the factory's own type names two more, which it does not need
        agent = Client(StreamableHttpTransport("http://gateway.test/mcp", httpx_client_factory=made))
        with pytest.raises(MCPError, match="wait a moment") as caught:
            await _ask_often(agent)
        assert caught.value.error.data["retry_after"] > 0


async def _ask_often(agent: Client[Any]) -> None:
    async with agent:
        for _ in range(5):
            await agent.list_tools()


async def test_pages_of_named_origins_may_use_a_token_and_no_cookie(client: httpx.AsyncClient) -> None:
    asked = {
        "Access-Control-Request-Method": "PATCH",
        "Access-Control-Request-Headers": "authorization,if-match",
    }
    allowed = await client.options("/v1/me", headers=asked | {"Origin": OTHER})
    assert allowed.headers["access-control-allow-origin"] == OTHER
    assert "access-control-allow-credentials" not in allowed.headers
    refused = await client.options("/v1/me", headers=asked | {"Origin": "https://evil.example"})
    assert "access-control-allow-origin" not in refused.headers
    answer = await client.get("/v1/me", headers={"Origin": OTHER})
    assert answer.headers["access-control-allow-origin"] == OTHER
    assert "ratelimit" in answer.headers["access-control-expose-headers"].lower()
