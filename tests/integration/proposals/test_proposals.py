"""What the assistant proposes is written when its person accepts it, and not before."""

from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from tests.integration.conftest import Gateway
from weeklog.ids import PersonId, new_id
from weeklog.proposals.tables import proposals

ENTRY = {
    "text": "Fixed the build", "start_on": "2026-10-06", "end_on": "2026-10-06", "status": "done", "tags": ["ci"],
}  # fmt: skip


@pytest.fixture
async def reply(gateway: Gateway, client: httpx.AsyncClient) -> UUID:
    here = (await client.post("/v1/conversations", json={})).json()["id"]
    asked = await client.post(f"/v1/conversations/{here}/messages", json={"text": "log it"})
    return UUID(asked.json()["reply"]["id"])


async def proposed(gateway: Gateway, an: PersonId, reply: UUID, *all_of: tuple[str, Any]) -> list[str]:
    """As the chat worker saves them with its reply."""
    ids: list[str] = []
    async with gateway.app.state.parts.store.begin(an) as work:
        programme = await work.value("select programme_id from members where person_id = $1", an)
        for position, (kind, content) in enumerate(all_of):
            ids.append(str(new_id()))
            await work.run(
                proposals.insert().values(
                    id=UUID(ids[-1]), person_id=an, programme_id=programme, reply_id=reply, position=position,
                    kind=kind,
                    content=content,
                )
            )  # fmt: skip
    return ids


async def test_an_entry_is_written_when_it_is_accepted_and_once(
    gateway: Gateway, client: httpx.AsyncClient, an: PersonId, reply: UUID
) -> None:
    [first] = await proposed(gateway, an, reply, ("entry", ENTRY))
    assert [one["id"] for one in (await client.get("/v1/proposals")).json()["items"]] == [first]
    assert (await client.get(f"/v1/replies/{reply}")).json()["proposals"][0]["content"] == ENTRY
    assert (await client.get("/v1/entries")).json()["items"] == []
    for _ in range(2):
        accepted = (await client.post(f"/v1/proposals/{first}/accept")).json()
        assert accepted["state"] == "accepted"
        entries = (await client.get("/v1/entries")).json()["items"]
        assert [(one["id"], one["text"], one["tags"]) for one in entries] == [
            (accepted["result_id"], "Fixed the build", ["ci"])
        ]
    assert (await client.get("/v1/proposals")).json()["items"] == []
    assert (await client.post(f"/v1/proposals/{first}/dismiss")).status_code == 409


async def test_it_is_written_as_edited_and_what_cannot_be_is_refused_and_stays_open(
    gateway: Gateway, client: httpx.AsyncClient, an: PersonId, reply: UUID
) -> None:
    [first] = await proposed(gateway, an, reply, ("entry", ENTRY))
    path = f"/v1/proposals/{first}/accept"
    for edit, field in (
        ({"start_on": "2031-01-01"}, "start_on"),
        ({"text": " "}, "text"),
        ({"week": 3}, "week"),
        ({"nonsense": 1}, "nonsense"),
    ):
        refused = await client.post(path, json=edit)
        assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, field), refused.text
    assert (await client.get("/v1/entries")).json()["items"] == []
    edited = await client.post(path, json={"text": "Fixed the *slow* build", "start_on": "2026-10-07"})
    assert edited.status_code == 200, edited.text
    [entry] = (await client.get("/v1/entries")).json()["items"]
    assert (entry["text"], entry["start_on"], entry["end_on"]) == (
        "Fixed the *slow* build",
        "2026-10-07",
        "2026-10-07",
    )


async def test_what_is_dismissed_is_not_written(
    gateway: Gateway, client: httpx.AsyncClient, an: PersonId, reply: UUID
) -> None:
    [first] = await proposed(gateway, an, reply, ("entry", ENTRY))
    assert (await client.post(f"/v1/proposals/{first}/dismiss")).json()["state"] == "dismissed"
    assert (await client.post(f"/v1/proposals/{first}/dismiss")).status_code == 200
    assert (await client.post(f"/v1/proposals/{first}/accept")).status_code == 409
    assert (await client.get("/v1/entries")).json()["items"] == []


async def test_a_status_an_objective_and_its_state_are_changed_when_accepted(
    gateway: Gateway, client: httpx.AsyncClient, an: PersonId, reply: UUID
) -> None:
    planned = {"text": "Deploy", "status": "planned", "start_on": "2026-10-06"}
    entry = (await client.post("/v1/entries", json=planned)).json()
    put = await client.put("/v1/weeks/1/objectives", json={"items": [{"text": "Ship"}]})
    aim = put.json()["items"][0]
    ids = await proposed(
        gateway,
        an,
        reply,
        ("status", {"entry_id": entry["id"], "text": "Deploy", "status": "done"}),
        ("objective", {"week": 1, "text": "Learn Helm"}),
        ("objective_state", {"objective_id": aim["id"], "text": "Ship", "state": "met"}),
        ("status", {"entry_id": str(uuid4()), "text": "gone", "status": "done"}),
    )
    for one in ids[:3]:
        answer = await client.post(f"/v1/proposals/{one}/accept")
        assert answer.status_code == 200, answer.text
    assert (await client.get(f"/v1/entries/{entry['id']}")).json()["status"] == "done"
    aims = (await client.get("/v1/weeks/1")).json()["objectives"]
    assert [(one["id"] == aim["id"], one["text"], one["state"]) for one in aims] == [
        (True, "Ship", "met"),
        (False, "Learn Helm", "open"),
    ]
    assert (await client.post(f"/v1/proposals/{ids[3]}/accept")).status_code == 404
