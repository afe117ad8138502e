"""Somebody deletes their account: nothing of theirs stays, and nothing of others goes."""

from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

import asyncpg
import pytest
from sqlalchemy import ARRAY, Text, Uuid
from sqlalchemy.dialects.postgresql import JSONB

from tests.integration.conftest import Gateway
from tests.support import servers
from tests.support.feedback import Scene, open_scene
from weeklog.db.schema import metadata
from weeklog.people.credentials import hash_password

PASSWORD = "a quiet lake in the hills"
# Ids alone, which name nobody once the person is gone.
KEPT = {("comments", "mentions"), ("absences", "created_by"), ("audit", "details")}


@pytest.fixture
async def scene(gateway: Gateway) -> AsyncIterator[Scene]:
    async with open_scene(gateway) as scene:
        yield scene


async def owner_of(database_url: str) -> Any:
    return await asyncpg.connect(servers.postgres().owner_url(database_url.rpartition("/")[2]))


async def give_password(database_url: str, person_id: UUID) -> None:
    owner = await owner_of(database_url)
    await owner.execute(
        "update people set password_hash = $2 where id = $1", person_id, hash_password(PASSWORD)
    )
    await owner.close()


async def places_of(database_url: str, *marks: object) -> set[tuple[str, str]]:
    """Every column that still holds one of the marks: an id, a name, an address."""
    owner = await owner_of(database_url)
    found: set[tuple[str, str]] = set()
    for table in metadata.tables.values():
        for column in table.c:
            if isinstance(column.type, Uuid | ARRAY | JSONB | Text):
                query = f'select exists (select from "{table.name}" where "{column.name}"::text like any($1))'
                if await owner.fetchval(query, [f"%{mark}%" for mark in marks]):
                    found.add((table.name, column.name))
    await owner.close()
    return found


async def test_nothing_of_them_stays(scene: Scene, database_url: str) -> None:
    an = scene.team.an
    entry = await scene.entry("Build the VPC", tags=["aws"])
    await scene.an.put("/v1/weeks/1/objectives", json={"items": [{"text": "Learn"}]})
    await scene.review(an)
    await scene.an.post("/v1/conversations", json={"title": "Mine"})
    await scene.an.post("/v1/artifacts", params={"name": "a.txt", "week": 1}, content=b"text")
    await scene.an.post("/v1/absences", json={"first_day": "2026-10-08", "reason": "leave"})
    await scene.an.post(
        "/v1/scheduled-questions", json={"text": "What is open?", "weekdays": [0], "at": "09:00"}
    )
    suggested = {"source": "agent", "items": [{"key": "1", "text": "Mine", "start_on": "2026-10-06"}]}
    assert (await scene.an.post("/v1/suggestions", json=suggested)).status_code == 200
    anchor = {"kind": "entry", "id": entry}
    await scene.comment(scene.chi, anchor)
    theirs = (await scene.binh.post("/v1/entries", json={"text": "Mine alone"})).json()["id"]
    await give_password(database_url, an)
    wrong = await scene.an.request("DELETE", "/v1/account", json={"password": "another quiet lake"})
    assert (wrong.status_code, wrong.json()["errors"][0]["field"]) == (422, "password")
    assert (await scene.an.get("/v1/me")).status_code == 200
    assert (await scene.an.request("DELETE", "/v1/account", json={"password": PASSWORD})).status_code == 204
    assert (await scene.an.get("/v1/me")).status_code == 401
    assert await places_of(database_url, an, "An Nguyen", "an@example.com") - KEPT == set()
    assert (await scene.binh.get(f"/v1/entries/{theirs}")).status_code == 200
    members = (await scene.dung.get("/v1/programme/members")).json()["items"]
    assert str(an) not in {one["person_id"] for one in members}


async def test_what_they_said_to_others_stays_without_their_name(scene: Scene, database_url: str) -> None:
    anchor = {"kind": "entry", "id": await scene.entry()}
    said = await scene.comment(scene.chi, anchor, "Which region?")
    await give_password(database_url, scene.team.chi)
    assert (await scene.chi.request("DELETE", "/v1/account", json={"password": PASSWORD})).status_code == 204
    kept = (await scene.an.get(f"/v1/comments/{said['id']}")).json()
    assert (kept["text"], kept["author"]) == ("Which region?", None)
    assert await places_of(database_url, scene.team.chi, "Chi Le", "chi@example.com") - KEPT == set()
    assert (await scene.dung.get("/v1/audit")).status_code == 200


async def test_the_only_lead_of_others_hands_over_first(scene: Scene, database_url: str) -> None:
    await give_password(database_url, scene.team.dung)
    refused = await scene.dung.request("DELETE", "/v1/account", json={"password": PASSWORD})
    assert refused.status_code == 409
    assert "hand over first" in refused.json()["detail"]
    handed = await scene.dung.post(
        "/v1/programme/hand-over", json={"to": str(scene.team.chi), "role": "member"}
    )
    assert handed.is_success, handed.text
    assert (await scene.dung.request("DELETE", "/v1/account", json={"password": PASSWORD})).status_code == 204
    assert (await scene.chi.get("/v1/programme")).json()["role"] == "lead"
    assert await places_of(database_url, scene.team.dung, "Dung Pham", "dung@example.com") - KEPT == set()


async def test_a_programme_of_ones_own_goes_too(scene: Scene, database_url: str) -> None:
    made = await scene.stranger.post(
        "/v1/programmes", json={"name": "Alone", "zone": "UTC", "starts_on": "2026-10-05", "weeks": 4}
    )
    assert made.is_success, made.text
    mine = UUID((await scene.stranger.get("/v1/programme")).json()["id"])
    me = UUID((await scene.stranger.get("/v1/me")).json()["person"]["id"])
    await give_password(database_url, me)
    done = await scene.stranger.request("DELETE", "/v1/account", json={"password": PASSWORD})
    assert done.status_code == 204, done.text
    assert await places_of(database_url, mine) == set()
