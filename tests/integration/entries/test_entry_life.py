"""An entry is edited, moved, deleted and restored; what it was stays known to its owner."""

from collections.abc import AsyncIterator
from typing import Any

import asyncpg
import httpx
import pytest

from tests.integration.conftest import Gateway
from tests.support import servers
from tests.support.people import RecordingPublisher, make_person
from weeklog.db.base import APP_ROLE
from weeklog.db.engine import Database
from weeklog.entries.history import empty_bin
from weeklog.ids import PersonId
from weeklog.programmes.tables import insert_member
from weeklog.unit_of_work import Store

ANY = {"If-Match": "*"}


@pytest.fixture
async def mentor(gateway: Gateway, an: PersonId) -> AsyncIterator[httpx.AsyncClient]:
    """Speaks for somebody who mentors `an`."""
    chi = await make_person(gateway.system, "chi@example.com")
    theirs = await gateway.system.one("select programme_id from members where person_id = $1", an)
    assert theirs
    await gateway.system.all("delete from members where person_id = $1", chi)
    await gateway.system.run(insert_member, programme_id=theirs["programme_id"], person_id=chi, role="mentor")
    await gateway.system.all(
        "insert into mentorships (programme_id, mentor_id, member_id) values ($1, $2, $3)",
        theirs["programme_id"],
        chi,
        an,
    )
    async with await gateway.client_of(chi) as client:
        yield client


async def log(
    client: httpx.AsyncClient, text: str | None = "Drew the routes", **fields: Any
) -> dict[str, Any]:
    answer = await client.post("/v1/entries", json={"text": text, **fields})
    assert answer.status_code == 201, answer.text
    return answer.json()


async def history(client: httpx.AsyncClient, entry_id: str) -> list[dict[str, Any]]:
    answer = await client.get(f"/v1/entries/{entry_id}/history")
    assert answer.status_code == 200, answer.text
    return answer.json()["items"]


async def texts(client: httpx.AsyncClient, week: int = 1) -> list[str]:
    return [entry["text"] for entry in (await client.get(f"/v1/weeks/{week}")).json()["entries"]]


async def test_every_change_is_told_with_what_it_changed(client: httpx.AsyncClient, an: PersonId) -> None:
    entry = await log(client)
    address = f"/v1/entries/{entry['id']}"
    await client.patch(address, json={"text": "Drew all routes", "tags": ["aws"]}, headers=ANY)
    await client.patch(address, json={"status": "doing"}, headers=ANY)
    told = await history(client, entry["id"])
    assert [(one["version"], one["change"], one["fields"]) for one in told] == [
        (3, "edited", {"status": {"before": "done", "after": "doing"}}),
        (2, "edited", {
            "text": {"before": "Drew the routes", "after": "Drew all routes"},
            "tags": {"before": [], "after": ["aws"]},
        }),
        (1, "logged", {}),
    ]  # fmt: skip
    assert {one["by"] for one in told} == {str(an)}


async def test_a_deleted_entry_comes_back_where_it_was_with_what_it_proved(client: httpx.AsyncClient) -> None:
    await log(client, "first")
    entry = await log(client, "second", tags=["aws"], status="doing")
    await log(client, "third")
    achieved = {"items": [{"text": "Routed", "evidence": [entry["id"]]}]}
    aimed = {"items": [{"text": "Route", "evidence": [entry["id"]]}]}
    await client.put("/v1/weeks/1/achievements", json=achieved)
    await client.put("/v1/weeks/1/objectives", json=aimed)
    assert (await client.delete(f"/v1/entries/{entry['id']}", headers=ANY)).status_code == 204
    assert await texts(client) == ["first", "third"]
    [deleted] = (await client.get("/v1/entries/deleted")).json()["items"]
    assert deleted["entry"] == entry
    week = (await client.get("/v1/weeks/1")).json()
    assert (week["achievements"][0]["evidence"], week["objectives"][0]["evidence"]) == ([], [])

    restored = await client.post(f"/v1/entries/{entry['id']}/restore")
    assert restored.status_code == 200
    assert restored.json() == entry | {"version": 3, "updated_at": restored.json()["updated_at"]}
    assert restored.headers["etag"] == '"3"'
    assert await texts(client) == ["first", "second", "third"]
    week = (await client.get("/v1/weeks/1")).json()
    assert week["achievements"][0]["evidence"] == week["objectives"][0]["evidence"] == [entry["id"]]
    assert (await client.get("/v1/entries/deleted")).json()["items"] == []
    assert (await client.post(f"/v1/entries/{entry['id']}/restore")).status_code == 404
    assert [(one["version"], one["change"]) for one in await history(client, entry["id"])] == [
        (3, "restored"), (2, "deleted"), (1, "logged"),
    ]  # fmt: skip


