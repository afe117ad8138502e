"""What is written into a week at the same moment."""

import asyncio

import httpx


async def test_two_copies_at_once_make_no_entry_twice(client: httpx.AsyncClient) -> None:
    for text in ("one", "two", "three"):
        await client.post("/v1/entries", json={"text": text, "start_on": "2026-10-06"})
    answers = await asyncio.gather(
        *(client.post("/v1/weeks/2/copy", json={"from": 1}) for _ in range(4)), return_exceptions=False
    )
    assert {answer.status_code for answer in answers} == {200}
    week = (await client.get("/v1/weeks/2")).json()
    assert sorted(entry["text"] for entry in week["entries"]) == ["one", "three", "two"]


async def test_entries_made_at_once_have_a_place_each(client: httpx.AsyncClient) -> None:
    one = [client.post("/v1/entries", json={"text": f"n{n}", "start_on": "2026-10-06"}) for n in range(12)]
    many = [
        client.post("/v1/entries/bulk", json={"items": [{"text": f"b{n}", "start_on": "2026-10-07"}] * 3})
        for n in range(4)
    ]
    answers = await asyncio.gather(*one, *many)
    assert {answer.status_code for answer in answers} == {201}
    week = (await client.get("/v1/weeks/1")).json()
    positions = [entry["position"] for entry in week["entries"]]
    assert sorted(positions) == list(range(24))
