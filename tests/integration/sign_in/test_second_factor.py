import time
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from tests.integration.conftest import Gateway
from tests.support.team import Team, make_team
from weeklog.people.credentials import hash_password
from weeklog.people.totp import STEP_SECONDS, code_at

PASSWORD = "correct horse battery"
PAGE = {"Origin": "http://weeklog.test"}
ME = "/v1/me/second-factor"


@pytest.fixture
async def team(gateway: Gateway) -> Team:
    team = await make_team(gateway.system)
    await gateway.system.all("update people set password_hash = $1", hash_password(PASSWORD))
    return team


@pytest.fixture
async def browser(gateway: Gateway, team: Team) -> AsyncIterator[httpx.AsyncClient]:
    async with gateway.client() as client:
        assert (await sign_in(client)).status_code == 201
        yield client


async def sign_in(client: httpx.AsyncClient, **given: str) -> httpx.Response:
    return await client.post("/v1/sessions", json={"email": "an@example.com", "password": PASSWORD, **given})


def codes_of(secret: str) -> list[str]:
    """Of the step before, of now, and of the step after: in this order each is taken."""
    step = int(time.time()) // STEP_SECONDS
    return [code_at(secret, one) for one in (step - 1, step, step + 1)]


async def turn_on(browser: httpx.AsyncClient) -> tuple[str, list[str]]:
    """The secret and the recovery codes."""
    begun = await browser.post(ME, json={"password": PASSWORD}, headers=PAGE)
    assert begun.status_code == 201, begun.text
    secret: str = begun.json()["secret"]
    assert begun.json()["picture"].startswith("data:image/svg+xml")
    # Still good, should the next step begin meanwhile.
    confirmed = await browser.post(f"{ME}/confirm", json={"code": codes_of(secret)[0]}, headers=PAGE)
    assert confirmed.status_code == 201, confirmed.text
    return secret, confirmed.json()["items"]


async def test_a_code_is_wanted_once_it_is_confirmed_and_is_taken_once(
    gateway: Gateway, browser: httpx.AsyncClient
) -> None:
    assert (await browser.get(ME)).json() == {"on": False, "since": None, "recovery_codes": 0}
    begun = await browser.post(ME, json={"password": PASSWORD}, headers=PAGE)
    assert begun.status_code == 201
    async with gateway.client() as other:
        assert (await sign_in(other)).status_code == 201  # nothing was confirmed
    secret, recovery = await turn_on(browser)
    assert len(set(recovery)) == 10
    assert (await browser.get(ME)).json()["on"] is True
    async with gateway.client() as other:
        wanted = await sign_in(other)
        assert (wanted.status_code, wanted.json()["type"]) == (401, "/problems/second-factor-needed")
        assert (await other.get("/v1/me")).status_code == 401
        assert (await sign_in(other, password="wrong")).json()["type"] == "/problems/not-signed-in"
        used, *_, later = codes_of(secret)
        assert (await sign_in(other, code=used)).status_code == 401  # it confirmed
        assert (await sign_in(other, code=later)).status_code == 201
        assert (await sign_in(other, code=later)).status_code == 401
    actions = [line["action"] for line in (await browser.get("/v1/audit")).json()["items"]]
    assert "second_factor.on" in actions


async def test_a_recovery_code_signs_in_once_and_is_its_owners(
    gateway: Gateway, browser: httpx.AsyncClient
) -> None:
    _, recovery = await turn_on(browser)
    async with gateway.client() as other:
        assert (await sign_in(other, code=recovery[0].upper().replace("-", " "))).status_code == 201
        assert (await sign_in(other, code=recovery[0])).status_code == 401
    assert (await browser.get(ME)).json()["recovery_codes"] == 9
    async with gateway.client() as binh:
        await sign_in(binh, email="binh@example.com")
        await turn_on(binh)
        async with gateway.client() as other:
            assert (await sign_in(other, email="binh@example.com", code=recovery[1])).status_code == 401


async def test_codes_are_not_guessed(gateway: Gateway, browser: httpx.AsyncClient) -> None:
    secret, _ = await turn_on(browser)
    async with gateway.client() as other:
        guesses = [await sign_in(other, code="000000x") for _ in range(11)]
        assert [one.status_code for one in guesses] == [401] * 10 + [429]
        assert int(guesses[-1].headers["retry-after"]) > 0
        assert (await sign_in(other, code=codes_of(secret)[2])).status_code == 429
        assert (
            await sign_in(other, email="binh@example.com")
        ).status_code == 201  # another person's are their own


async def test_it_is_turned_off_with_the_password_and_a_code(browser: httpx.AsyncClient) -> None:
    secret, _ = await turn_on(browser)

    async def end(**given: Any) -> httpx.Response:
        return await browser.request("DELETE", ME, json=given, headers=PAGE)

    assert (await browser.post(ME, json={"password": PASSWORD}, headers=PAGE)).status_code == 409
    code = codes_of(secret)[2]
    assert (await end(password="wrong", code=code)).status_code == 422
    assert (await end(password=PASSWORD, code="000000x")).json()["errors"][0]["field"] == "code"
    assert (await end(password=PASSWORD, code=code)).status_code == 204
    assert (await sign_in(browser)).status_code == 201
    assert (await end(password=PASSWORD, code=code)).status_code == 409
    assert (await browser.post(f"{ME}/confirm", json={"code": code}, headers=PAGE)).status_code == 409


async def test_a_password_link_opens_nothing_without_the_code(
    gateway: Gateway, browser: httpx.AsyncClient, team: Team
) -> None:
    secret, _ = await turn_on(browser)
    async with await gateway.client_of(team.dung) as lead, gateway.client() as other:
        made = await lead.post(f"/v1/programme/members/{team.an}/password-link")
        link, new = f"/v1/password-links/{made.json()['secret']}", {"password": "another horse battery"}
        refused = await other.post(link, json=new)
        assert (refused.status_code, refused.json()["type"]) == (401, "/problems/second-factor-needed")
        assert (await other.post(link, json=new | {"code": codes_of(secret)[2]})).status_code == 201


async def test_the_secret_lies_sealed_and_people_may_not_read_it(
    gateway: Gateway, browser: httpx.AsyncClient, team: Team
) -> None:
    secret, recovery = await turn_on(browser)
    rows = await gateway.system.all("select secret_box from second_factors")
    assert secret.encode() not in rows[0]["secret_box"]
    codes = await gateway.system.all("select code_hash from recovery_codes")
    assert not {row["code_hash"] for row in codes} & {one.encode() for one in recovery}
    async with gateway.app.state.parts.store.begin(team.an) as work:
        with pytest.raises(Exception, match="permission denied"):
            await work.all("select * from second_factors")