async def test_an_entry_can_be_deleted_and_restored_again_and_again(client: httpx.AsyncClient) -> None:
    entry = await log(client)
    for _ in range(3):
        await client.delete(f"/v1/entries/{entry['id']}", headers=ANY)
        assert (await client.post(f"/v1/entries/{entry['id']}/restore")).status_code == 200
    await client.patch(f"/v1/entries/{entry['id']}", json={"text": "Drew them"}, headers=ANY)
    assert [one["change"] for one in await history(client, entry["id"])] == [
        "edited", *["restored", "deleted"] * 3, "logged",
    ]  # fmt: skip


async def test_the_bin_is_emptied_after_thirty_days_and_the_text_is_gone(
    client: httpx.AsyncClient, system: Database, database_url: str
) -> None:
    old, young, back, kept = [await log(client, text) for text in ("old", "young", "back", "kept")]
    await client.patch(f"/v1/entries/{old['id']}", json={"text": "older"}, headers=ANY)
    for entry in (old, young, back):
        await client.delete(f"/v1/entries/{entry['id']}", headers=ANY)
    await client.post(f"/v1/entries/{back['id']}/restore")
    owner = await asyncpg.connect(servers.postgres().owner_url(database_url.rpartition("/")[2]))
    await owner.execute(
        "update entry_history set at = now() - interval '31 days' where entry_id = any($1)",
        [old["id"], back["id"]],
    )
    await owner.close()
    assert [one["entry"]["text"] for one in (await client.get("/v1/entries/deleted")).json()["items"]] == [
        "young"
    ]
    assert (await client.post(f"/v1/entries/{old['id']}/restore")).status_code == 404
    await system.run(empty_bin)
    assert (await client.get(f"/v1/entries/{old['id']}/history")).status_code == 404
    assert len(await history(client, young["id"])) == 2
    assert len(await history(client, back["id"])) == 3
    assert len(await history(client, kept["id"])) == 1


async def test_nobody_else_sees_the_history_or_the_bin(gateway: Gateway, client: httpx.AsyncClient) -> None:
    entry = await log(client)
    await client.delete(f"/v1/entries/{entry['id']}", headers=ANY)
    binh = await make_person(gateway.system, "binh@example.com")
    async with await gateway.client_of(binh) as stranger:
        assert (await stranger.get(f"/v1/entries/{entry['id']}/history")).status_code == 404
        assert (await stranger.post(f"/v1/entries/{entry['id']}/restore")).status_code == 404
        assert (await stranger.get("/v1/entries/deleted")).json()["items"] == []


async def test_an_entry_moves_freely_within_its_week(client: httpx.AsyncClient) -> None:
    first, second, third = [await log(client, text) for text in ("first", "second", "third")]
    tuesday = await log(client, "later", start_on="2026-10-07")

    async def move(entry: dict[str, Any], **body: Any) -> httpx.Response:
        return await client.post(f"/v1/entries/{entry['id']}/move", json=body)

    assert (await move(third, after=first["id"])).status_code == 200
    assert await texts(client) == ["first", "third", "second", "later"]
    assert (await move(second, after=None)).json()["position"] == 0
    assert await texts(client) == ["second", "first", "third", "later"]
    moved = (await move(first, after=None, start_on="2026-10-07")).json()
    assert (moved["start_on"], moved["end_on"], moved["version"]) == ("2026-10-07", "2026-10-07", 2)
    assert await texts(client) == ["second", "third", "first", "later"]
    away = (await move(tuesday, after=None, start_on="2026-10-13")).json()
    assert (away["week"], away["position"]) == (2, 0)
    assert (await texts(client), await texts(client, 2)) == (["second", "third", "first"], ["later"])
    stranger = await move(first, after=tuesday["id"])
    assert (stranger.status_code, stranger.json()["errors"][0]["field"]) == (422, "after")
    outside = await move(first, after=None, start_on="2025-10-13")
    assert (outside.status_code, outside.json()["errors"][0]["field"]) == (422, "start_on")
    assert [one["change"] for one in await history(client, first["id"])] == ["edited", "logged"]


async def test_a_move_is_done_once_and_not_over_a_change_that_was_not_seen(client: httpx.AsyncClient) -> None:
    first, second = [await log(client, text) for text in ("first", "second")]
    address, later = f"/v1/entries/{first['id']}/move", {"after": None, "start_on": "2026-10-07"}
    once = {"If-Match": '"1"', "Idempotency-Key": "moved-once"}
    moved = await client.post(address, json=later, headers=once)
    assert (moved.status_code, moved.json()["version"]) == (200, 2)
    await client.post(address, json={"after": second["id"], "start_on": second["start_on"]})
    again = await client.post(address, json=later, headers=once)
    assert (again.status_code, again.headers["idempotency-replayed"]) == (200, "true")
    assert await texts(client) == ["second", "first"]
    stale = await client.post(address, json=later, headers={"If-Match": '"2"'})
    assert stale.status_code == 412
    assert await texts(client) == ["second", "first"]


