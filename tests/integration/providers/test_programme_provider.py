"""A programme's own language model: chosen by its lead, its key seen by nobody."""

from collections.abc import AsyncIterator
from typing import Any

import asyncpg
import httpx
import pytest

from tests.integration.conftest import Gateway
from tests.support.team import Team, make_team
from weeklog.db.base import APP_ROLE
from weeklog.db.engine import Database
from weeklog.secrets_box import SecretsBox
from weeklog_api.settings import ApiSettings

PATH = "/v1/programme/assistant"
KEY = "sk-" + "k" * 40 + "Zz9A"
CHOICE = {"model": "openai:gpt-5-mini", "base_url": "https://llm.example.com/v1", "api_key": KEY}
NONE_CHOSEN = {
    "model": None, "base_url": None, "key_set": False, "key_ends": None, "changed_by": None, "changed_at": None,
    "test": None,
}  # fmt: skip


@pytest.fixture
async def team(system: Database) -> Team:
    return await make_team(system)


@pytest.fixture
async def lead(gateway: Gateway, team: Team) -> AsyncIterator[httpx.AsyncClient]:
    async with await gateway.client_of(team.dung) as client:
        yield client


async def put(client: httpx.AsyncClient, **new: Any) -> dict[str, Any]:
    answer = await client.put(PATH, json=new)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_a_lead_chooses_reads_and_takes_back_and_never_sees_the_key(lead: httpx.AsyncClient) -> None:
    assert (await lead.get(PATH)).json() == NONE_CHOSEN
    chosen = await lead.put(PATH, json=CHOICE)
    assert KEY not in chosen.text
    state = chosen.json()
    assert state.pop("changed_at")
    assert state == {
        "model": "openai:gpt-5-mini", "base_url": "https://llm.example.com/v1", "key_set": True, "key_ends": "Zz9A",
        "changed_by": "Dung Pham", "test": None,
    }  # fmt: skip
    assert (await lead.get(PATH)).json().items() >= state.items()
    assert (await lead.delete(PATH)).status_code == 204
    assert (await lead.get(PATH)).json() == NONE_CHOSEN


@pytest.mark.parametrize("who", ["an", "chi"])
async def test_nobody_but_the_lead_may(gateway: Gateway, team: Team, who: str) -> None:
    async with await gateway.client_of(getattr(team, who)) as client:
        answers = [
            await client.get(PATH),
            await client.put(PATH, json=CHOICE),
            await client.delete(PATH),
            await client.post(f"{PATH}/test"),
        ]
    assert [answer.status_code for answer in answers] == [403] * 4


async def test_the_key_lies_sealed_in_its_programmes_place(
    lead: httpx.AsyncClient, team: Team, system: Database, settings: ApiSettings
) -> None:
    await put(lead, **CHOICE)
    row = await system.one("select key_box from programme_models")
    assert row is not None
    assert KEY.encode() not in row["key_box"]
    box = SecretsBox(settings.secret_keys, "programme model key")
    assert box.open(row["key_box"], team.programme_id.bytes) == KEY


async def test_peoples_own_role_has_no_right_on_the_choices(
    lead: httpx.AsyncClient, database_url: str, team: Team
) -> None:
    await put(lead, **CHOICE)
    database = Database(database_url, APP_ROLE, 1, "tests")
    await database.open()
    for column in ("key_box", "model", "1"):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await database.all(f"select {column} from programme_models")
    await database.close()


async def test_a_key_stays_only_where_it_was(lead: httpx.AsyncClient) -> None:
    await put(lead, **CHOICE)
    same = {"model": "openai:gpt-5", "base_url": CHOICE["base_url"]}
    assert (await put(lead, **same))["key_set"] is True
    for elsewhere in (
        {"model": "openai:gpt-5", "base_url": "https://attacker.example.com/v1"},
        {"model": "openai:gpt-5"},
        {"model": "anthropic:claude-sonnet-4-5", "base_url": CHOICE["base_url"]},
    ):
        answer = await lead.put(PATH, json=elsewhere)
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "api_key")
    assert (await put(lead, **same, api_key=None))["key_set"] is False


