"""What browsers and proxies send, judged by what it means."""

from collections.abc import AsyncIterator

import httpx
import pytest

from tests.integration.conftest import Gateway
from weeklog.db.engine import Database
from weeklog.ids import PersonId
from weeklog.people.credentials import hash_password
from weeklog_api.app import create_app
from weeklog_api.settings import ApiSettings

PASSWORD = "correct horse battery"


@pytest.fixture
async def browser(gateway: Gateway, an: PersonId, system: Database) -> AsyncIterator[httpx.AsyncClient]:
    await system.all("update people set password_hash = $2 where id = $1", an, hash_password(PASSWORD))
    async with gateway.client() as browser:
        await browser.post("/v1/sessions", json={"email": "an@example.com", "password": PASSWORD})
        yield browser


async def log(browser: httpx.AsyncClient, **headers: str) -> int:
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    return (await browser.post("/v1/entries", json={"text": "x"}, headers=sent)).status_code


@pytest.mark.parametrize(
    ("origin", "host"),
    [
        ("https://w.example", "w.example:443"),
        ("https://w.example:443", "w.example"),
        ("http://w.example", "w.example:80"),
        ("https://w.example", "W.EXAMPLE"),
        ("https://W.Example", "w.example"),
        ("https://w.example.", "w.example"),
        ("https://w.example:8443", "w.example:8443"),
        ("http://[::1]:8000", "[::1]:8000"),
    ],
)
async def test_an_origin_is_the_host_by_its_meaning(
    browser: httpx.AsyncClient, origin: str, host: str
) -> None:
    assert await log(browser, Origin=origin, Host=host) == 201


@pytest.mark.parametrize(
    ("origin", "host"),
    [
        ("https://w.example:8443", "w.example"),
        ("https://evil.example", "w.example"),
        ("https://w.example.evil.example", "w.example"),
        ("https://w.example@evil.example", "w.example"),
        ("ftp://w.example", "w.example"),
        ("https://w.example:none", "w.example"),
        ("https://", ""),
        ("null", "null"),
    ],
)
async def test_another_origin_is_refused_and_told_which_header_to_set(
    browser: httpx.AsyncClient, origin: str, host: str
) -> None:
    sent = {"Origin": origin, "Host": host}
    answer = await browser.post("/v1/entries", json={"text": "x"}, headers=sent)
    assert answer.status_code == 403
    assert "proxy_set_header Host $http_host" in answer.json()["detail"]


async def test_what_another_site_made_a_browser_send_is_refused(browser: httpx.AsyncClient) -> None:
    own = {"Origin": "http://weeklog.test"}
    assert await log(browser, **own, Sec_Fetch_Site="same-origin") == 201
    assert await log(browser, **own, Sec_Fetch_Site="cross-site") == 403
    assert await log(browser, **own, Sec_Fetch_Site="same-site") == 403
    assert await log(browser) == 403


@pytest.mark.parametrize("other", ["Basic dTpw", "Negotiate x", "Digest x", "", "Bearer eyJhbGciOi.J.x"])
async def test_an_authorization_for_somebody_else_is_as_good_as_none(
    browser: httpx.AsyncClient, other: str
) -> None:
    assert (await browser.get("/v1/me", headers={"Authorization": other})).status_code == 200


async def test_a_personal_token_decides_also_beside_a_good_cookie(browser: httpx.AsyncClient) -> None:
    wrong = {"Authorization": "Bearer wl_pat_abcdefghijkl_wrong"}
    assert (await browser.get("/v1/me", headers=wrong)).status_code == 401


async def test_a_session_is_no_token_and_a_token_no_session(
    gateway: Gateway, browser: httpx.AsyncClient, client: httpx.AsyncClient
) -> None:
    (secret,) = browser.cookies.values()
    token = client.headers["Authorization"].removeprefix("Bearer ")
    assert (await client.get("/v1/me")).status_code == (await browser.get("/v1/me")).status_code == 200
    async with gateway.client(secret) as one, gateway.client() as other:
        other.cookies.set("weeklog_session", token)
        assert [(await each.get("/v1/me")).status_code for each in (one, other)] == [401, 401]


