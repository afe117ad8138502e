import asyncio
from collections.abc import AsyncIterator

import httpx
import pytest

from tests.integration.api.conftest import Gateway
from weeklog.credentials import hash_password
from weeklog.db.engine import Database
from weeklog.ids import PersonId

PASSWORD = "correct horse battery"
PAGE = {"Origin": "http://weeklog.test"}


@pytest.fixture
async def browser(gateway: Gateway, an: PersonId) -> AsyncIterator[httpx.AsyncClient]:
    await gateway.system.all(
        "update people set password_hash = $1 where id = $2", hash_password(PASSWORD), an
    )
    async with gateway.client() as client:
        yield client


async def sign_in(browser: httpx.AsyncClient, **given: str) -> httpx.Response:
    return await browser.post("/v1/sessions", json={"email": "an@example.com", "password": PASSWORD, **given})


async def test_a_session_signs_in_and_out(browser: httpx.AsyncClient) -> None:
    answer = await sign_in(browser, email=" AN@example.com ")
    assert answer.status_code == 201
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert answer.json() == (await browser.get("/v1/me")).json()
    assert (answer.json()["today"], answer.json()["week"], answer.json()["programme"]["role"]) == (
        "2026-10-06",
        1,
        "member",
    )
    secret = browser.cookies["weeklog_session"]
    assert (await browser.delete("/v1/sessions/current", headers=PAGE)).status_code == 204
    browser.cookies.set("weeklog_session", secret)
    await asyncio.sleep(0.2)  # the notice of the database
    assert (await browser.get("/v1/me")).status_code == 401


async def test_a_wrong_password_and_an_unknown_person_look_the_same(browser: httpx.AsyncClient) -> None:
    wrong, unknown = (
        await sign_in(browser, password="wrong"),
        await sign_in(browser, email="nobody@example.com"),
    )
    assert wrong.status_code == unknown.status_code == 401
    assert wrong.json() == unknown.json()
    assert "www-authenticate" in wrong.headers


async def test_sign_ins_that_keep_failing_are_refused_for_a_while(browser: httpx.AsyncClient) -> None:
    answers = [await sign_in(browser, password="wrong") for _ in range(11)]
    assert [answer.status_code for answer in answers] == [401] * 10 + [429]
    assert int(answers[-1].headers["retry-after"]) > 0


async def test_a_session_is_good_only_from_its_own_page(browser: httpx.AsyncClient) -> None:
    await sign_in(browser)
    refused = [{}, {"Origin": "https://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}]
    for headers in refused:
        assert (await browser.post("/v1/entries", json={"text": "x"}, headers=headers)).status_code == 403
    for headers in (PAGE, {"Sec-Fetch-Site": "same-origin"}):
        assert (await browser.post("/v1/entries", json={"text": "x"}, headers=headers)).status_code == 201


async def test_a_token_is_shown_once_and_works_until_it_is_deleted(
    gateway: Gateway, client: httpx.AsyncClient
) -> None:
    made = (
        await client.post("/v1/tokens", json={"name": "hook", "scopes": ["read"], "expires_in_days": 1})
    ).json()
    async with gateway.client(made["token"]) as hook:
        assert (await hook.get("/v1/me")).status_code == 200
        assert (await hook.post("/v1/entries", json={"text": "x"})).status_code == 403
        listed = (await client.get("/v1/tokens")).json()["items"]
        assert [set(one) for one in listed] == [
            {"id", "name", "scopes", "expires_at", "created_at", "last_used_at"}
        ] * 2
        assert (await client.delete(f"/v1/tokens/{made['id']}")).status_code == 204
        await asyncio.sleep(0.2)
        assert (await hook.get("/v1/me")).status_code == 401


async def test_a_token_cannot_give_more_than_it_has(gateway: Gateway, an: PersonId) -> None:
    async with await gateway.client_of(an, scopes=("write",)) as writer:
        assert (await writer.get("/v1/me")).status_code == 403
        assert (await writer.post("/v1/tokens", json={"name": "x"})).status_code == 403
        assert (await writer.post("/v1/tokens", json={"name": "x", "scopes": ["write"]})).status_code == 201


async def test_only_the_lead_adds_people(
    gateway: Gateway, client: httpx.AsyncClient, an: PersonId, system: Database
) -> None:
    new = {"email": "Binh@example.com", "name": "Bình"}
    assert (await client.post("/v1/people", json=new)).status_code == 403
    await system.all("update members set role = 'lead' where person_id = $1", an)
    await asyncio.sleep(0.2)
    made = await client.post("/v1/people", json=new)
    assert made.status_code == 201
    assert (await client.post("/v1/people", json=new)).status_code == 409
    async with gateway.client() as browser:
        answer = await sign_in(browser, email="binh@example.com", password=made.json()["password"])
    assert answer.json()["programme"]["role"] == "member"


async def test_who_does_not_say_who_they_are_is_told_how(gateway: Gateway) -> None:
    async with gateway.client() as nobody, gateway.client("wl_pat_nonsense") as forger:
        for answer in (await nobody.get("/v1/me"), await forger.get("/v1/me")):
            assert answer.status_code == 401
            assert answer.headers["www-authenticate"].startswith("Bearer")
            assert answer.headers["content-type"] == "application/problem+json"