PAGE = """---
title: "Week 1"
---
### Tasks
| Day | Task | Start Date | Completion Date | Reference Material |
| --- | --- | --- | --- | --- |
| Mon | one | 2026-10-05 | 2026-10-05 | |
| Tue | two | 2026-10-06 | 2026-10-06 | |
| Wed | three | 2026-10-07 | 2026-10-07 | |
"""


async def import_page(client: httpx.AsyncClient, page: str) -> None:
    files = {"files": ("content/1.1-Week1/_index.md", page.encode())}
    answer = await client.post("/v1/pages/import", files=files)
    assert answer.json()["pages"][0]["outcome"] != "refused", answer.text


async def exported(client: httpx.AsyncClient) -> str:
    return (await client.get("/v1/weeks/1/page")).text


async def test_a_row_that_was_deleted_and_restored_exports_byte_for_byte(client: httpx.AsyncClient) -> None:
    await import_page(client, PAGE)
    two = (await client.get("/v1/weeks/1")).json()["entries"][1]
    await client.delete(f"/v1/entries/{two['id']}", headers=ANY)
    assert "two" not in await exported(client)
    await client.post(f"/v1/entries/{two['id']}/restore")
    assert await exported(client) == PAGE


async def test_a_row_that_an_import_removed_is_in_the_bin_and_comes_back_as_a_row_of_its_own(
    client: httpx.AsyncClient,
) -> None:
    await import_page(client, PAGE)
    two = (await client.get("/v1/weeks/1")).json()["entries"][1]
    without = "".join(line for line in PAGE.splitlines(keepends=True) if "two" not in line)
    await import_page(client, without.replace("three", "three and more"))
    assert await texts(client) == ["one", "three and more"]
    [deleted] = (await client.get("/v1/entries/deleted")).json()["items"]
    assert deleted["entry"]["id"] == two["id"]
    await client.post(f"/v1/entries/{two['id']}/restore")
    assert sorted(await texts(client)) == ["one", "three and more", "two"]
    page = await exported(client)
    assert (page.count("two"), page.count("three and more"), page.count("one")) == (1, 1, 1)


async def test_what_an_import_changed_is_told_as_such(client: httpx.AsyncClient) -> None:
    await import_page(client, PAGE)
    one = (await client.get("/v1/weeks/1")).json()["entries"][0]
    await import_page(client, PAGE.replace("| one |", "| one! |"))
    told = await history(client, one["id"])
    assert [(change["change"], change["fields"]) for change in told] == [
        ("imported", {"text": {"before": "one", "after": "one!"}}),
        ("imported", {}),
    ]


async def test_a_mentor_reads_the_entries_and_weeks_of_whom_they_mentor_and_changes_nothing(
    gateway: Gateway, client: httpx.AsyncClient, an: PersonId, mentor: httpx.AsyncClient
) -> None:
    entry = await log(client)
    address, theirs = f"/v1/entries/{entry['id']}", {"person": str(an)}
    assert (await mentor.get(address)).json() == entry
    assert (await mentor.get("/v1/entries", params=theirs)).json()["items"] == [entry]
    assert (await mentor.get("/v1/entries")).json()["items"] == []
    assert (await mentor.get("/v1/weeks/1", params=theirs)).json()["entries"] == [entry]
    assert (await mentor.get("/v1/weeks/1")).json()["entries"] == []
    assert (await mentor.get("/v1/weeks", params=theirs)).json()["items"][0]["entries"] == 1
    assert (await mentor.get("/v1/weeks")).json()["items"][0]["entries"] == 0
    refused = [
        await mentor.patch(address, json={"text": "no"}, headers=ANY),
        await mentor.delete(address, headers=ANY),
        await mentor.post(f"{address}/move", json={"after": None}),
        await mentor.post(f"{address}/restore"),
        await mentor.get(f"{address}/history"),
    ]
    assert [answer.status_code for answer in refused] == [404] * 5
    evidence = await mentor.put(
        "/v1/weeks/1/achievements", json={"items": [{"text": "mine", "evidence": [entry["id"]]}]}
    )
    assert evidence.json()["errors"][0]["field"] == "items.0.evidence"
    binh = await make_person(gateway.system, "binh@example.com")
    for path in ("/v1/entries", "/v1/weeks", "/v1/weeks/1"):
        assert (await mentor.get(path, params={"person": str(binh)})).status_code == 404
        assert (await client.get(path, params={"person": str(binh)})).status_code == 404


