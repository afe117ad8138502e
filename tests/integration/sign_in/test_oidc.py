"""Signing in with an OpenID Connect provider that runs here, and with one that misbehaves."""

from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from joserfc.jwk import RSAKey
from pydantic import SecretStr, ValidationError

from tests.integration.conftest import Gateway, api_settings
from tests.support.oidc_provider import CLIENT_ID, CLIENT_SECRET, OidcProvider, running_oidc_provider
from tests.support.team import Team, make_team
from weeklog.db.engine import Database
from weeklog_api.app import create_app

PAGE = "http://weeklog.test/"


@pytest.fixture
def provider() -> Iterator[OidcProvider]:
    with running_oidc_provider() as provider:
        provider.person = {
            "sub": "248289761001", "email": "An@example.com", "email_verified": True, "name": "An Nguyen",
        }  # fmt: skip
        yield provider


@dataclass
class Installation:
    gateway: Gateway
    provider: OidcProvider
    team: Team
    system: Database

    async def begin(self, browser: httpx.AsyncClient) -> str:
        """Where the provider sends the browser back to."""
        started = await browser.get("/v1/oidc/start")
        assert started.status_code == 303, started.text
        async with httpx.AsyncClient() as client:
            asked = await client.get(started.headers["location"])
        return asked.headers["location"]

    async def sign_in(self, browser: httpx.AsyncClient) -> httpx.Response:
        return await browser.get(await self.begin(browser))

    async def members(self) -> dict[str, str]:
        rows = await self.system.all(
            "select email, role from members join people on id = person_id where left_at is null"
        )
        return {row["email"]: row["role"] for row in rows}


@pytest.fixture
async def here(
    database_url: str, redis_url: str, system: Database, provider: OidcProvider, tmp_path: Path
) -> AsyncIterator[Installation]:
    team = await make_team(system)
    (tmp_path / "index.html").write_text("<title>weeklog</title>")
    settings = api_settings(
        database_url, redis_url, artifacts_dir=tmp_path, web_root=tmp_path, oidc_issuer=provider.url,
        oidc_client_id=CLIENT_ID, oidc_client_secret=SecretStr(CLIENT_SECRET), oidc_name="Example ID",
        oidc_groups=f"interns={team.programme_id}:member, mentors={team.programme_id}:mentor",
    )  # fmt: skip
    async with AsyncExitStack() as ending:
        app = create_app(settings)
        await ending.enter_async_context(app.router.lifespan_context(app))
        yield Installation(Gateway(app, system), provider, team, system)


@pytest.fixture
async def browser(here: Installation) -> AsyncIterator[httpx.AsyncClient]:
    async with here.gateway.client() as client:
        yield client


async def test_who_is_known_by_a_verified_address_is_signed_in_and_found_again_by_their_account(
    here: Installation, browser: httpx.AsyncClient
) -> None:
    assert (await browser.get("/v1/oidc")).json() == {"on": True, "name": "Example ID"}
    answer = await here.sign_in(browser)
    assert (answer.status_code, answer.headers["location"]) == (303, PAGE)
    assert (await browser.get("/v1/me")).json()["person"]["id"] == str(here.team.an)
    lines = (await browser.get("/v1/audit")).json()["items"]
    assert "provider.linked" in [one["action"] for one in lines]
    # The account counts from now on, whatever the address is.
    here.provider.person |= {"email": "binh@example.com", "email_verified": False}
    async with here.gateway.client() as again:
        await here.sign_in(again)
        assert (await again.get("/v1/me")).json()["person"]["id"] == str(here.team.an)
        assert len((await again.get("/v1/sessions")).json()["items"]) == 2


async def test_the_cookies_are_the_browsers_alone(here: Installation, browser: httpx.AsyncClient) -> None:
    started = await browser.get("/v1/oidc/start")
    assert all(
        word in started.headers["set-cookie"].lower()
        for word in ("httponly", "samesite=lax", "path=/v1/oidc")
    )
    answer = await here.sign_in(browser)
    assert all(word in answer.headers["set-cookie"].lower() for word in ("httponly", "samesite=strict"))
    query = urlsplit(started.headers["location"]).query
    assert all(f"{name}=" in query for name in ("state", "nonce", "code_challenge"))


async def refused(here: Installation, browser: httpx.AsyncClient, address: str = "") -> str:
    """The reason that the page is told. Nobody is signed in."""
    answer = await (browser.get(address) if address else here.sign_in(browser))
    assert answer.status_code == 303, answer.text
    assert (await browser.get("/v1/me")).status_code == 401
    return answer.headers["location"].removeprefix(f"{PAGE}#refused=")


def other_key(provider: OidcProvider) -> None:
    provider.signing = RSAKey.generate_key(2048)


@pytest.mark.parametrize(
    "wrong",
    [
        {"iss": "https://evil.example"},
        {"aud": "another application"},
        {"aud": [CLIENT_ID, "another application"]},
        {"azp": "another application"},
        {"exp": 1_000_000_000},
        {"exp": None},
        {"exp": "never"},
        {"iat": 9_999_999_999},
        {"nonce": "of another sign-in"},
        {"nonce": None},
        {"sub": None},
        {"sub": 7},
    ],
    ids=str,
)
async def test_a_token_that_is_wrong_signs_nobody_in(
    here: Installation, browser: httpx.AsyncClient, wrong: dict[str, Any]
) -> None:
    here.provider.claims = wrong
    assert await refused(here, browser) == "provider"
    here.provider.claims = {}
    assert (await here.sign_in(browser)).headers["location"] == PAGE


