"""Who left their only programme, or was removed from it: they read and export what they wrote there, and no more."""

import io
import zipfile
from typing import Any

import httpx
import pytest

from tests.integration.conftest import Gateway
from tests.support.team import Team, make_team
from weeklog.db.engine import Database

NEW = {"name": "Second", "zone": "UTC", "starts_on": "2026-10-05", "weeks": 3}
# They are of the others, or for who runs the programme.
NOT_THEIRS = {
    "/v1/figures/programme",
    "/v1/programme/assistant",
    "/v1/programme/invitations",
    "/v1/programme/members",
    "/v1/programme/submissions",
    "/v1/programme/usage",
    "/v1/programme/overview",
    "/v1/programme/webhooks",
    "/v1/programme/code-hosts",
}
WRITES: list[tuple[str, str, Any]] = [
    ("POST", "/v1/entries", {"text": "More"}),
    ("PATCH", "/v1/entries/{entry}", {"text": "Other"}),
    ("DELETE", "/v1/entries/{entry}", None),
    ("PUT", "/v1/weeks/1/objectives", {"items": []}),
    ("POST", "/v1/weeks/1/review", None),
    ("POST", "/v1/comments", {"anchor": {"kind": "entry", "id": "{entry}"}, "text": "?"}),
    ("POST", "/v1/conversations", None),
    ("POST", "/v1/chat/completions", {"messages": [{"role": "user", "content": "?"}]}),
    ("POST", "/v1/responses", {"input": "?"}),
    ("POST", "/v1/programme/invitations", {}),
    ("POST", "/v1/programme/leave", None),
    ("POST", "/v1/programme/archive", None),
    ("POST", "/v1/programme/unarchive", None),
]


@pytest.fixture
async def team(system: Database) -> Team:
    return await make_team(system)


@pytest.fixture(params=["left", "was removed"])
async def leaver(
    request: pytest.FixtureRequest, gateway: Gateway, team: Team
) -> tuple[httpx.AsyncClient, str]:
    """An, and the id of what they wrote."""
    client, lead = await gateway.client_of(team.an), await gateway.client_of(team.dung)
    entry = (await client.post("/v1/entries", json={"text": "Built the door"})).json()["id"]
    if request.param == "left":
        answer = await client.post("/v1/programme/leave")
    else:
        answer = await lead.delete(f"/v1/programme/members/{team.an}")
    assert answer.status_code == 204, answer.text
    return client, entry


async def test_every_read_answers_and_no_read_is_of_others(
    gateway: Gateway, team: Team, leaver: tuple[httpx.AsyncClient, str]
) -> None:
    client, entry = leaver
    me = (await client.get("/v1/me")).json()["programme"]
    assert (me["id"], me["role"], me["left_at"] is None) == (str(team.programme_id), "member", False)
    wanted = {"/v1/search": {"q": "door"}}
    paths = [path for path, operations in gateway.app.openapi()["paths"].items() if "get" in operations]
    plain = [path for path in paths if "{" not in path and path.startswith("/v1/") and "stream" not in path]
    refused = {path for path in plain if (await client.get(path, params=wanted.get(path))).status_code == 409}
    assert refused == NOT_THEIRS
    for path in NOT_THEIRS:
        answer = await client.get(path)
        assert (answer.status_code, "you have left" in answer.json()["detail"]) == (409, True), path
    assert [one["id"] for one in (await client.get("/v1/entries")).json()["items"]] == [entry]
    assert "Built the door" in (await client.get("/v1/search", params={"q": "door"})).text
    for form in ("csv", "json", "md"):
        assert "Built the door" in (await client.get("/v1/export", params={"format": form})).text
    archive = zipfile.ZipFile(io.BytesIO((await client.get("/v1/account/export")).content))
    assert b"Built the door" in archive.read("entries.jsonl")
    for path in ("/v1/entries", "/v1/weeks/1", "/v1/export"):
        assert (await client.get(path, params={"person": str(team.dung)})).status_code == 404, path


async def test_every_write_is_refused_with_what_to_do(leaver: tuple[httpx.AsyncClient, str]) -> None:
    client, entry = leaver
    for method, path, body in WRITES:
        sent: Any = body
        if body and "anchor" in body:
            sent = body | {"anchor": {"kind": "entry", "id": entry}}
        answer = await client.request(method, path.format(entry=entry), json=sent, headers={"If-Match": "*"})
        assert answer.status_code == 409, (method, path, answer.text)
        assert "ask its lead for an invitation" in answer.text, (method, path)
    assert (await client.patch("/v1/me", json={"name": "An N."})).status_code == 200
    assert (await client.post("/v1/tokens", json={"name": "backup"})).status_code == 201


async def test_the_lead_reads_it_as_before(
    gateway: Gateway, team: Team, leaver: tuple[httpx.AsyncClient, str]
) -> None:
    lead = await gateway.client_of(team.dung)
    theirs = await lead.get("/v1/entries", params={"person": str(team.an)})
    assert [one["id"] for one in theirs.json()["items"]] == [leaver[1]]
    assert (await lead.get("/v1/me")).json()["programme"]["left_at"] is None


async def test_who_works_in_another_one_switches_to_it_to_read(
    team: Team, leaver: tuple[httpx.AsyncClient, str]
) -> None:
    client, entry = leaver
    begun = (await client.post("/v1/programmes", json=NEW)).json()
    assert (await client.get("/v1/entries")).json()["items"] == []
    listed = (await client.get("/v1/programmes")).json()["items"]
    assert [(one["id"], one["left_at"] is None, one["active"]) for one in listed] == [
        (begun["id"], True, True),
        (str(team.programme_id), False, False),
    ]
    there = await client.put("/v1/me/programme", json={"id": str(team.programme_id)})
    assert there.json()["programme"]["left_at"] is not None
    assert [one["id"] for one in (await client.get("/v1/entries")).json()["items"]] == [entry]
    assert (await client.post("/v1/entries", json={"text": "More"})).status_code == 409
    await client.put("/v1/me/programme", json={"id": begun["id"]})
    assert (await client.post("/v1/entries", json={"text": "More"})).status_code == 201


async def test_a_mentor_or_lead_who_left_reads_nobody(gateway: Gateway, team: Team) -> None:
    mentor, lead = await gateway.client_of(team.chi), await gateway.client_of(team.dung)
    entry = await (await gateway.client_of(team.an)).post("/v1/entries", json={"text": "Mine"})
    await lead.patch(f"/v1/programme/members/{team.binh}", json={"role": "lead"})
    for client in (mentor, lead):
        assert (await client.post("/v1/programme/leave")).status_code == 204
        assert (await client.get("/v1/me")).json()["programme"]["role"] == "member"
        for path in ("/v1/entries", f"/v1/entries/{entry.json()['id']}"):
            assert (await client.get(path, params={"person": str(team.an)})).status_code == 404, path
        assert (await client.get("/v1/export", params={"everyone": "true"})).status_code == 409
