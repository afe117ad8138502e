import asyncio
from collections.abc import AsyncIterator

import httpx
import pytest

from tests.integration.conftest import Gateway
from tests.support.team import join, make_team
from weeklog.db.engine import Database
from weeklog.ids import PersonId
from weeklog.people.credentials import hash_password
from weeklog_api.attempts import Attempts

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
    ((name, secret),) = browser.cookies.items()
    assert (await browser.delete("/v1/sessions/current", headers=PAGE)).status_code == 204
    browser.cookies.set(name, secret)
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


async def test_a_lead_adds_so_many_people_a_day_and_learns_few_addresses(
    gateway: Gateway, client: httpx.AsyncClient, an: PersonId, system: Database
) -> None:
    await make_lead(system, an)
    new = {"email": "binh@example.com", "name": "Bình", "password": "correct horse battery"}
    assert (await client.post("/v1/people", json=new)).status_code == 201
    answers = [await client.post("/v1/people", json=new) for _ in range(11)]
    assert [answer.status_code for answer in answers] == [409] * 10 + [429]
    await system.all(
        "with new as (insert into people (id, email, name) select gen_random_uuid(), n || '@example.com', 'x' "
        "from generate_series(1, 1000) n returning id) insert into members (programme_id, person_id, role) "
        "select m.programme_id, new.id, 'member' from new, members m where m.person_id = $1",
        an,
    )
    gateway.app.state.parts.attempts = Attempts(10)
    refused = await client.post("/v1/people", json=new | {"email": "chi@example.com"})
    assert (refused.status_code, refused.headers["retry-after"]) == (429, "3600")
    assert "invite the others" in refused.json()["detail"]
    await system.all("update people set created_at = now() - interval '25 hours'")
    added = await client.post("/v1/people", json=new | {"email": "chi@example.com"})
    assert added.status_code == 201, added.text


async def test_who_does_not_say_who_they_are_is_told_how(gateway: Gateway) -> None:
    async with gateway.client() as nobody, gateway.client("wl_pat_nonsense") as forger:
        for answer in (await nobody.get("/v1/me"), await forger.get("/v1/me")):
            assert answer.status_code == 401
            assert answer.headers["www-authenticate"].startswith("Bearer")
            assert answer.headers["content-type"] == "application/problem+json"


async def test_a_password_that_is_too_short_is_told_how_long_it_must_be(
    gateway: Gateway, client: httpx.AsyncClient, an: PersonId, system: Database
) -> None:
    await make_lead(system, an)
    new = {"email": "binh@example.com", "name": "Bình", "password": "short"}
    answer = await client.post("/v1/people", json=new)
    assert answer.status_code == 422
    assert answer.json()["detail"] == "password: must have at least 10 characters"
    invitation = (await client.post("/v1/programme/invitations", json={})).json()["secret"]
    async with gateway.client() as nobody:
        answer = await nobody.post(f"/v1/invitations/{invitation}/accept", json=new)
    assert answer.json()["detail"] == "password: must have at least 10 characters"


async def test_everybody_changes_their_own_name_clocks_and_language(client: httpx.AsyncClient) -> None:
    async def changed(**patch: str | None) -> dict[str, str | None]:
        answer = await client.patch("/v1/me", json=patch)
        assert answer.status_code == 200, answer.text
        assert answer.json() == (await client.get("/v1/me")).json()
        person = answer.json()["person"]
        return {name: person[name] for name in ("name", "zone", "own_zone", "language")}

    here = {"name": "An", "zone": "Asia/Ho_Chi_Minh", "own_zone": None, "language": "en"}
    assert await changed() == here
    assert await changed(name=" An Nguyễn ") == here | {"name": "An Nguyễn"}
    here |= {"name": "An Nguyễn", "zone": "America/New_York", "own_zone": "America/New_York"}
    assert await changed(zone="America/New_York") == here
    assert (await client.get("/v1/me")).json()["today"] == "2026-10-05"  # it is Monday evening there
    assert await changed(language="vi") == here | {"language": "vi"}
    assert await changed(zone=None) == here | {
        "language": "vi", "zone": "Asia/Ho_Chi_Minh", "own_zone": None,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("patch", "said"),
    [
        ({"zone": "Mars/Olympus"}, "zone: must be an IANA time zone such as Asia/Ho_Chi_Minh"),
        ({"language": "fr"}, "language: "),
        ({"name": "  "}, "name: must not be empty"),
        ({"name": None}, "name: must not be null"),
        ({"language": None}, "language: must not be null"),
        ({"email": "x@example.com"}, "email: is not a field here"),
    ],
)
async def test_what_one_cannot_be_is_refused(
    client: httpx.AsyncClient, patch: dict[str, str], said: str
) -> None:
    answer = await client.patch("/v1/me", json=patch)
    assert (answer.status_code, said in answer.json()["detail"]) == (422, True), answer.text


