"""Absence over the API: who records it for whom, and what Postgres says of it."""

from collections.abc import AsyncIterator

import asyncpg
import pytest

from tests.integration.conftest import Gateway
from tests.support.feedback import Scene, open_scene

AWAY = {"first_day": "2026-10-12", "last_day": "2026-10-16", "reason": "sick"}


@pytest.fixture
async def scene(gateway: Gateway) -> AsyncIterator[Scene]:
    async with open_scene(gateway) as scene:
        yield scene


async def test_somebody_records_their_own_absence_and_the_lead_that_of_others(scene: Scene) -> None:
    own = await scene.an.post("/v1/absences", json=AWAY)
    assert (own.status_code, own.json()["part"], own.json()["created_by"]) == (201, "day", str(scene.team.an))
    of_an = {**AWAY, "person_id": str(scene.team.an)}
    assert (
        await scene.dung.post("/v1/absences", json=of_an | {"first_day": "2026-10-13"})
    ).status_code == 201
    for client, status in ((scene.chi, 403), (scene.binh, 404), (scene.stranger, 404)):
        assert (await client.post("/v1/absences", json=of_an)).status_code == status
        removed = await client.delete(f"/v1/absences/{own.json()['id']}")
        assert removed.status_code == (403 if client is scene.chi else 404)
    query = {"person": str(scene.team.an), "from": "2026-10-16"}
    seen = (await scene.chi.get("/v1/absences", params=query)).json()["items"]
    assert [one["first_day"] for one in seen] == ["2026-10-12", "2026-10-13"]
    assert (await scene.binh.get("/v1/absences", params=query)).status_code == 404
    assert (await scene.dung.delete(f"/v1/absences/{own.json()['id']}")).status_code == 204
    assert len((await scene.an.get("/v1/absences")).json()["items"]) == 1


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"last_day": "2026-10-11"}, "last_day"),
        ({"last_day": "2028-10-11"}, "last_day"),
        ({"first_day": "2027-10-12", "last_day": "2027-10-16"}, "is outside the programme"),
        ({"first_day": "2026-10-01", "last_day": "2026-10-04"}, "is outside the programme"),
        ({"reason": "bored"}, "reason"),
        ({"part": "night"}, "part"),
        ({"first_day": "soon"}, "first_day"),
    ],
)
async def test_what_is_wrong_is_named(scene: Scene, fields: dict[str, str], says: str) -> None:
    refused = await scene.an.post("/v1/absences", json=AWAY | fields)
    assert refused.status_code == 422
    assert says in refused.text


async def test_postgres_says_the_same_of_whoever_forgets_to_ask(scene: Scene) -> None:
    added = (await scene.an.post("/v1/absences", json=AWAY)).json()
    store = scene.gateway.app.state.parts.store
    for person in (scene.team.chi, scene.team.binh):
        async with store.begin(person) as work:
            await work.run("delete from absences where id = $1", added["id"])
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            async with store.begin(person) as work:
                await work.run(
                    "insert into absences (id, person_id, programme_id, first_day, last_day, reason, created_by) "
                    "values (gen_random_uuid(), $1, $2, '2026-10-12', '2026-10-12', 'sick', $3)",
                    scene.team.an, scene.team.programme_id, person,
                )  # fmt: skip
    assert len((await scene.an.get("/v1/absences")).json()["items"]) == 1


async def test_a_week_away_is_not_late(scene: Scene) -> None:
    await scene.an.post("/v1/absences", json=AWAY)
    scene.at("2026-10-26T09:00:00+00:00")
    told = (await scene.chi.get("/v1/programme/submissions", params={"to": "2026-10-20"})).json()["items"]
    an = next(one for one in told if one["person"]["id"] == str(scene.team.an))
    assert [(one["week"], one["away"], one["late"]) for one in an["weeks"]] == [
        (1, False, True),
        (2, True, False),
        (3, False, True),
    ]
