"""What a week is for: states, evidence, carrying on, and the boxes of pages."""

from typing import Any

import httpx

from tests.integration.entries.test_entry_life import import_page


async def put(client: httpx.AsyncClient, week: int, *items: dict[str, Any]) -> list[dict[str, Any]]:
    answer = await client.put(f"/v1/weeks/{week}/objectives", json={"items": items})
    assert answer.status_code == 200, answer.text
    return answer.json()["items"]


async def of_week(client: httpx.AsyncClient, week: int) -> list[dict[str, Any]]:
    return (await client.get(f"/v1/weeks/{week}")).json()["objectives"]


async def set_state(client: httpx.AsyncClient, objective: dict[str, Any], state: str) -> dict[str, Any]:
    answer = await client.patch(f"/v1/objectives/{objective['id']}", json={"state": state})
    assert answer.status_code == 200, answer.text
    return answer.json()


async def carry(client: httpx.AsyncClient, week: int, **wanted: Any) -> list[dict[str, Any]]:
    answer = await client.post(f"/v1/weeks/{week}/objectives/carry", json=wanted)
    assert answer.status_code == 200, answer.text
    return answer.json()["items"]


async def test_an_objective_keeps_its_id_by_its_id_by_its_words_and_when_it_is_reworded(
    client: httpx.AsyncClient,
) -> None:
    one, two, three = await put(
        client, 1, {"text": "Learn the routes"}, {"text": "Write tests"}, {"text": "Draw the diagram"}
    )
    await set_state(client, two, "missed")
    after = await put(
        client,
        1,
        {"text": "Draw the whole diagram"},
        {"text": "Write tests"},
        {"id": one["id"], "text": "Something else entirely"},
        {"text": "New"},
    )
    assert [line["id"] for line in after[:3]] == [three["id"], two["id"], one["id"]]
    assert [line["state"] for line in after] == ["open", "missed", "open", "open"]
    assert await of_week(client, 1) == after
    strange = await client.put("/v1/weeks/2/objectives", json={"items": [{"id": one["id"], "text": "x"}]})
    assert strange.json()["errors"][0]["field"] == "items.0.id"
    await put(client, 1)
    assert await of_week(client, 1) == []


async def test_a_box_and_a_state_say_the_same(client: httpx.AsyncClient) -> None:
    [boxed, plain] = await put(client, 1, {"text": "boxed", "done": False}, {"text": "plain"})
    assert (boxed["state"], boxed["done"], plain["state"], plain["done"]) == ("open", False, "open", None)
    met = [await set_state(client, line, "met") for line in (boxed, plain)]
    assert [(one["state"], one["done"]) for one in met] == [("met", True), ("met", None)]
    assert (await set_state(client, boxed, "missed"))["done"] is False
    [boxed] = await put(client, 1, {"text": "boxed", "done": False})
    assert boxed["state"] == "missed"
    [boxed] = await put(client, 1, {"text": "boxed", "done": True})
    assert boxed["state"] == "met"
    [boxed] = await put(client, 1, {"text": "boxed", "state": "open"})
    assert (boxed["state"], boxed["done"]) == ("open", False)
    both = await client.put(
        "/v1/weeks/1/objectives", json={"items": [{"text": "x", "state": "met", "done": False}]}
    )
    assert both.status_code == 422
    carried = await client.put("/v1/weeks/1/objectives", json={"items": [{"text": "x", "state": "carried"}]})
    assert carried.json()["errors"][0]["field"] == "items.0.state"


async def test_an_objective_points_at_the_entries_that_show_it(client: httpx.AsyncClient) -> None:
    entry = (await client.post("/v1/entries", json={"text": "Drew it"})).json()
    [line] = await put(client, 1, {"text": "Draw it", "evidence": [entry["id"], entry["id"]]})
    assert line["evidence"] == [entry["id"]]
    [line] = await put(client, 1, {"text": "Draw it"})
    assert line["evidence"] == [entry["id"]]
    changed = await client.patch(f"/v1/objectives/{line['id']}", json={"evidence": [], "text": "Drew it"})
    assert (changed.json()["evidence"], changed.json()["text"]) == ([], "Drew it")
    wrong = await client.patch(f"/v1/objectives/{line['id']}", json={"evidence": [line["id"]]})
    assert wrong.json()["errors"][0]["field"] == "evidence"
    nothing = await client.patch(f"/v1/objectives/{entry['id']}", json={"state": "met"})
    assert nothing.status_code == 404