async def test_a_changed_password_ends_the_other_sessions_and_tokens(
    gateway: Gateway, browser: httpx.AsyncClient, client: httpx.AsyncClient
) -> None:
    await sign_in(browser)
    async with gateway.client() as elsewhere:
        await sign_in(elsewhere)
        given = {"old": PASSWORD, "new": "another horse battery", "keep_tokens": True}
        assert (await browser.post("/v1/me/password", json=given)).status_code == 403  # of another site
        assert (await browser.post("/v1/me/password", json=given, headers=PAGE)).status_code == 204
        assert (await browser.get("/v1/me")).status_code == 200
        assert (await client.get("/v1/me")).status_code == 200
        hook = (await client.post("/v1/tokens", json={"name": "hook"})).json()["token"]
        assert (await elsewhere.get("/v1/me")).status_code == 401
        assert (await sign_in(elsewhere)).status_code == 401
        assert (await sign_in(elsewhere, password="another horse battery")).status_code == 201
        back = {"old": "another horse battery", "new": PASSWORD}
        assert (await client.post("/v1/me/password", json=back)).status_code == 204
        assert (await client.get("/v1/me")).status_code == 200  # the one that asks
        async with gateway.client(hook) as other:
            assert (await other.get("/v1/me")).status_code == 401
        assert (await elsewhere.get("/v1/me")).status_code == 401
        assert (await browser.get("/v1/me")).status_code == 401


async def test_a_password_is_changed_only_by_who_knows_it_and_guesses_are_counted(
    browser: httpx.AsyncClient, client: httpx.AsyncClient
) -> None:
    given = {"old": "wrong", "new": "another horse battery"}
    answers = [await client.post("/v1/me/password", json=given) for _ in range(11)]
    assert [answer.status_code for answer in answers] == [422] * 10 + [429]
    assert answers[0].json()["errors"][0]["field"] == "old"
    assert (await sign_in(browser)).status_code == 429  # the same counter
    short = await client.post("/v1/me/password", json={"old": PASSWORD, "new": "short"})
    assert short.json()["detail"] == "new: must have at least 10 characters"


async def test_a_lead_makes_a_link_by_which_a_member_chooses_a_password_once(
    gateway: Gateway, system: Database
) -> None:
    team = await make_team(system)
    async with await gateway.client_of(team.dung) as lead, await gateway.client_of(team.an) as member:
        address = f"/v1/programme/members/{team.an}/password-link"
        assert (await member.post(address)).status_code == 403
        made, other = (await lead.post(address)).json(), (await lead.post(address)).json()
        assert made["url"] == f"http://weeklog.test/#password={made['secret']}"
        assert (await lead.post(f"/v1/programme/members/{team.dung}/password-link")).status_code == 422
    async with gateway.client() as nobody:
        link = f"/v1/password-links/{made['secret']}"
        seen = (await nobody.get(link)).json()
        assert (seen["name"], seen["email"]) == ("An Nguyen", "an@example.com")
        assert (await nobody.post(link, json={"password": "short"})).status_code == 422
        me = await nobody.post(link, json={"password": PASSWORD})
        assert (me.status_code, me.json()["person"]["name"]) == (201, "An Nguyen")
        assert me.json() == (await nobody.get("/v1/me")).json()
        for used in (made, other):
            assert (await nobody.get(f"/v1/password-links/{used['secret']}")).status_code == 404
        assert (await nobody.post(link, json={"password": "another one of mine"})).status_code == 404
        assert (await sign_in(nobody)).status_code == 201


async def test_a_link_that_was_used_is_told_to_them_and_to_every_lead(
    gateway: Gateway, system: Database
) -> None:
    team = await make_team(system)
    co_lead = await join(system, team.programme_id, "giang@example.com", name="Giang Do", role="lead")
    await system.all("update people set language = 'vi' where id = $1", co_lead)
    link = f"/v1/programme/members/{team.chi}/password-link"
    lead = await gateway.client_of(team.dung)
    for _ in range(2):  # the second one is told as well
        secret = (await lead.post(link)).json()["secret"]
        async with gateway.client() as holder:
            used = await holder.post(f"/v1/password-links/{secret}", json={"password": PASSWORD})
            assert used.status_code == 201, used.text
        told: dict[str, str] = {}
        for name, person in (("Chi", team.chi), ("Dung", team.dung), ("Giang", co_lead), ("Binh", team.binh)):
            async with await gateway.client_of(person) as client:
                for notice in (await client.get("/v1/notices", params={"unread": True})).json()["items"]:
                    assert (notice["kind"], notice["week"]) == ("password_link", 1)
                    told[name] = notice["text"]
                    await client.post(f"/v1/notices/{notice['id']}/read")
        assert told.keys() == {"Chi", "Dung", "Giang"}
        assert "by a link that Dung Pham made" in told["Chi"]
        assert told["Dung"] == "The password of Chi Le was chosen anew by a link that Dung Pham made."
        assert "Mật khẩu của Chi Le" in told["Giang"]


