"""What programs suggest is logged when its person accepts it, and not before."""

import asyncio
from typing import Any

import asyncpg
import httpx
import pytest

from tests.integration.conftest import Gateway
from tests.support import servers
from tests.support.team import told
from weeklog.db.engine import Database
from weeklog.ids import PersonId
from weeklog_scheduler.app import tidy

PATH = "/v1/suggestions"
TOPIC = "shop (main)"


def item(key: str, text: str, day: str = "2026-10-06", **more: Any) -> dict[str, Any]:
    return {"key": key, "text": text, "start_on": day, **more}


async def suggest(client: httpx.AsyncClient, *items: dict[str, Any], source: str = "git") -> dict[str, Any]:
    answer = await client.post(PATH, json={"source": source, "items": list(items)})
    assert answer.status_code == 200, answer.text
    return answer.json()


async def texts(client: httpx.AsyncClient, **filters: str) -> list[str]:
    answer = await client.get(PATH, params=filters)
    assert answer.status_code == 200, answer.text
    return [one["text"] for one in answer.json()["items"]]


async def logged(client: httpx.AsyncClient) -> list[dict[str, Any]]:
    return (await client.get("/v1/entries")).json()["items"]


async def decide(
    client: httpx.AsyncClient, one: dict[str, Any], how: str, edit: dict[str, Any] | None = None
) -> httpx.Response:
    return await client.post(f"{PATH}/{one['id']}/{how}", json=edit)


async def test_an_entry_is_logged_when_it_is_accepted_and_once(client: httpx.AsyncClient) -> None:
    made = await suggest(client, item("1", "Add a cart", url="https://example.com/1", hours=1.5))
    [one] = made["items"]
    assert await logged(client) == []
    for _ in range(2):
        accepted = (await decide(client, one, "accept")).json()
        [entry] = await logged(client)
        assert (accepted["state"], accepted["entry_id"]) == ("accepted", entry["id"])
        assert (entry["text"], entry["start_on"], entry["status"]) == ("Add a cart", "2026-10-06", "done")
        assert (entry["hours"], entry["resources"][0]["url"]) == (1.5, "https://example.com/1")
    assert await texts(client) == []
    assert await texts(client, state="accepted") == ["Add a cart"]
    assert (await decide(client, one, "dismiss")).status_code == 409


async def test_it_is_logged_as_edited_and_what_cannot_be_is_refused_and_stays_open(
    client: httpx.AsyncClient,
) -> None:
    [one] = (await suggest(client, item("1", "Add a cart", end_on="2026-10-07")))["items"]
    for edit, field in (
        ({"start_on": "2031-01-01"}, "start_on"),
        ({"end_on": "2026-10-05"}, "end_on"),
        ({"text": " "}, "text"),
        ({"nonsense": 1}, "nonsense"),
    ):
        refused = await decide(client, one, "accept", edit)
        assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, field), refused.text
    assert await logged(client) == []
    edit = {"text": "Added the cart", "start_on": "2026-10-08", "status": "doing", "tags": ["shop"]}
    assert (await decide(client, one, "accept", edit)).status_code == 200
    [entry] = await logged(client)
    assert (entry["text"], entry["start_on"], entry["end_on"], entry["status"], entry["tags"]) == (
        "Added the cart",
        "2026-10-08",
        "2026-10-09",
        "doing",
        ["shop"],
    )


@pytest.mark.parametrize("how", ["accept", "dismiss"])
async def test_what_was_decided_does_not_come_back(client: httpx.AsyncClient, how: str) -> None:
    items = [item("1", "Add a cart", topic=TOPIC), item("2", "Fix the total", topic=TOPIC)]
    [one] = (await suggest(client, *items))["items"]
    assert (await decide(client, one, how)).status_code == 200
    again = await suggest(client, *items, item("3", "Round it", topic=TOPIC), item("4", "Far", "2031-01-01"))
    assert (again["known"], again["outside"], again["left_out"]) == (2, 1, 0)
    assert await texts(client) == ["Round it"]