async def test_two_installations_on_one_host_keep_their_own_sessions(
    browser: httpx.AsyncClient, settings: ApiSettings, system: Database
) -> None:
    another = settings.model_copy(update={"secret_key": type(settings.secret_key)("1" * 32)})
    app = create_app(another)
    async with app.router.lifespan_context(app), Gateway(app, system).client() as neighbour:
        neighbour.cookies.update(browser.cookies)
        signed_in = {"email": "an@example.com", "password": PASSWORD}
        await neighbour.post("/v1/sessions", json=signed_in)
        assert len(neighbour.cookies) == 2


async def test_a_cookie_of_before_is_still_read(browser: httpx.AsyncClient) -> None:
    (secret,) = browser.cookies.values()
    browser.cookies.clear()
    browser.cookies.set("weeklog_session", secret)
    assert (await browser.get("/v1/me")).status_code == 200


async def test_a_proxy_is_believed_only_when_it_is_named(
    settings: ApiSettings, system: Database, an: PersonId
) -> None:
    await system.all("update people set password_hash = $2 where id = $1", an, hash_password(PASSWORD))
    signing = {"email": "an@example.com", "password": PASSWORD}
    behind = {
        "X-Forwarded-Proto": "https",
        "X-Forwarded-Host": "w.example",
        "X-Forwarded-For": "198.51.100.7",
    }
    for trusted, secure in (("", False), ("203.0.113.0/24", False), ("127.0.0.1", True), ("*", True)):
        app = create_app(settings.model_copy(update={"forwarded_allow_ips": trusted}))
        async with app.router.lifespan_context(app), Gateway(app, system).client() as browser:
            answer = await browser.post("/v1/sessions", json=signing, headers=behind)
            cookie = answer.headers["set-cookie"]
            assert ("Secure" in cookie, cookie.startswith("__Host-")) == (secure, secure)
            assert ("strict-transport-security" in answer.headers) is secure


async def test_the_public_address_decides_when_it_is_set(
    settings: ApiSettings, system: Database, an: PersonId
) -> None:
    await system.all("update people set password_hash = $2 where id = $1", an, hash_password(PASSWORD))
    app = create_app(settings.model_copy(update={"public_url": "https://w.example"}))
    async with app.router.lifespan_context(app), Gateway(app, system).client() as browser:
        own, host = {"Origin": "https://w.example:443"}, {"Origin": "http://weeklog.test"}
        signing = {"email": "an@example.com", "password": PASSWORD}
        assert (await browser.post("/v1/sessions", json=signing, headers=host)).status_code == 403
        answer = await browser.post("/v1/sessions", json=signing, headers=own)
        assert answer.headers["set-cookie"].startswith("__Host-")


@pytest.mark.parametrize("sent", ['W/"1"', '"1-gzip"', 'W/"1;br"', '"1"'])
async def test_an_etag_that_a_proxy_marked_is_the_same_version(client: httpx.AsyncClient, sent: str) -> None:
    entry = (await client.post("/v1/entries", json={"text": "x"})).json()
    answer = await client.patch(f"/v1/entries/{entry['id']}", json={"text": "y"}, headers={"If-Match": sent})
    assert answer.status_code == 200


async def test_head_is_answered_wherever_get_is(client: httpx.AsyncClient) -> None:
    for path in ("/readyz", "/metrics", "/docs", "/openapi.json", "/v1/me", "/v1/entries", "/v1/export"):
        answer = await client.head(path)
        assert (path, answer.status_code, answer.content) == (path, 200, b"")


async def test_allow_names_every_method_of_an_address(client: httpx.AsyncClient) -> None:
    refused = await client.put("/v1/entries", json={})
    assert (refused.status_code, refused.headers["allow"]) == (405, "GET, HEAD, OPTIONS, POST")
    asked = await client.options("/v1/entries")
    assert (asked.status_code, asked.headers["allow"]) == (204, "GET, HEAD, OPTIONS, POST")


async def test_metrics_are_for_this_machine_alone(gateway: Gateway) -> None:
    async with gateway.client() as nobody:
        assert (await nobody.get("/metrics")).status_code == 200
        assert (await nobody.get("/metrics", headers={"X-Forwarded-For": "198.51.100.7"})).status_code == 404
