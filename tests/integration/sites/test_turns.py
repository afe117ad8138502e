"""Imports of one person that come at the same moment."""

import asyncio

import httpx

from tests.integration.conftest import Gateway
from tests.integration.sites.test_pages import ROWS, WEEK_1, page
from tests.support.people import make_person
from weeklog.db.engine import Database
from weeklog_api.sites.turns import MOST_OF_ONE


async def send(client: httpx.AsyncClient) -> httpx.Response:
    return await client.post("/v1/pages/import", files={"files": (WEEK_1, page(ROWS))})


async def test_a_flood_of_one_person_is_refused_with_the_remedy_and_others_get_in(
    gateway: Gateway, client: httpx.AsyncClient, system: Database
) -> None:
    async with await gateway.client_of(await make_person(system, "binh@example.com")) as other:
        flood = [send(client) for _ in range(12)]
        *answers, theirs = await asyncio.gather(*flood, send(other))
    refused = [one for one in answers if one.status_code == 429]
    assert theirs.status_code == 200, theirs.text
    assert {one.status_code for one in answers} <= {200, 429}
    assert len(answers) - len(refused) >= MOST_OF_ONE
    assert refused
    assert refused[0].headers["retry-after"] == "2"
    assert "as one import" in refused[0].json()["detail"]
    assert (await send(client)).status_code == 200  # their turns were given back
