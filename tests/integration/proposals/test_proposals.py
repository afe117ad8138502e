"""What the assistant proposes is written when its person accepts it, and not before."""

from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from tests.integration.conftest import Gateway
from tests.support.feedback import line
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


async def drafted(gateway: Gateway, an: PersonId) -> tuple[str, list[dict[str, Any]]]:
    """A review of week 1, and its two lines."""
    review_id, lines = new_id(), [line("Built it", "themes"), line("Tested it", "open")]
    async with gateway.app.state.parts.store.begin(an) as work:
        programme = await work.value("select programme_id from members where person_id = $1", an)
        await work.run(
            "insert into reviews (id, person_id, programme_id, week, state, lines, drafted_at) "
            "values ($1, $2, $3, 1, 'drafted', $4, now())",
            review_id,
            an,
            programme,
            lines,
        )
    return str(review_id), lines


def edit(change: str, was: dict[str, Any] | None = None, **fields: Any) -> dict[str, Any]:
    """One line of a proposed edit, as the chat worker saves it."""
    there = (
        {"id": was["id"], "was": was["text"], "section": was["section"]} if was else {"id": None, "was": ""}
    )
    return {"change": change, "text": "", "after": None, "evidence": [], **there, **fields}


def edits(review: str, *lines: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    return "review", {"review_id": review, "week": 1, "version": 1, "lines": list(lines)}


async def test_a_review_is_edited_when_the_edit_is_accepted_and_as_its_own_rules_have_it(
    gateway: Gateway, client: httpx.AsyncClient, an: PersonId, reply: UUID
) -> None:
    review, (built, tested) = await drafted(gateway, an)
    several = (
        edit("change", built, text="Built all of it"),
        edit("move", tested, text="Tested it", section="next", after=built["id"]),
        edit("add", text="The demo went well", section="notes"),
    )
    first, second = await proposed(
        gateway, an, reply, edits(review, *several), edits(review, edit("remove", tested))
    )
    accepted = await client.post(f"/v1/proposals/{first}/accept")
    assert (accepted.status_code, accepted.json()["result_id"]) == (200, review), accepted.text
    now = (await client.get(f"/v1/reviews/{review}")).json()
    assert now["version"] == 2
    assert [(one["section"], one["text"], one["author"]) for one in now["lines"]] == [
        ("themes", "Built all of it", "person"),
        ("next", "Tested it", "person"),
        ("notes", "The demo went well", "person"),
    ]
    stale = await client.post(f"/v1/proposals/{second}/accept")
    assert (stale.status_code, "changed since" in stale.text) == (409, True)
    assert (await client.get("/v1/proposals")).json()["items"][0]["id"] == second


async def test_one_new_line_may_be_worded_otherwise_and_nothing_else_of_an_edit(
    gateway: Gateway, client: httpx.AsyncClient, an: PersonId, reply: UUID
) -> None:
    review, (built, _) = await drafted(gateway, an)
    one = edits(review, edit("add", text="It went well", section="notes"))
    removal = edits(review, edit("remove", built))
    first, second = await proposed(gateway, an, reply, one, removal)
    for proposal, sent, field in ((first, {"week": 2}, "week"), (second, {"text": "x"}, "text")):
        refused = await client.post(f"/v1/proposals/{proposal}/accept", json=sent)
        assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, field), refused.text
    accepted = await client.post(f"/v1/proposals/{first}/accept", json={"text": "It went very well"})
    assert accepted.json()["content"]["lines"][0]["text"] == "It went very well"
    lines = (await client.get(f"/v1/reviews/{review}")).json()["lines"]
    assert lines[-1]["text"] == "It went very well"


async def test_a_submitted_review_is_not_edited_by_a_proposal(
    gateway: Gateway, client: httpx.AsyncClient, an: PersonId, reply: UUID
) -> None:
    review, (built, _) = await drafted(gateway, an)
    [first] = await proposed(gateway, an, reply, edits(review, edit("remove", built)))
    assert (await client.post(f"/v1/reviews/{review}/submit")).status_code == 200
    refused = await client.post(f"/v1/proposals/{first}/accept")
    assert (refused.status_code, "take it back" in refused.text) == (409, True)
    assert (await client.get(f"/v1/reviews/{review}")).json()["version"] == 1
