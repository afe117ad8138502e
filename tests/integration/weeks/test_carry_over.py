"""What is unfinished goes on, linked and counted; a week is the pattern of another."""

import asyncio
from typing import Any

import httpx

ANY = {"If-Match": "*"}


async def log(
    client: httpx.AsyncClient, text: str, on: str, status: str = "doing", **more: Any
) -> dict[str, Any]:
    fields = {"text": text, "start_on": on, "status": status, **more}
    answer = await client.post("/v1/entries", json=fields)
    assert answer.status_code == 201, answer.text
    return answer.json()


async def carry(client: httpx.AsyncClient, week: int, **wanted: Any) -> dict[str, Any]:
    answer = await client.post(f"/v1/weeks/{week}/carry-over", json=wanted)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def texts(client: httpx.AsyncClient, **filters: Any) -> list[str]:
    items = (await client.get("/v1/entries", params=filters)).json()["items"]
    return sorted(entry["text"] for entry in items)


async def read(client: httpx.AsyncClient, entry: dict[str, Any]) -> dict[str, Any]:
    return (await client.get(f"/v1/entries/{entry['id']}")).json()


async def test_unfinished_entries_go_on_from_the_last_week_that_was_logged(client: httpx.AsyncClient) -> None:
    await log(client, "long ago", "2026-10-06")
    doing = await log(client, "doing", "2026-10-13", tags=["aws"], day="Tue", end_on="2026-10-14")
    await log(client, "planned", "2026-10-14", "planned")
    await log(client, "done", "2026-10-14", "done")
    await log(client, "dropped", "2026-10-14", "dropped")
    told = await carry(client, 4)
    assert (told["from_week"], told["day"]) == (2, "2026-10-26")
    [first, second] = told["items"]
    assert (first["entry"]["text"], second["entry"]["text"]) == ("doing", "planned")
    copy = first["entry"]
    assert {name: copy[name] for name in ("week", "start_on", "end_on", "status", "tags", "day", "weeks_open")} == {
        "week": 4, "start_on": "2026-10-26", "end_on": "2026-10-26", "status": "doing", "tags": ["aws"], "day": "",
        "weeks_open": 2,
    }  # fmt: skip
    assert (copy["carried_from"], copy["carried_to"]) == (doing["id"], None)
    source = await read(client, doing)
    assert source == first["source"]
    assert (source["carried_to"], source["status"], source["version"]) == (copy["id"], "doing", 2)
    assert await texts(client, open=True) == ["doing", "long ago", "planned"]


async def test_what_stands_in_its_third_week_says_so(client: httpx.AsyncClient) -> None:
    await log(client, "the lab", "2026-10-06")
    await carry(client, 2)
    [third] = (await carry(client, 3))["items"]
    assert third["entry"]["weeks_open"] == 3
    assert [
        entry["id"] for entry in (await client.get("/v1/entries", params={"open": True})).json()["items"]
    ] == [third["entry"]["id"]]


async def test_what_has_been_carried_is_not_carried_twice(client: httpx.AsyncClient) -> None:
    entry = await log(client, "the lab", "2026-10-06")
    answers = await asyncio.gather(*(carry(client, 2) for _ in range(5)))
    assert sorted(len(answer["items"]) for answer in answers) == [0, 0, 0, 0, 1]
    assert (await carry(client, 2, entries=[entry["id"]]))["items"] == []
    assert await texts(client, week=2) == ["the lab"]


async def test_a_dry_run_shows_what_would_be_and_does_nothing(client: httpx.AsyncClient) -> None:
    entry = await log(client, "the lab", "2026-10-06")
    told = await carry(client, 2, dry_run=True)
    assert (told["dry_run"], told["items"][0]["entry"]["weeks_open"]) == (True, 2)
    assert await read(client, entry) == entry
    assert await texts(client, week=2) == []
    assert len((await carry(client, 2))["items"]) == 1