async def test_everybody_decides_for_themselves_whether_it_gets_their_questions(
    gateway: Gateway, lead: httpx.AsyncClient, team: Team
) -> None:
    async with await gateway.client_of(team.an) as member, await gateway.client_of(team.binh) as other:
        path = "/v1/me/assistant"
        assert set((await member.get(path)).json().values()) == {None}
        none = await member.put(path, json={"server": "llm.example.com", "allowed": True})
        assert none.status_code == 409
        await put(lead, **CHOICE)
        told = (await member.get(path)).json()
        assert told.pop("chosen_at")
        assert told == {
            "model": "openai:gpt-5-mini", "server": "llm.example.com", "chosen_by": "Dung Pham",
            "decision": "undecided", "decided_at": None,
        }  # fmt: skip
        assert (await lead.get(path)).json()["decision"] == "allowed"  # who chose it
        wrong = await member.put(path, json={"server": "llm.example.org", "allowed": True})
        assert (wrong.status_code, "at llm.example.com now" in wrong.json()["detail"]) == (409, True)
        for allowed, decision in ((False, "refused"), (True, "allowed")):
            decided = await member.put(path, json={"server": "llm.example.com", "allowed": allowed})
            assert (decided.json()["decision"], bool(decided.json()["decided_at"])) == (decision, True)
        assert (await other.get(path)).json()["decision"] == "undecided"
        await put(lead, **CHOICE | {"model": "openai:gpt-5"})  # the same address
        assert (await member.get(path)).json()["decision"] == "allowed"
        await put(lead, **CHOICE | {"base_url": "https://llm.example.com/v2"})
        assert (await member.get(path)).json()["decision"] == "undecided"
        await put(lead, model="anthropic:claude-sonnet-4-5", api_key=KEY)
        assert (await member.get(path)).json()["server"] == "api.anthropic.com"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"model": "gpt-5"}, "model"),
        ({"model": "openai:"}, "model"),
        ({"model": "bedrock:amazon.nova-lite-v1:0"}, "model"),
        ({"model": "bedrock:x", "base_url": "https://x.example.com"}, "model"),
        ({"model": ""}, "model"),
        ({"model": "anthropic:claude-sonnet-4-5"}, "api_key"),
        ({"model": "openai:x", "base_url": "ftp://x.example.com"}, "base_url"),
        ({"model": "openai:x", "base_url": "llm.example.com/v1"}, "base_url"),
        ({"model": "openai:x", "base_url": "https://user:word@x.example.com/v1"}, "base_url"),
        ({"model": "openai:x", "base_url": "https://x.example.com/v1?key=1"}, "base_url"),
        ({"model": "openai:x", "base_url": "https://x.example.com:99999/v1"}, "base_url"),
        ({"model": "openai:x", "base_url": "http://169.254.169.254/latest"}, "base_url"),
        ({"model": "openai:x", "base_url": "http://[fd00:ec2::254]/latest"}, "base_url"),
        ({"model": "openai:x", "base_url": "http://0.0.0.0:8000/v1"}, "base_url"),
        ({"model": "openai:x", "base_url": "http://8.8.8.8/v1"}, "base_url"),
        ({"model": "openai:x", "base_url": "http://[2606:4700:4700::1111]/v1"}, "base_url"),
        ({"model": "openai:x", "api_key": "two words"}, "api_key"),
        ({"model": "openai:x", "api_key": "ключ"}, "api_key"),
        ({"model": "openai:x", "api_key": ""}, "api_key"),
        ({"model": "openai:x", "temperature": 1}, "temperature"),
    ],
)
async def test_what_cannot_be_is_refused_by_name(
    lead: httpx.AsyncClient, wrong: dict[str, Any], field: str
) -> None:
    answer = await lead.put(PATH, json=wrong)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == field
    assert "two words" not in answer.text
    assert (await lead.get(PATH)).json() == NONE_CHOSEN


async def test_a_test_is_a_job_and_a_new_choice_forgets_it(lead: httpx.AsyncClient) -> None:
    assert (await lead.post(f"{PATH}/test")).status_code == 409
    await put(lead, **CHOICE)
    asked = await lead.post(f"{PATH}/test")
    assert (asked.status_code, asked.json()["state"]) == (202, "queued")
    assert (await lead.get(PATH)).json()["test"]["state"] == "queued"
    assert (await put(lead, **CHOICE))["test"] is None


class TestInProduction:
    @pytest.fixture
    def settings(self, settings: ApiSettings) -> ApiSettings:
        return settings.model_copy(update={"allow_private_models": False})

    @pytest.mark.parametrize("host", ["127.0.0.1:8000", "10.1.2.3", "[::1]:11434", "192.168.1.5"])
    async def test_private_addresses_are_refused(self, lead: httpx.AsyncClient, host: str) -> None:
        answer = await lead.put(PATH, json={"model": "openai:x", "base_url": f"http://{host}/v1"})
        assert answer.status_code == 422
        assert "WEEKLOG_ALLOW_PRIVATE_MODELS" in answer.json()["errors"][0]["message"]

    async def test_without_tls_no_name_is_taken(self, lead: httpx.AsyncClient) -> None:
        answer = await lead.put(PATH, json={"model": "openai:x", "base_url": "http://llm.example.com/v1"})
        assert answer.status_code == 422
        (fault,) = answer.json()["errors"]
        assert fault["field"] == "base_url"
        assert "WEEKLOG_ALLOW_PRIVATE_MODELS is off: use https://" in fault["message"]
        await put(lead, model="openai:x", base_url="https://llm.example.com/v1")