async def test_what_was_not_met_goes_on_once_and_is_open_again_when_the_copy_goes(
    client: httpx.AsyncClient,
) -> None:
    met, missed, boxed = await put(
        client, 1, {"text": "met"}, {"text": "missed"}, {"text": "boxed", "done": False}
    )
    await set_state(client, met, "met")
    await set_state(client, missed, "missed")
    assert len(await carry(client, 3, dry_run=True)) == 2
    assert await of_week(client, 3) == []
    first, second = await carry(client, 3)
    assert [(one["text"], one["state"], one["done"], one["weeks_open"]) for one in (first, second)] == [
        ("missed", "open", None, 2), ("boxed", "open", False, 2),
    ]  # fmt: skip
    assert [one["carried_from"] for one in (first, second)] == [missed["id"], boxed["id"]]
    assert [(one["state"], one["done"]) for one in await of_week(client, 1)] == [
        ("met", None), ("carried", None), ("carried", False),
    ]  # fmt: skip
    assert await carry(client, 3, objectives=[missed["id"]]) == []
    assert await of_week(client, 3) == [first, second]
    [third] = await carry(client, 4, objectives=[first["id"]])
    assert third["weeks_open"] == 3
    await put(client, 4)
    assert [one["state"] for one in await of_week(client, 3)] == ["open", "open"]
    wrong = await client.post("/v1/weeks/3/objectives/carry", json={"objectives": [met["id"]]})
    assert wrong.json()["errors"][0]["field"] == "objectives.0"


async def test_an_achievement_keeps_its_id_and_its_evidence(client: httpx.AsyncClient) -> None:
    entry = (await client.post("/v1/entries", json={"text": "Drew it"})).json()

    async def put_all(*items: dict[str, Any]) -> list[dict[str, Any]]:
        return (await client.put("/v1/weeks/1/achievements", json={"items": items})).json()["items"]

    [one, two] = await put_all({"text": "Drew it", "evidence": [entry["id"]]}, {"text": "Wrote it"})
    assert await put_all({"text": "Wrote it"}, {"id": one["id"], "text": "Drew everything"}) == [
        two, one | {"text": "Drew everything"},
    ]  # fmt: skip


PAGE = """---
title: "Week 1"
---
### Objectives
- [ ] Learn the routes
- [x] Write tests
- [ ] Draw the diagram of the network

### Tasks
| Day | Task | Start Date | Completion Date | Reference Material |
| --- | --- | --- | --- | --- |
| Mon | one | 2026-10-05 | 2026-10-05 | |
"""


async def page(client: httpx.AsyncClient) -> str:
    return (await client.get("/v1/weeks/1/page")).text


async def test_states_become_boxes_of_the_page_and_an_import_loses_none(client: httpx.AsyncClient) -> None:
    await import_page(client, PAGE)
    routes, tests, diagram = await of_week(client, 1)
    assert [one["state"] for one in (routes, tests, diagram)] == ["open", "met", "open"]
    assert await page(client) == PAGE
    entry = (await client.get("/v1/weeks/1")).json()["entries"][0]
    await client.patch(f"/v1/objectives/{routes['id']}", json={"state": "met", "evidence": [entry["id"]]})
    await set_state(client, diagram, "missed")
    exported = await page(client)
    assert exported == PAGE.replace("[ ] Learn", "[x] Learn")
    before = await of_week(client, 1)

    await import_page(client, exported)
    assert await of_week(client, 1) == before
    await import_page(client, exported.replace("diagram of the", "diagram of our"))
    after = await of_week(client, 1)
    assert after == [*before[:2], before[2] | {"text": "Draw the diagram of our network"}]
    await import_page(client, (await page(client)).replace("[x] Write", "[ ] Write"))
    assert [one["state"] for one in await of_week(client, 1)] == ["met", "open", "missed"]
    assert [one["id"] for one in await of_week(client, 1)] == [one["id"] for one in before]