async def test_a_token_that_nobody_or_anybody_could_sign_signs_nobody_in(
    here: Installation, browser: httpx.AsyncClient
) -> None:
    for algorithm in ("none", "HS256"):
        here.provider.header = {"alg": algorithm}
        assert await refused(here, browser) == "provider"
    here.provider.header = {"alg": "RS256"}
    other_key(here.provider)
    assert await refused(here, browser) == "provider"


async def test_a_provider_that_has_new_keys_is_believed(
    here: Installation, browser: httpx.AsyncClient
) -> None:
    await here.sign_in(browser)
    here.provider.key = RSAKey.generate_key(2048, {"kid": "new", "use": "sig"})
    provider = here.gateway.app.state.parts.provider
    async with here.gateway.client() as second:
        assert await refused(here, second) == "provider"  # they were read a moment ago
        provider._keys_at -= 60  # a minute later
        assert (await here.sign_in(second)).headers["location"] == PAGE


async def test_a_sign_in_comes_back_once_and_to_the_browser_that_began_it(
    here: Installation, browser: httpx.AsyncClient
) -> None:
    back = await here.begin(browser)
    async with here.gateway.client() as other:
        assert await refused(here, other, back) == "expired"
    assert await refused(here, browser, back) == "expired"  # the other one used it up
    back = await here.begin(browser)
    assert (await browser.get(back)).headers["location"] == PAGE
    cookies = dict(browser.cookies)
    async with here.gateway.client() as thief:
        thief.cookies.set("weeklog_oidc", cookies["weeklog_oidc"])
        assert await refused(here, thief, back) == "expired"
        assert await refused(here, thief, "/v1/oidc/callback?code=a&state=b") == "expired"
        assert await refused(here, thief, "/v1/oidc/callback") == "expired"


async def test_who_gives_up_at_the_provider_is_told_so(
    here: Installation, browser: httpx.AsyncClient
) -> None:
    back = await here.begin(browser)
    state = urlsplit(back).query.partition("state=")[2]
    assert await refused(here, browser, f"/v1/oidc/callback?error=access_denied&state={state}") == "cancelled"


async def test_an_address_that_is_not_verified_links_nobody(
    here: Installation, browser: httpx.AsyncClient
) -> None:
    for verified in (False, None, "false", 0):
        here.provider.person["email_verified"] = verified
        assert await refused(here, browser) == "unverified"
    del here.provider.person["email"]
    assert await refused(here, browser) == "unverified"


async def test_the_address_may_come_from_userinfo_of_the_same_person(
    here: Installation, browser: httpx.AsyncClient
) -> None:
    here.provider.email_in_userinfo = True
    here.provider.userinfo = {"sub": "somebody else"}
    assert await refused(here, browser) == "provider"
    here.provider.userinfo = {}
    assert (await here.sign_in(browser)).headers["location"] == PAGE


async def test_a_stranger_is_refused_and_one_of_a_group_comes_in_with_its_role(
    here: Installation, browser: httpx.AsyncClient
) -> None:
    here.provider.person = {
        "sub": "2",
        "email": "eve@example.com",
        "email_verified": True,
        "groups": ["others"],
    }
    assert await refused(here, browser) == "unknown"
    assert "eve@example.com" not in await here.members()
    here.provider.person["groups"] = ["interns"]
    await here.sign_in(browser)
    assert (await browser.get("/v1/me")).json()["programme"]["role"] == "member"
    here.provider.person["groups"] = ["interns", "mentors"]
    await here.sign_in(browser)
    assert (await here.members())["eve@example.com"] == "mentor"


async def test_groups_take_the_lead_from_nobody_who_leads_alone(
    here: Installation, browser: httpx.AsyncClient
) -> None:
    here.provider.person |= {"sub": "3", "email": "dung@example.com", "groups": ["interns"]}
    await here.sign_in(browser)
    assert (await here.members())["dung@example.com"] == "lead"


async def test_a_provider_that_fails_or_lies_about_itself_is_said_to(
    here: Installation, browser: httpx.AsyncClient
) -> None:
    here.provider.description = {"issuer": "https://evil.example"}
    answer = await browser.get("/v1/oidc/start")
    assert answer.headers["location"] == f"{PAGE}#refused=provider"
    here.provider.description = {}
    here.provider.status = 500
    assert await refused(here, browser) == "away"
    here.provider.status = 200
    here.provider.codes.clear()
    back = await here.begin(browser)
    here.provider.codes.clear()
    assert await refused(here, browser, back) == "provider"


async def test_without_an_issuer_there_are_passwords_alone(gateway: Gateway) -> None:
    async with gateway.client() as browser:
        assert (await browser.get("/v1/oidc")).json() == {"on": False, "name": None}
        assert (await browser.get("/v1/oidc/start")).status_code == 404


@pytest.mark.parametrize(
    "given",
    [
        {"oidc_issuer": "https://id.example.org"},
        {"oidc_issuer": "http://id.example.org", "oidc_client_id": "a", "oidc_client_secret": "b"},
        {"oidc_groups": "interns"},
        {"oidc_groups": "interns=programme:member"},
        {"oidc_groups": "interns=00000000-0000-0000-0000-000000000000:owner"},
    ],
)
def test_settings_that_cannot_work_are_refused(given: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        api_settings("postgresql://nowhere", "redis://nowhere", **given)