async def test_what_is_new_joins_the_open_suggestion_of_its_topic_and_day(client: httpx.AsyncClient) -> None:
    await suggest(client, item("1", "Add a cart", topic=TOPIC))
    await suggest(client, item("1", "Add a cart", topic=TOPIC), item("2", "Fix the total", topic=TOPIC))
    await suggest(client, item("3", "Tidy", "2026-10-07", topic=TOPIC))
    assert await texts(client) == ["Tidy", "shop (main):\n\n- Add a cart\n- Fix the total"]
    assert await texts(client, **{"from": "2026-10-07"}) == ["Tidy"]
    assert await texts(client, to="2026-10-05") == []


async def test_an_item_that_is_told_by_many_at_once_is_suggested_once(client: httpx.AsyncClient) -> None:
    items = [item(str(number), f"Commit {number}", topic=TOPIC) for number in range(5)]
    await asyncio.gather(*(suggest(client, *items) for _ in range(8)))
    [text] = await texts(client)
    assert text.count("Commit") == 5


async def test_pages_of_the_list_hold_each_once(client: httpx.AsyncClient) -> None:
    await suggest(client, *(item(str(number), f"Commit {number}") for number in range(7)))
    seen: list[str] = []
    cursor: str | None = None
    while True:
        query = {"limit": "3"} | ({"cursor": cursor} if cursor else {})
        page = (await client.get(PATH, params=query)).json()
        seen += [one["text"] for one in page["items"]]
        if (cursor := page["next_cursor"]) is None:
            break
    assert sorted(seen) == [f"Commit {number}" for number in range(7)]


async def test_there_is_room_for_so_many_and_what_is_left_out_comes_later(client: httpx.AsyncClient) -> None:
    many = [item(str(number), f"Commit {number}") for number in range(500)]
    await suggest(client, *many)
    late = item("late", "One more")
    assert (await suggest(client, late))["left_out"] == 1
    [one] = (await client.get(PATH, params={"limit": "1"})).json()["items"]
    await decide(client, one, "dismiss")
    assert [made["text"] for made in (await suggest(client, late))["items"]] == ["One more"]


async def test_what_nobody_decided_expires(
    client: httpx.AsyncClient, system: Database, an: PersonId, database_url: str
) -> None:
    made = (await suggest(client, *(item(str(n), f"Commit {n}") for n in range(3))))["items"]
    accepted = (await decide(client, made[0], "accept")).json()
    owner = await asyncpg.connect(servers.postgres().owner_url(database_url.rpartition("/")[2]))
    await owner.execute(
        "update suggestions set created_at = now() - interval '29 days' where id = any($1)",
        [one["id"] for one in made[:2]],
    )
    await owner.close()
    assert await texts(client) == ["Commit 2"]
    await tidy(system)
    rows = await system.all("select id::text from suggestions where person_id = $1", an)
    assert {row["id"] for row in rows} == {accepted["id"], made[2]["id"]}
    assert (await suggest(client, item("1", "Commit 1")))["known"] == 1


async def test_suggestions_are_told_to_open_pages(
    gateway: Gateway, client: httpx.AsyncClient, an: PersonId
) -> None:
    [one] = (await suggest(client, item("1", "Add a cart", "2026-10-13")))["items"]
    await decide(client, one, "dismiss")
    events = await told(gateway.app.state.parts.redis, an, "suggestions.changed", 2)
    assert events == [{"type": "suggestions.changed", "week": 2}] * 2


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"items": []}, "items"),
        ({"source": "github"}, "source"),
        ({"items": [item("", "x")]}, "items.0.key"),
        ({"items": [item("1", "x" * 5000)]}, "items.0.text"),
        ({"items": [item("1", "x", end_on="2026-10-05")]}, "items.0"),
        ({"items": [item("1", "x", url="javascript:1")]}, "items.0.url"),
    ],
)
async def test_what_is_wrong_is_named(client: httpx.AsyncClient, change: dict[str, Any], field: str) -> None:
    whole = {"source": "git", "items": [item("1", "x")]}
    refused = await client.post(PATH, json=whole | change)
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, field), refused.text