async def test_the_copy_that_is_deleted_opens_its_source_again(client: httpx.AsyncClient) -> None:
    entry = await log(client, "the lab", "2026-10-06")
    copy = (await carry(client, 2))["items"][0]["entry"]
    await client.delete(f"/v1/entries/{copy['id']}", headers=ANY)
    source = await read(client, entry)
    assert (source["carried_to"], source["version"]) == (None, 3)
    restored = await client.post(f"/v1/entries/{copy['id']}/restore")
    assert (restored.json()["carried_from"], (await read(client, entry))["carried_to"]) == (
        entry["id"],
        copy["id"],
    )
    told = (await client.get(f"/v1/entries/{entry['id']}/history")).json()["items"]
    assert [one["change"] for one in told] == ["carried", "carried", "carried", "logged"]
    assert told[-2]["fields"] == {"carried_to": {"before": None, "after": copy["id"]}}


async def delete(client: httpx.AsyncClient, entry: dict[str, Any]) -> None:
    assert (await client.delete(f"/v1/entries/{entry['id']}", headers=ANY)).status_code == 204


async def restore(client: httpx.AsyncClient, entry: dict[str, Any]) -> httpx.Response:
    return await client.post(f"/v1/entries/{entry['id']}/restore")


async def test_work_that_was_carried_on_again_is_not_restored_a_second_time(
    client: httpx.AsyncClient,
) -> None:
    entry = await log(client, "the lab", "2026-10-06")
    first = (await carry(client, 2))["items"][0]["entry"]
    await delete(client, first)
    second = (await carry(client, 2))["items"][0]["entry"]
    refused = await restore(client, first)
    assert refused.status_code == 409
    assert f"entry {second['id']} of week 2 goes on with the same work" in refused.json()["detail"]
    assert await texts(client, open=True) == ["the lab"]
    await delete(client, second)
    assert (await restore(client, first)).status_code == 200
    assert (await read(client, entry))["carried_to"] == first["id"]
    assert (await restore(client, second)).status_code == 409


async def test_of_two_that_go_on_with_one_only_one_comes_back(client: httpx.AsyncClient) -> None:
    entry = await log(client, "the lab", "2026-10-06")
    copies: list[dict[str, Any]] = []
    for _ in range(3):
        copies.append((await carry(client, 2))["items"][0]["entry"])
        await delete(client, copies[-1])
    # Carried on once more at the same time, too.
    *answers, carried = await asyncio.gather(*(restore(client, copy) for copy in copies), carry(client, 2))
    back = [one.json()["id"] for one in answers if one.status_code == 200]
    assert len(back) + len(carried["items"]) == 1
    assert {one.status_code for one in answers} <= {200, 409}
    assert await texts(client, open=True) == ["the lab"]
    assert (await read(client, entry))["carried_to"] is not None


async def test_a_source_that_comes_back_after_its_continuation_is_not_open_beside_it(
    client: httpx.AsyncClient,
) -> None:
    entry = await log(client, "the lab", "2026-10-06")
    copy = (await carry(client, 2))["items"][0]["entry"]
    await delete(client, copy)
    await delete(client, entry)
    assert (await restore(client, copy)).status_code == 200
    assert (await restore(client, entry)).json()["carried_to"] == copy["id"]
    assert [one["id"] for one in (await client.get("/v1/entries?open=true")).json()["items"]] == [copy["id"]]


async def test_within_a_week_it_goes_on_from_the_last_day_that_was_logged(client: httpx.AsyncClient) -> None:
    await log(client, "Monday's", "2026-10-05")
    await log(client, "Tuesday's", "2026-10-06")
    told = await carry(client, 1, to_day="2026-10-09")
    assert (told["from_day"], told["day"]) == ("2026-10-06", "2026-10-09")
    [one] = told["items"]
    assert (one["entry"]["text"], one["entry"]["start_on"], one["entry"]["weeks_open"]) == (
        "Tuesday's", "2026-10-09", 1,
    )  # fmt: skip
    wrong = await client.post("/v1/weeks/1/carry-over", json={"to_day": "2026-10-20"})
    assert (wrong.status_code, wrong.json()["errors"][0]["field"]) == (422, "to_day")


