"""What an operator is shown over REST, and what nobody else is."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest

from tests.integration.conftest import Gateway, api_settings
from tests.support.people import make_person
from tests.support.team import join
from weeklog.db.engine import Database
from weeklog.ids import new_id
from weeklog_api.app import create_app
from weeklog_api.settings import ApiSettings

OPERATOR = "ops@example.com"
FAILED = (
    "update jobs set state = 'failed', attempt = 5, finished_at = now(), error = 'its worker died 5 times'"
)


@pytest.fixture
async def gateway(
    database_url: str, redis_url: str, system: Database, tmp_path: Path
) -> AsyncIterator[Gateway]:
    settings = api_settings(
        database_url, redis_url, artifacts_dir=tmp_path, operators=f"Ops@Example.com, {new_id()}@example.com"
    )
    app = create_app(settings)
    async with app.router.lifespan_context(app):
        yield Gateway(app, system)


@pytest.fixture
async def operator(gateway: Gateway, system: Database) -> AsyncIterator[httpx.AsyncClient]:
    person = await make_person(system, OPERATOR)
    async with await gateway.client_of(person) as client:
        yield client


@pytest.fixture
async def member(gateway: Gateway, system: Database) -> AsyncIterator[httpx.AsyncClient]:
    person = await make_person(system, "an@example.com")
    async with await gateway.client_of(person) as client:
        yield client


async def ask(client: httpx.AsyncClient) -> str:
    """The id of the job."""
    conversation = (await client.post("/v1/conversations")).json()["id"]
    text = {"text": "What did sesame say?"}
    asked = await client.post(f"/v1/conversations/{conversation}/messages", json=text)
    assert asked.status_code == 202
    return asked.json()["reply"]["id"]


async def state_of(client: httpx.AsyncClient) -> dict[str, Any]:
    answer = await client.get("/v1/instance")
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_an_operator_sees_what_waits_and_what_failed_and_no_word_of_people(
    operator: httpx.AsyncClient, member: httpx.AsyncClient, system: Database
) -> None:
    for _ in range(2):
        await ask(member)
    await system.all(f"{FAILED} where id = (select min(id::text)::uuid from jobs)")
    shown = await state_of(operator)
    chat = next(one for one in shown["queues"] if one["name"] == "chat")
    assert (chat["waiting"], chat["running"], chat["proved_seconds_ago"], chat["stands_still"]) == (
        1,
        0,
        None,
        True,
    )
    [replies] = shown["jobs"]
    assert (replies["kind"], replies["queued"], replies["failed"], replies["last_done_at"]) == (
        "chat.generate_reply", 1, 1, None,
    )  # fmt: skip
    [failed] = shown["failed"]
    assert (failed["kind"], failed["attempt"], failed["error"]) == (
        "chat.generate_reply", 5, "its worker died 5 times",
    )  # fmt: skip
    assert "api" in [one["name"] for one in shown["processes"]]
    assert not [word for word in ("sesame", "Example", "@") if word in str(shown)]


async def test_a_failed_job_is_tried_again_once(
    operator: httpx.AsyncClient, member: httpx.AsyncClient, system: Database
) -> None:
    await ask(member)
    await system.all(FAILED)
    [failed] = (await state_of(operator))["failed"]
    again = f"/v1/instance/jobs/{failed['id']}/retry"
    retried = await operator.post(again)
    assert (retried.status_code, retried.json()) == (202, {"id": failed["id"], "kind": "chat.generate_reply"})
    after = await state_of(operator)
    assert (after["failed"], after["jobs"][0]["queued"]) == ([], 1)
    assert (await operator.post(again)).status_code == 404
    assert (await operator.post(f"/v1/instance/jobs/{new_id()}/retry")).status_code == 404


async def test_nobody_else_may_see_or_do_it(
    member: httpx.AsyncClient, operator: httpx.AsyncClient, system: Database
) -> None:
    """A lead runs a programme, and no instance."""
    await system.all("update members set role = 'lead'")
    for method, path in (("GET", "/v1/instance"), ("POST", f"/v1/instance/jobs/{new_id()}/retry")):
        refused = await member.request(method, path)
        assert refused.status_code == 403
        assert "WEEKLOG_OPERATORS" in refused.json()["detail"]
    assert [(await one.get("/v1/me")).json()["operator"] for one in (member, operator)] == [False, True]


async def test_a_token_of_an_operator_does_what_its_scopes_allow(gateway: Gateway, system: Database) -> None:
    person = await make_person(system, OPERATOR)
    async with await gateway.client_of(person, ("read",)) as reader:
        await state_of(reader)
        refused = await reader.post(f"/v1/instance/jobs/{new_id()}/retry")
    assert refused.status_code == 403
    assert "scope 'write'" in refused.text


def test_what_is_no_address_is_refused_at_the_start(database_url: str, redis_url: str) -> None:
    with pytest.raises(ValueError, match="'ops' must be an e-mail address"):
        api_settings(database_url, redis_url, operators="ops")
    assert ApiSettings.model_fields["operators"].default == ""


async def test_nobody_takes_the_address_of_an_operator_by_an_invitation_or_as_a_lead(
    gateway: Gateway, member: httpx.AsyncClient, system: Database
) -> None:
    await system.all("update members set role = 'lead'")
    made = await member.post("/v1/programme/invitations", json={"role": "member"})
    newcomer = {"email": OPERATOR.upper(), "name": "Ops", "password": "a long way round the pond"}
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(gateway.app), base_url=str(member.base_url)
    ) as nobody:
        taken = await nobody.post(f"/v1/invitations/{made.json()['secret']}/accept", json=newcomer)
    added = await member.post("/v1/people", json={"email": OPERATOR, "name": "Ops"})
    assert [answer.status_code for answer in (taken, added)] == [403, 403]
    assert "WEEKLOG_OPERATORS" in taken.json()["detail"]
    assert await system.value("select count(*) from people where lower(email) = $1", OPERATOR) == 0


async def test_a_lead_opens_no_account_of_an_operator(member: httpx.AsyncClient, system: Database) -> None:
    await system.all("update members set role = 'lead'")
    programme = (await member.get("/v1/me")).json()["programme"]["id"]
    operator = await join(system, UUID(programme), OPERATOR, name="Ops", role="member")
    refused = await member.post(f"/v1/programme/members/{operator}/password-link")
    assert refused.status_code == 403
    assert "WEEKLOG_OPERATORS" in refused.json()["detail"]
