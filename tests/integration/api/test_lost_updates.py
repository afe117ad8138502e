"""Two who change the same: the second is told, when it says what it has seen."""

import asyncio
from typing import Any

import httpx
import pytest

from tests.integration.conftest import Gateway
from tests.support.team import make_team
from weeklog.db.engine import Database


def seen(version: str) -> dict[str, str]:
    return {"If-Match": f'"{version}"'}


async def week(client: httpx.AsyncClient) -> dict[str, Any]:
    return (await client.get("/v1/weeks/1")).json()


def lines(*texts: str) -> dict[str, Any]:
    return {"items": [{"text": text} for text in texts]}


@pytest.mark.parametrize("kind", ["objectives", "achievements"])
async def test_of_two_who_put_a_list_the_second_is_told(client: httpx.AsyncClient, kind: str) -> None:
    address = f"/v1/weeks/1/{kind}"
    before = seen((await week(client))[f"{kind}_version"])
    answers = await asyncio.gather(
        *(client.put(address, json=lines(f"line {one}"), headers=before) for one in range(4))
    )
    assert sorted(answer.status_code for answer in answers) == [200, 412, 412, 412]
    (won,) = [answer for answer in answers if answer.status_code == 200]
    lost = next(answer for answer in answers if answer.status_code == 412)
    assert lost.headers["ETag"] == won.headers["ETag"] == f'"{(await week(client))[f"{kind}_version"]}"'
    assert "read it again and send If-Match" in lost.json()["detail"]
    assert (await week(client))[kind] == won.json()["items"]
    # Who has seen it, and who does not ask, may go on.
    assert (
        await client.put(address, json=lines("a", "b"), headers={"If-Match": won.headers["ETag"]})
    ).is_success
    assert (await client.put(address, json=lines("a"))).is_success
    wrong = await client.put(address, json=lines("a"), headers={"If-Match": "3"})
    assert (wrong.status_code, wrong.json()["errors"][0]["field"]) == (422, "If-Match")


async def test_an_objective_is_changed_as_it_was_seen(client: httpx.AsyncClient) -> None:
    put = await client.put("/v1/weeks/1/objectives", json=lines("Learn IAM", "Learn VPC"))
    address = f"/v1/objectives/{put.json()['items'][0]['id']}"
    version = {"If-Match": put.headers["ETag"]}
    met = await client.patch(address, json={"state": "met"}, headers=version)
    missed = await client.patch(address, json={"state": "missed"}, headers=version)
    assert (met.status_code, missed.status_code) == (200, 412)
    assert met.headers["ETag"] == missed.headers["ETag"] == f'"{(await week(client))["objectives_version"]}"'
    again = await client.patch(address, json={"state": "missed"}, headers={"If-Match": met.headers["ETag"]})
    assert again.json()["state"] == "missed"


async def test_a_programme_is_changed_as_it_was_seen(gateway: Gateway, system: Database) -> None:
    team = await make_team(system)
    async with await gateway.client_of(team.dung) as lead:
        version = {"If-Match": (await lead.get("/v1/programme")).headers["ETag"]}
        first = await lead.patch("/v1/programme", json={"name": "One"}, headers=version)
        second = await lead.patch("/v1/programme", json={"name": "Two"}, headers=version)
        assert (first.status_code, second.status_code) == (200, 412)
        assert second.headers["ETag"] == first.headers["ETag"]
        assert (await lead.get("/v1/programme")).json()["name"] == "One"
        third = await lead.patch(
            "/v1/programme", json={"name": "Two"}, headers={"If-Match": first.headers["ETag"]}
        )
        assert third.json()["name"] == "Two"