async def test_entries_that_are_named_may_be_of_any_week_before(client: httpx.AsyncClient) -> None:
    old = await log(client, "long ago", "2026-10-06")
    await log(client, "last week", "2026-10-13")
    done = await log(client, "done", "2026-10-06", "done")
    here = await log(client, "here", "2026-10-20")
    told = await carry(client, 3, entries=[old["id"]])
    assert [one["entry"]["text"] for one in told["items"]] == ["long ago"]
    wrong = await client.post("/v1/weeks/3/carry-over", json={"entries": [old["id"], done["id"], here["id"]]})
    assert [fault["field"] for fault in wrong.json()["errors"]] == ["entries.1", "entries.2"]


async def test_what_is_older_than_the_last_logged_week_is_told_and_goes_on_when_asked_for(
    client: httpx.AsyncClient,
) -> None:
    await log(client, "long ago", "2026-10-06")
    await log(client, "too", "2026-10-07", "planned")
    await log(client, "later", "2026-10-13")
    await log(client, "finished", "2026-10-20", "done")
    told = await carry(client, 4)
    assert (told["from_week"], told["items"]) == (3, [])
    assert told["still_open"] == [{"week": 1, "entries": 2}, {"week": 2, "entries": 1}]
    told = await carry(client, 4, all=True, dry_run=True)
    assert (len(told["items"]), told["still_open"], told["from_week"]) == (3, [], None)
    told = await carry(client, 4, from_week=1)
    assert [one["entry"]["text"] for one in told["items"]] == ["long ago", "too"]
    assert (told["from_week"], told["still_open"]) == (1, [{"week": 2, "entries": 1}])
    told = await carry(client, 4, all=True)
    assert [one["entry"]["text"] for one in told["items"]] == ["later"]
    assert told["still_open"] == []


async def test_within_a_week_what_is_of_days_before_is_told(client: httpx.AsyncClient) -> None:
    await log(client, "Monday's", "2026-10-05")
    await log(client, "Tuesday's", "2026-10-06")
    told = await carry(client, 1, to_day="2026-10-09")
    assert (len(told["items"]), told["still_open"]) == (1, [{"week": 1, "entries": 1}])


async def test_what_to_carry_is_named_once_and_lies_before(client: httpx.AsyncClient) -> None:
    for wrong, field in (
        ({"from_week": 3}, "from_week"),
        ({"from_week": 1, "all": True}, ""),
        ({"to_day": "2026-10-20", "all": True}, ""),
    ):
        refused = await client.post("/v1/weeks/3/carry-over", json=wrong)
        assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, field), wrong
    assert (await client.post("/v1/weeks/3/carry-over", json={"from_week": 0})).status_code == 404


async def test_nothing_goes_on_where_nothing_was_logged(client: httpx.AsyncClient) -> None:
    told = await carry(client, 3)
    assert (told["from_week"], told["items"]) == (None, [])
    assert (await client.post("/v1/weeks/99/carry-over", json={})).status_code == 404


async def test_a_week_is_copied_as_planned_and_only_once(client: httpx.AsyncClient) -> None:
    await log(client, "stand-up", "2026-10-05", "done", end_on="2026-10-09")
    await log(client, "review", "2026-10-08", "done", tags=["team"])
    await log(client, "given up", "2026-10-08", "dropped")
    copied = await client.post("/v1/weeks/3/copy", json={"from": 1, "dry_run": True})
    assert len(copied.json()["items"]) == 2
    assert await texts(client, week=3) == []
    copied = (await client.post("/v1/weeks/3/copy", json={"from": 1})).json()
    assert [
        (one["text"], one["start_on"], one["end_on"], one["status"], one["tags"]) for one in copied["items"]
    ] == [
        ("stand-up", "2026-10-19", "2026-10-23", "planned", []),
        ("review", "2026-10-22", "2026-10-22", "planned", ["team"]),
    ]
    again = (await client.post("/v1/weeks/3/copy", json={"from": 1})).json()
    assert (again["items"], again["skipped"]) == ([], 2)
    wrong = await client.post("/v1/weeks/3/copy", json={"from": 3})
    assert wrong.json()["errors"][0]["field"] == "from"
