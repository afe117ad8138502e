"""What one person may hold, counted by all gateways together."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import timedelta

import httpx
import pytest

from tests.integration.conftest import Gateway
from tests.integration.sites.test_pages import ROWS, WEEK_1, page
from tests.support.people import RecordingPublisher, make_person
from weeklog.db.engine import Database
from weeklog.ids import PersonId, new_id
from weeklog.quotas.rules import LEASE
from weeklog.quotas.tables import begin_import
from weeklog.unit_of_work import Store
from weeklog_api.app import create_app
from weeklog_api.settings import ApiSettings

KIB = 1024
TOGETHER = 2  # imports of one person in these tests


@pytest.fixture
def settings(settings: ApiSettings) -> ApiSettings:
    return settings.model_copy(update={"storage_mb": 1, "imports_per_person": TOGETHER})


@asynccontextmanager
async def another_gateway(settings: ApiSettings, system: Database) -> AsyncGenerator[Gateway]:
    """On the same database, which is all that two processes share."""
    app = create_app(settings)
    async with app.router.lifespan_context(app):
        yield Gateway(app, system)


async def send(client: httpx.AsyncClient) -> httpx.Response:
    return await client.post("/v1/pages/import", files={"files": (WEEK_1, page(ROWS))})


async def store(client: httpx.AsyncClient, name: str, size: int) -> httpx.Response:
    body = (name * size)[:size].encode()
    return await client.post(
        "/v1/artifacts", params={"name": f"{name}.txt"}, content=body, headers={"Content-Type": "text/plain"}
    )


async def held(client: httpx.AsyncClient) -> dict[str, int]:
    return (await client.get("/v1/account/quotas")).json()


async def test_a_flood_of_one_person_over_two_gateways_is_refused_and_others_get_in(
    gateway: Gateway, settings: ApiSettings, an: PersonId, client: httpx.AsyncClient, system: Database
) -> None:
    binh = await make_person(system, "binh@example.com")
    async with (
        another_gateway(settings, system) as second,
        await second.client_of(an) as elsewhere,
        await gateway.client_of(binh) as other,
    ):
        flood = [send(one) for _ in range(6) for one in (client, elsewhere)]
        *answers, theirs = await asyncio.gather(*flood, send(other))
    refused = [one for one in answers if one.status_code == 429]
    assert theirs.status_code == 200, theirs.text
    assert {one.status_code for one in answers} == {200, 429}
    assert refused[0].headers["retry-after"] == "2"
    assert f"{TOGETHER} imports of yours are running" in refused[0].json()["detail"]
    assert "as one import" in refused[0].json()["detail"]
    assert (await send(client)).status_code == 200  # their turns were given back
    assert (await held(client))["imports_running"] == 0


async def test_an_import_that_runs_elsewhere_counts_until_its_gateway_is_given_up(
    client: httpx.AsyncClient, an: PersonId, app_database: Database
) -> None:
    store = Store(app_database, RecordingPublisher())

    async def begin(lease: timedelta = LEASE) -> None:
        async with store.begin(an) as work:
            await work.run(begin_import, id=new_id(), person_id=an, lease=lease)

    await begin(-LEASE)
    await begin()
    assert (await held(client))["imports_running"] == 1
    assert (await send(client)).status_code == 200
    await begin()
    assert (await send(client)).status_code == 429
    archive = (await client.get("/v1/account/export")).content
    assert (await client.post("/v1/account/import", content=archive)).status_code == 429


async def test_files_beyond_what_one_person_may_store_are_refused_with_the_figures(
    gateway: Gateway, client: httpx.AsyncClient, system: Database
) -> None:
    first = await store(client, "a", 600 * KIB)
    assert first.status_code == 201, first.text
    refused = await store(client, "b", 600 * KIB)
    assert refused.status_code == 413
    (fault,) = refused.json()["errors"]
    assert fault["field"] == "body"
    assert "1.2 MiB" in fault["message"]
    assert "1.0 MiB is the most" in fault["message"]
    assert "WEEKLOG_STORAGE_MB" in fault["message"]
    assert await held(client) == {
        "storage_bytes": 600 * KIB, "storage_bytes_limit": KIB * KIB,
        "imports_running": 0, "imports_running_limit": TOGETHER,
    }  # fmt: skip
    assert (await store(client, "a", 600 * KIB)).status_code == 200  # it is there already
    async with await gateway.client_of(await make_person(system, "binh@example.com")) as other:
        assert (await store(other, "b", 600 * KIB)).status_code == 201
    address, version = first.headers["location"], first.headers["etag"]
    revised = await client.post(
        f"{address}/revisions", content=b"b" * 600 * KIB, headers={"Content-Type": "text/plain"}
    )
    assert revised.status_code == 413  # the revision before stays
    assert (await client.delete(address, headers={"If-Match": version})).status_code == 204
    assert (await store(client, "b", 600 * KIB)).status_code == 201


async def test_of_uploads_at_one_moment_only_what_fits_is_kept(client: httpx.AsyncClient) -> None:
    answers = await asyncio.gather(*(store(client, name, 300 * KIB) for name in "abcdef"))
    assert sorted(one.status_code for one in answers) == [201, 201, 201, 413, 413, 413]
    assert (await held(client))["storage_bytes"] == 900 * KIB


async def test_an_archive_with_more_files_than_fit_comes_in_not_at_all(
    gateway: Gateway, client: httpx.AsyncClient, an: PersonId, system: Database
) -> None:
    await store(client, "a", 600 * KIB)
    archive = (await client.get("/v1/account/export")).content
    async with await gateway.client_of(await make_person(system, "binh@example.com")) as other:
        assert (await store(other, "b", 600 * KIB)).status_code == 201
        refused = await other.post("/v1/account/import", content=archive)
        assert refused.status_code == 413, refused.text
        assert (await held(other))["storage_bytes"] == 600 * KIB
