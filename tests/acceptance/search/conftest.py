"""The worklogs of five interns, logged over HTTP, indexed by the job that search runs by."""

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from ruamel.yaml import YAML

from tests.integration.conftest import Gateway, api_settings
from tests.support.indexing import index
from weeklog.calendar import numbered_weeks
from weeklog.db.base import APP_ROLE
from weeklog.db.engine import Database
from weeklog.ids import PersonId, new_id
from weeklog.people.tables import insert_person
from weeklog.programmes.tables import insert_member, insert_programme, insert_week
from weeklog.search import embeddings
from weeklog_api.app import create_app

HERE = Path(__file__).parent
FIRST = date(2026, 10, 5)
WORKLOG: dict[str, dict[str, str]] = YAML(typ="safe").load(HERE / "worklog.yaml")
QUERIES: dict[str, list[dict[str, Any]]] = YAML(typ="safe").load(HERE / "queries.yaml")


@dataclass
class Programme:
    gateway: Gateway
    lead: httpx.AsyncClient
    keys: dict[str, str]  # of the entries: what `worklog.yaml` calls them, by id


@pytest.fixture(params=["auto", "off"])
async def programme(
    request: pytest.FixtureRequest, database_url: str, redis_url: str, system: Database
) -> AsyncIterator[Programme]:
    """With search by meaning, and without."""
    settings = api_settings(database_url, redis_url, semantic=request.param)
    app = create_app(settings)
    async with app.router.lifespan_context(app):
        gateway = Gateway(app, system)
        lead, people, programme_id = await _people(system)
        keys: dict[str, str] = {}
        for name, person in people.items():
            async with await gateway.client_of(person) as client:
                keys |= await _log(client, WORKLOG[name])
        semantic = embeddings.switched_on(settings.semantic)
        database = Database(database_url, APP_ROLE, 2, "tests")
        await database.open()
        for person in people.values():
            await index(system, database, person, programme_id, semantic=semantic)
        await database.close()
        async with await gateway.client_of(lead) as client:
            yield Programme(gateway, client, keys)


async def _people(system: Database) -> tuple[PersonId, dict[str, PersonId], Any]:
    programme_id = new_id()
    await system.run(
        insert_programme,
        id=programme_id, name="Cloud", zone="Asia/Ho_Chi_Minh", starts_on=FIRST, review_weekday=4, review_at=time(17),
    )  # fmt: skip
    for week in numbered_weeks(FIRST, 12):
        await system.run(
            insert_week,
            programme_id=programme_id,
            number=week.number,
            first_day=week.first,
            last_day=week.last,
        )
    made: dict[str, PersonId] = {}
    for name in ("lead", *WORKLOG):
        made[name] = PersonId(new_id())
        await system.run(
            insert_person,
            id=made[name], email=f"{name}@example.com", name=name, password_hash=None, zone=None, language="en",
        )  # fmt: skip
        role = "lead" if name == "lead" else "member"
        await system.run(insert_member, programme_id=programme_id, person_id=made[name], role=role)
    return made.pop("lead"), made, programme_id


async def _log(client: httpx.AsyncClient, lines: dict[str, str]) -> dict[str, str]:
    items = [_entry(line, place) for place, line in enumerate(lines.values())]
    answer = await client.post("/v1/entries/bulk", json={"items": items})
    assert answer.status_code == 201, answer.text
    return {made["id"]: key for made, key in zip(answer.json()["items"], lines, strict=True)}


def _entry(line: str, place: int) -> dict[str, Any]:
    tags, resources = re.findall(r" ~([\w-]+)", line), re.findall(r" <([^>]+)>$", line)
    return {
        "text": re.sub(r" ~[\w-]+| <[^>]+>$", "", line),
        "start_on": (FIRST + timedelta(days=7 * (place // 5) + place % 5)).isoformat(),
        "tags": tags,
        "resources": [{"title": title} for title in resources],
    }
