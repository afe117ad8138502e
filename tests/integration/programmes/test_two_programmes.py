"""Somebody in two programmes, who has left the first: what they wrote there stays as it is, also by its ids."""

from typing import Any
from uuid import UUID

import httpx
import pytest

from tests.integration.conftest import TUESDAY, Gateway
from weeklog.db.engine import Database
from weeklog.ids import PersonId, new_id
from weeklog.proposals.tables import proposals
from weeklog_api.completions.schemas import SentMessage
from weeklog_api.completions.service import Completions

NEW = {"name": "Second", "zone": "UTC", "starts_on": "2026-10-05", "weeks": 3}
REMARK = {"text": "Why this one?"}
Things = dict[str, Any]


@pytest.fixture
async def left(gateway: Gateway, client: httpx.AsyncClient, system: Database, an: PersonId) -> Things:
    """The ids of what `an` has in the programme that they are in no more; they lead another one by now."""
    entry = (await client.post("/v1/entries", json={"text": "Here", "status": "doing"})).json()
    aims = {"items": [{"text": "An aim of there"}]}
    aim = (await client.put("/v1/weeks/1/objectives", json=aims)).json()["items"][0]
    anchor = {"anchor": {"kind": "entry", "id": entry["id"]}}
    comment = (await client.post("/v1/comments", json=REMARK | anchor)).json()
    review = (await client.post("/v1/weeks/1/review")).json()
    conversation = (await client.post("/v1/conversations")).json()
    asked = await client.post(f"/v1/conversations/{conversation['id']}/messages", json={"text": "?"})
    reply, proposal = UUID(asked.json()["reply"]["id"]), new_id()
    async with gateway.app.state.parts.store.begin(an) as work:
        await work.run(
            "update reviews set state = 'drafted', facts = '{}', drafted_at = $2 where id = $1",
            UUID(review["id"]),
            TUESDAY,
        )
        await work.run(
            proposals.insert().values(
                id=proposal, person_id=an, reply_id=reply, position=0, kind="objective",
                programme_id=await work.value("select programme_id from members where person_id = $1", an),
                content={"week": 1, "text": "Sneak in"},
            )
        )  # fmt: skip
    await system.all("update members set left_at = $2 where person_id = $1", an, TUESDAY)
    assert (await client.post("/v1/programmes", json=NEW)).status_code == 201
    ids = {"entry": entry, "aim": aim, "comment": comment, "review": review, "conversation": conversation}
    return {name: one["id"] for name, one in ids.items()} | {
        "proposal": proposal, "reply": reply, "message": asked.json()["message"]["id"],
    }  # fmt: skip


WRITES: list[tuple[str, str, Any]] = [
    ("PATCH", "/v1/entries/{entry}", {"text": "changed"}),
    ("POST", "/v1/entries/{entry}/move", {"after": None, "start_on": "2026-10-20"}),
    ("DELETE", "/v1/entries/{entry}", None),
    ("PATCH", "/v1/objectives/{aim}", {"state": "met"}),
    ("PATCH", "/v1/comments/{comment}", {"text": "changed"}),
    ("DELETE", "/v1/comments/{comment}", None),
    ("POST", "/v1/comments/{comment}/resolve", None),
    ("POST", "/v1/comments", {"in_reply_to": "{comment}", "text": "still here"}),
    ("POST", "/v1/reviews/{review}/submit", None),
    ("POST", "/v1/proposals/{proposal}/accept", None),
    ("POST", "/v1/conversations/{conversation}/messages", {"text": "And now?"}),
    ("POST", "/v1/messages/{message}/resend", {"text": "And now?"}),
    ("POST", "/v1/replies/{reply}/regenerate", None),
]


async def test_nothing_is_changed_where_its_author_works_no_more(
    client: httpx.AsyncClient, left: Things, system: Database
) -> None:
    for method, path, body in WRITES:
        sent = body and {name: one and one.format(**left) for name, one in body.items()}
        answer = await client.request(method, path.format(**left), json=sent, headers={"If-Match": "*"})
        assert answer.status_code == 404, (method, path, answer.text)
    assert (await client.get(f"/v1/entries/{left['entry']}")).json()["text"] == "Here"
    jobs = await system.one("select count(*) from jobs where kind = 'chat.generate_reply'")
    assert jobs is not None
    assert jobs[0] == 1
    carried = await client.post("/v1/weeks/2/objectives/carry", json={"objectives": [left["aim"]]})
    assert carried.status_code == 422
    assert (await client.get("/v1/weeks/1")).json()["objectives"] == []


async def test_what_was_written_there_proves_nothing_here_and_is_not_gone_on_from(
    client: httpx.AsyncClient, left: Things
) -> None:
    """Each refusal names its field."""
    here = (await client.post("/v1/entries", json={"text": "Here", "start_on": "2026-10-06"})).json()["id"]
    aims = (await client.put("/v1/weeks/1/objectives", json={"items": [{"text": "An aim"}]})).json()["items"]
    conversation = (await client.post("/v1/conversations")).json()["id"]
    proof = {"items": [{"text": "x", "evidence": [here]}, {"text": "y", "evidence": [here, left["entry"]]}]}
    refused: list[tuple[str, str, Any, str]] = [
        ("PUT", "/v1/weeks/1/objectives", proof, "items.1.evidence"),
        ("PUT", "/v1/weeks/1/achievements", proof, "items.1.evidence"),
        ("PATCH", f"/v1/objectives/{aims[0]['id']}", {"evidence": [left["entry"]]}, "evidence"),
        ("POST", "/v1/conversations", {"branch_from": str(left["reply"])}, "branch_from"),
        ("POST", f"/v1/conversations/{conversation}/messages", {"text": "?", "follows": str(left["reply"])},
            "follows"),
    ]  # fmt: skip
    for method, path, body, field in refused:
        answer = await client.request(method, path, json=body)
        assert answer.status_code == 422, (method, path, answer.text)
        (fault,) = answer.json()["errors"]
        assert fault["field"] == field
        assert "in this programme" in fault["message"]
    proof["items"].pop()
    assert (await client.put("/v1/weeks/1/achievements", json=proof)).status_code == 200


async def test_an_answer_that_is_sent_back_goes_on_in_the_programme_that_one_works_in(
    gateway: Gateway, client: httpx.AsyncClient, left: Things, an: PersonId
) -> None:
    async with gateway.app.state.parts.store.begin(an) as work:
        await work.run("update replies set text = 'Nine entries.' where id = $1", left["reply"])
    said = [("user", "?"), ("assistant", "Nine entries."), ("user", "And now?")]
    messages = [SentMessage.model_validate({"role": role, "content": text}) for role, text in said]
    state = gateway.app.state.parts
    identity = await state.identities.of_token(client.headers["Authorization"].removeprefix("Bearer "))
    reply = await Completions(state.store, state.hub, "").ask(identity, messages, "messages")
    gone_on = (await client.get(f"/v1/replies/{reply}")).json()["conversation_id"]
    assert gone_on != left["conversation"]
