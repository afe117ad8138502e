"""The walk of one person through an instance of many processes: whichever gateway answers, it is one weeklog."""

import asyncio
import json
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import pytest
from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed

from tests.support import servers
from tests.support.many import Many, database_url, many_of_each, streams_url
from tests.support.preloaded import run
from tests.support.stack import MODULES
from tests.support.waiting import eventually

FRIDAY = "2026-10-09T17:30:00+07:00"
SOON = 3.0  # seconds in which a gateway hears what another one did


@pytest.fixture(scope="module")
def many() -> Iterator[Many]:
    with many_of_each(now=FRIDAY) as many:
        yield many


@contextmanager
def signed_in(many: Many) -> Generator[httpx.Client]:
    who = {"email": many.stack.email, "password": many.stack.password}
    with many.page() as page:
        page.post("/v1/sessions", json=who).raise_for_status()
        yield page


def with_token(url: str, token: str) -> httpx.Client:
    return httpx.Client(base_url=url, headers={"Authorization": f"Bearer {token}"}, timeout=30)


def test_who_signs_in_at_one_gateway_is_known_at_every_one(many: Many) -> None:
    before = many.front.served.copy()
    with signed_in(many) as page:
        cookies = page.cookies
        assert all(cookie.secure for cookie in cookies.jar)
        for _ in range(6):  # each on a connection of its own, and so at the next gateway
            with many.page(cookies) as again:
                assert again.get("/v1/me").json()["person"]["id"] == many.stack.person_id
    assert len(many.front.served - before) == 2


def test_what_is_logged_at_one_gateway_is_read_at_the_other(many: Many) -> None:
    first, second = (with_token(url, many.stack.token) for url in many.gateways)
    with first, second:
        made = first.post("/v1/entries", json={"text": "Put the proxy in front"}).raise_for_status().json()
        assert second.get(f"/v1/entries/{made['id']}").json()["text"] == "Put the proxy in front"
        changed = second.patch(
            f"/v1/entries/{made['id']}", json={"status": "done"}, headers={"If-Match": "*"}
        )
        assert changed.is_success, changed.text
        assert first.get(f"/v1/entries/{made['id']}").json()["status"] == "done"


async def test_one_reply_is_followed_at_both_gateways_and_through_the_proxy(many: Many) -> None:
    followers = [many.follower(url) for url in (*many.gateways, "")]
    made = await followers[0].post("/v1/conversations", {}, key="walk")
    asked = await followers[1].post(
        f"/v1/conversations/{made.json()['id']}/messages", {"text": "what did I log this week?"}, key="ask"
    )
    reply = asked.json()["reply"]["id"]
    seen = await asyncio.gather(*(follower.follow(reply) for follower in followers))
    stored = (await followers[2].http.get(f"/v1/replies/{reply}")).json()
    assert [one.text for one in seen] == [stored["text"]] * 3
    assert (stored["state"], [one.reader.gaps for one in seen]) == ("done", [0, 0, 0])
    for follower in followers:
        await follower.close()


def test_of_two_schedulers_and_two_reporters_comes_one_review(many: Many) -> None:
    with with_token(many.gateways[0], many.stack.token) as client:
        (review,) = eventually(lambda: _drafted(client))
    assert (review["week"], review["version"]) == (1, 1)
    runs = servers.postgres().execute("select count(*) from review_runs", database=many.stack.database)
    assert runs == "1"


def _drafted(client: httpx.Client) -> list[dict[str, Any]]:
    return [one for one in client.get("/v1/reviews").json()["items"] if one["state"] == "drafted"]


async def test_a_token_that_one_gateway_revokes_is_good_at_none_a_moment_later(many: Many) -> None:
    first, second = many.gateways
    with signed_in(many) as page:
        token = page.post("/v1/tokens", json={"name": "walk"}).raise_for_status().json()
        sockets = [await _socket(many, url, token["token"]) for url in (first, second)]
        page.delete(f"/v1/tokens/{token['id']}").raise_for_status()
    assert [await _closed_with(socket) for socket in sockets] == [4401, 4401]
    for url in (first, second):
        with with_token(url, token["token"]) as client:
            assert client.get("/v1/me").status_code == 401


async def _socket(many: Many, url: str, token: str) -> ClientConnection:
    follower = many.follower(url)
    follower.http.headers["Authorization"] = f"Bearer {token}"
    socket = await follower.open()
    await follower.close()
    assert json.loads(await socket.recv())["type"] == "welcome"
    return socket


async def _closed_with(socket: ClientConnection) -> int:
    try:
        async with asyncio.timeout(SOON):
            while True:
                await socket.recv()
    except ConnectionClosed as closed:
        return 0 if closed.rcvd is None else closed.rcvd.code


@pytest.mark.parametrize("kind", MODULES)
def test_a_server_that_a_stranger_vouches_for_is_refused_in_a_sentence(many: Many, kind: str) -> None:
    strangers = {
        "WEEKLOG_DATABASE_URL": (database_url(many, many.stranger), "sslrootcert"),
        "WEEKLOG_REDIS_URL": (streams_url(many, many.stranger, "secret"), "ssl_ca_certs"),
    }
    for variable, (address, remedy) in strangers.items():
        ended = run(MODULES[kind], [], env=many.stack.env | {variable: address, "WEEKLOG_PORT": "0"})
        said = ended.stderr.decode()
        assert ended.returncode == 1, said
        assert said.startswith(f"{variable}: ")
        assert "certificate" in said
        assert remedy in said
        assert "Traceback" not in said
        assert len(said.splitlines()) == 1


@pytest.mark.parametrize("kind", MODULES)
def test_what_a_server_refuses_is_told_in_a_sentence(many: Many, kind: str) -> None:
    address = many.stack.env["WEEKLOG_DATABASE_URL"]
    wrong = [
        ("WEEKLOG_DATABASE_URL", address.replace("@", "wrong@", 1), "password"),
        ("WEEKLOG_DATABASE_URL", address.replace(many.stack.database, "nowhere", 1), "weeklog.db.migrate"),
        ("WEEKLOG_REDIS_URL", streams_url(many, many.authority, "wrong"), "password"),
    ]
    for variable, address, remedy in wrong:
        ended = run(MODULES[kind], [], env=many.stack.env | {variable: address, "WEEKLOG_PORT": "0"})
        said = ended.stderr.decode()
        assert (ended.returncode, len(said.splitlines())) == (1, 1), said
        assert said.startswith(f"{variable}: ")
        assert remedy in said
