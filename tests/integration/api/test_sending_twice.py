"""`Idempotency-Key`: what is sent twice with it is done once, whatever it makes."""

import asyncio
from typing import Any

import httpx
import pytest

from tests.integration.conftest import Gateway
from tests.support.team import make_team
from weeklog.db.engine import Database

KEY = {"Idempotency-Key": "one-key"}


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/v1/weeks/2/carry-over", {}),
        ("/v1/weeks/2/copy", {"from": 1}),
        ("/v1/weeks/2/objectives/carry", {}),
    ],
)
async def test_a_repeat_is_answered_as_the_first_time(
    client: httpx.AsyncClient, path: str, body: dict[str, Any]
) -> None:
    entry = {"text": "the lab", "start_on": "2026-10-06", "status": "doing"}
    assert (await client.post("/v1/entries", json=entry)).status_code == 201
    lines = {"items": [{"text": "Learn IAM"}]}
    assert (await client.put("/v1/weeks/1/objectives", json=lines)).status_code == 200
    first = await client.post(path, json=body, headers=KEY)
    again = await client.post(path, json=body, headers=KEY)
    assert len(first.json()["items"]) == 1
    assert (again.status_code, again.json()) == (200, first.json())
    assert again.headers["Idempotency-Replayed"] == "true"
    other = await client.post(path, json={**body, "dry_run": True}, headers=KEY)
    assert (other.status_code, other.json()["errors"][0]["field"]) == (422, "Idempotency-Key")


async def test_a_restored_entry_is_restored_once(client: httpx.AsyncClient) -> None:
    entry = (await client.post("/v1/entries", json={"text": "the lab"})).json()
    address = f"/v1/entries/{entry['id']}"
    await client.delete(address, headers={"If-Match": "*"})
    answers = await asyncio.gather(*(client.post(f"{address}/restore", headers=KEY) for _ in range(3)))
    assert {answer.status_code for answer in answers} == {200}
    assert {answer.headers["ETag"] for answer in answers} == {'"3"'}


async def test_what_holds_a_secret_is_made_once_and_its_secret_is_not_kept(
    gateway: Gateway, system: Database
) -> None:
    team = await make_team(system)
    async with await gateway.client_of(team.dung) as lead:
        for path, body, shown in (
            ("/v1/tokens", {"name": "laptop"}, "token"),
            ("/v1/programme/invitations", {}, "secret"),
            (f"/v1/programme/members/{team.an}/password-link", None, "secret"),
        ):
            key = {"Idempotency-Key": path}
            answers = await asyncio.gather(*(lead.post(path, json=body, headers=key) for _ in range(3)))
            assert sorted(answer.status_code for answer in answers) == [201, 409, 409], path
            (made,) = [answer.json() for answer in answers if answer.status_code == 201]
            refused = await lead.post(path, json=body, headers=key)
            assert "a secret that is shown only once" in refused.json()["detail"]
            async with gateway.app.state.parts.store.begin(team.dung) as work:
                kept = await work.value("select string_agg(response::text, '') from idempotency_keys")
            assert "null" in kept
            assert made[shown] not in kept
        assert len((await lead.get("/v1/programme/invitations")).json()["items"]) == 1
        assert [one["name"] for one in (await lead.get("/v1/tokens")).json()["items"]].count("laptop") == 1