async def test_what_is_blocked_is_blocked_since_a_day(client: httpx.AsyncClient) -> None:
    entry = await log(client, quick="blocked: waits for the VPN 90m", text=None, start_on="2026-10-05")
    assert (entry["status"], entry["blocked_since"], entry["hours"]) == ("blocked", "2026-10-05", 1.5)
    address = f"/v1/entries/{entry['id']}"

    async def change(**fields: Any) -> tuple[Any, ...]:
        changed = (await client.patch(address, json=fields, headers=ANY)).json()
        return changed["status"], changed["blocked_since"], changed["hours"]

    assert await change(hours=None) == ("blocked", "2026-10-05", None)
    assert await change(status="doing", hours=2) == ("doing", None, 2)
    assert await change(status="blocked") == ("blocked", "2026-10-06", 2)  # today
    assert await change(blocked_since="2026-10-01") == (
        "blocked",
        "2026-10-05",
        2,
    )  # no earlier than it began
    found = (await client.get("/v1/entries", params={"open": "true"})).json()["items"]
    assert [one["id"] for one in found] == [entry["id"]]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"status": "blocked", "blocked_since": "2030-01-01"}, "blocked_since: must not be after today"),
        ({"hours": True}, "hours: must be a number of hours"),
    ],
)
async def test_what_has_no_sense_is_refused(
    client: httpx.AsyncClient, fields: dict[str, Any], said: str
) -> None:
    entry = await log(client, start_on="2026-10-05")
    new = {"text": "Waits", "start_on": "2026-10-05"} | fields
    for answer in (
        await client.post("/v1/entries", json=new),
        await client.post("/v1/entries/bulk", json={"items": [new]}),
        await client.patch(f"/v1/entries/{entry['id']}", json=fields, headers=ANY),
    ):
        assert answer.status_code == 422
        assert said in answer.json()["detail"]


async def test_a_blocked_entry_stays_blocked_where_it_goes_on(client: httpx.AsyncClient) -> None:
    await log(client, start_on="2026-10-06", status="blocked", hours=3)
    carried = (await client.post("/v1/weeks/2/carry-over", json={})).json()["items"]
    (copy,) = [one["entry"] for one in carried]
    assert (copy["status"], copy["hours"]) == ("blocked", None)
    assert copy["blocked_since"] == copy["start_on"]


async def test_entries_are_found_by_the_beginning_of_their_id(client: httpx.AsyncClient) -> None:
    entry = await log(client)
    await log(client)
    for beginning in (entry["id"], entry["id"][:35], entry["id"].replace("-", "").upper()[:31]):
        found = (await client.get("/v1/entries", params={"id": beginning})).json()["items"]
        assert [one["id"] for one in found] == [entry["id"]]
    assert (await client.get("/v1/entries", params={"id": "zz"})).status_code == 422
    assert (await client.get("/v1/entries", params={"id": "0000-"})).json()["items"] == []


async def test_an_entry_deleted_before_a_field_was_added_is_listed_and_restored(
    client: httpx.AsyncClient, database_url: str
) -> None:
    entry = (
        await client.post("/v1/entries", json={"text": "Old", "start_on": "2026-10-06", "hours": 2})
    ).json()
    assert (await client.delete(f"/v1/entries/{entry['id']}", headers=ANY)).status_code == 204
    owner = await asyncpg.connect(servers.postgres().owner_url(database_url.rpartition("/")[2]))
    try:
        added_later = ["hours", "blocked_since"]
        await owner.execute("update entry_history set row = row - $1::text[]", added_later)
    finally:
        await owner.close()
    [deleted] = (await client.get("/v1/entries/deleted")).json()["items"]
    assert (deleted["entry"]["text"], deleted["entry"]["hours"]) == ("Old", None)
    restored = await client.post(f"/v1/entries/{entry['id']}/restore")
    assert (restored.status_code, restored.json()["text"]) == (200, "Old")
    kept = (await client.patch(f"/v1/entries/{entry['id']}", json={"hours": 3}, headers=ANY)).json()
    assert kept["hours"] == 3
    [latest, *_] = (await client.get(f"/v1/entries/{entry['id']}/history")).json()["items"]
    assert latest["fields"]["hours"] == {"before": None, "after": 3}


async def test_the_length_of_a_week_is_told_to_its_owner_alone(
    client: httpx.AsyncClient, gateway: Gateway, database_url: str, an: PersonId
) -> None:
    entry = await log(client)
    stranger = await make_person(gateway.system, "stranger@example.com")
    programme = await gateway.system.value("select programme_id from members where person_id = $1", an)
    database = Database(database_url, APP_ROLE, 1, "tests")
    await database.open()
    try:
        told: dict[PersonId, int] = {}
        for asker in (an, stranger):
            async with Store(database, RecordingPublisher()).begin(asker) as work:
                ask = "select next_position($1, $2, $3)"
                told[asker] = await work.value(ask, an, programme, entry["week"])
    finally:
        await database.close()
    assert told == {an: 1, stranger: 0}