async def test_a_password_link_opens_no_programme_that_its_maker_does_not_lead(
    gateway: Gateway, system: Database
) -> None:
    team = await make_team(system)
    async with await gateway.client_of(team.dung) as lead, await gateway.client_of(team.binh) as member:
        address = f"/v1/programme/members/{team.binh}/password-link"
        secret = (await lead.post(address)).json()["secret"]
        begun = {"name": "Mine", "zone": "UTC", "starts_on": "2026-10-05", "weeks": 2}
        assert (await member.post("/v1/programmes", json=begun)).status_code == 201
        assert (await lead.post(address)).status_code == 409
        assert (await lead.get(f"/v1/password-links/{secret}")).status_code == 404


@pytest.mark.parametrize("secret", ["x", "AAAA", "é", "A" * 96, "-" * 200])
async def test_a_link_that_nobody_made_is_none(gateway: Gateway, secret: str) -> None:
    async with gateway.client() as nobody:
        assert (await nobody.get(f"/v1/password-links/{secret}")).status_code == 404
        answer = await nobody.post(f"/v1/password-links/{secret}", json={"password": PASSWORD})
        assert answer.status_code == 404


async def test_guessing_links_is_refused_for_a_while(gateway: Gateway) -> None:
    async with gateway.client() as nobody:
        statuses = [(await nobody.get("/v1/password-links/AAAA")).status_code for _ in range(11)]
    assert statuses == [404] * 10 + [429]


async def test_a_first_password_that_the_lead_knows_can_be_changed(
    gateway: Gateway, client: httpx.AsyncClient, an: PersonId, system: Database
) -> None:
    await make_lead(system, an)
    added = (await client.post("/v1/people", json={"email": "binh@example.com", "name": "Bình"})).json()
    async with gateway.client() as browser:
        await sign_in(browser, email="binh@example.com", password=added["password"])
        given = {"old": added["password"], "new": PASSWORD}
        assert (await browser.post("/v1/me/password", json=given, headers=PAGE)).status_code == 204
        answer = await sign_in(browser, email="binh@example.com", password=added["password"])
        assert answer.status_code == 401


async def test_in_an_archive_one_is_still_oneself(
    client: httpx.AsyncClient, an: PersonId, system: Database
) -> None:
    await make_lead(system, an)
    assert (await client.post("/v1/programme/archive")).status_code == 200
    assert (await client.patch("/v1/me", json={"name": "An N."})).status_code == 200
    given = {"old": "wrong", "new": PASSWORD}
    assert (await client.post("/v1/me/password", json=given)).status_code == 422


async def make_lead(system: Database, person: PersonId) -> None:
    await system.all("update members set role = 'lead' where person_id = $1", person)


async def test_a_token_outlives_no_token_that_made_it(gateway: Gateway, client: httpx.AsyncClient) -> None:
    day = (await client.post("/v1/tokens", json={"name": "day", "expires_in_days": 1})).json()
    async with gateway.client(day["token"]) as short:
        longer = await short.post("/v1/tokens", json={"name": "x", "expires_in_days": 2})
        assert (longer.status_code, longer.json()["errors"][0]["field"]) == (422, "expires_in_days")
        made = (await short.post("/v1/tokens", json={"name": "x"})).json()
        assert made["expires_at"] == day["expires_at"]
    endless = (await client.post("/v1/tokens", json={"name": "y"})).json()
    assert endless["expires_at"] is not None  # the token that asks has no end


async def test_sessions_are_listed_and_ended(gateway: Gateway, browser: httpx.AsyncClient) -> None:
    await sign_in(browser)
    async with gateway.client() as elsewhere:
        await sign_in(elsewhere)
        items = (await browser.get("/v1/sessions")).json()["items"]
        assert sorted(one["current"] for one in items) == [False, True]
        other = next(one["id"] for one in items if not one["current"])
        assert (await browser.delete(f"/v1/sessions/{other}", headers=PAGE)).status_code == 204
        assert (await elsewhere.get("/v1/me")).status_code == 401
        assert (await browser.delete(f"/v1/sessions/{other}", headers=PAGE)).status_code == 404


async def test_a_guessable_password_is_refused_with_its_reason(browser: httpx.AsyncClient) -> None:
    await sign_in(browser)
    given = {"old": PASSWORD, "new": "0123456789"}
    refused = await browser.post("/v1/me/password", json=given, headers=PAGE)
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "new")
    assert "choose another" in refused.json()["detail"]
