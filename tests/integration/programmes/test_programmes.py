"""A programme from its beginning to its archive: who begins it, who joins by a link, who leaves, who leads."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from tests.integration.conftest import TUESDAY, Gateway
from tests.support.people import make_person
from weeklog.db.engine import Database
from weeklog.ids import PersonId
from weeklog.programmes.memberships import join_programme
from weeklog_scheduler.due import DueReviews

PASSWORD = "correct horse battery"
PAGE = {"Origin": "http://weeklog.test"}
NEW = {"name": "First Cloud Journey", "zone": "Asia/Ho_Chi_Minh", "starts_on": "2026-10-02", "weeks": 12}


@pytest.fixture
async def lead(client: httpx.AsyncClient) -> httpx.AsyncClient:
    """`an`, who has begun a programme on a Friday."""
    assert (await client.post("/v1/programmes", json=NEW)).status_code == 201
    return client


async def invited(lead: httpx.AsyncClient, **new: Any) -> str:
    answer = await lead.post("/v1/programme/invitations", json=new)
    assert answer.status_code == 201, answer.text
    return answer.json()["secret"]


@asynccontextmanager
async def newcomer(gateway: Gateway, secret: str, name: str = "Bình") -> AsyncGenerator[httpx.AsyncClient]:
    """Somebody who has just joined, by their session."""
    async with gateway.client() as browser:
        body = {"name": name, "email": f"{name.lower()}@example.com", "password": PASSWORD}
        answer = await browser.post(f"/v1/invitations/{secret}/accept", json=body)
        assert answer.status_code == 201, answer.text
        browser.headers.update(PAGE)
        yield browser


async def may_read(client: httpx.AsyncClient, person_id: str) -> bool:
    """What every operation with `?person=` goes by."""
    answer = await client.get("/v1/weeks", params={"person": person_id})
    assert answer.status_code in (200, 404)
    return answer.status_code == 200


async def id_of(client: httpx.AsyncClient) -> str:
    return (await client.get("/v1/me")).json()["person"]["id"]


@pytest.fixture
async def member(gateway: Gateway, lead: httpx.AsyncClient) -> AsyncIterator[httpx.AsyncClient]:
    async with newcomer(gateway, await invited(lead)) as client:
        yield client


@pytest.fixture
async def mentor(gateway: Gateway, lead: httpx.AsyncClient) -> AsyncIterator[httpx.AsyncClient]:
    async with newcomer(gateway, await invited(lead, role="mentor"), "Mai") as client:
        yield client


async def test_whoever_begins_a_programme_leads_it_and_works_in_it(client: httpx.AsyncClient) -> None:
    answer = await client.post("/v1/programmes", json=NEW | {"holidays": ["2026-12-25"], "days_off": [6, 5]})
    assert answer.status_code == 201
    begun = answer.json()
    assert {name: begun[name] for name in begun.keys() - {"id", "weeks"}} == {
        "name": "First Cloud Journey",
        "zone": "Asia/Ho_Chi_Minh",
        "starts_on": "2026-10-02",
        "role": "lead",
        "holidays": ["2026-12-25"],
        "days_off": [5, 6],
        "review_weekday": 4,
        "review_at": "17:00:00",
        "quiet_from": "20:00:00",
        "quiet_until": "08:00:00",
        "escalate_after_days": 2,
        "drafts_by_model": False,
        "review_placement": "file",
        "archived_at": None,
    }
    assert begun["weeks"][:1] == [{"number": 1, "first_day": "2026-10-02", "last_day": "2026-10-08"}]
    assert len(begun["weeks"]) == 12
    assert (await client.get("/v1/programme")).json() == begun
    me = (await client.get("/v1/me")).json()
    assert (me["programme"]["name"], me["programme"]["role"], me["week"]) == (NEW["name"], "lead", 1)
    assert (await client.post("/v1/entries", json={"text": "Begun"})).json()["week"] == 1


async def test_weeks_can_be_given_one_by_one(client: httpx.AsyncClient) -> None:
    calendar = [
        {"number": 0, "first_day": "2026-10-01", "last_day": "2026-10-04"},
        {"number": 1, "first_day": "2026-10-05", "last_day": "2026-10-09"},
    ]
    begun = await client.post("/v1/programmes", json={"name": "x", "zone": "UTC", "calendar": calendar})
    assert (begun.json()["starts_on"], begun.json()["weeks"]) == ("2026-10-01", calendar)


async def test_a_programme_that_is_begun_twice_with_one_key_is_one(client: httpx.AsyncClient) -> None:
    headers = {"Idempotency-Key": "once"}
    first, again = [await client.post("/v1/programmes", json=NEW, headers=headers) for _ in range(2)]
    assert (first.status_code, again.status_code, again.json()) == (201, 201, first.json())
    assert len((await client.get("/v1/programmes")).json()["items"]) == 2


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"zone": "Asia/Nowhere"}, "zone"),
        ({"weeks": 0}, "weeks"),
        ({"starts_on": "1999-01-01"}, "starts_on"),
        ({"starts_on": None}, ""),
        ({"weeks": None}, ""),
        ({"review_weekday": 7}, "review_weekday"),
        ({"review_at": "17:00+07:00"}, "review_at"),
        ({"days_off": [7]}, "days_off.0"),
        (
            {
                "weeks": None,
                "starts_on": None,
                "calendar": [{"number": 1, "first_day": "2026-10-09", "last_day": "2026-10-05"}],
            },
            "calendar.0.last_day",
        ),
    ],
)
async def test_a_programme_that_makes_no_sense_is_refused_by_field(
    client: httpx.AsyncClient, change: dict[str, Any], field: str
) -> None:
    before = (await client.get("/v1/programmes")).json()
    answer = await client.post("/v1/programmes", json=NEW | change)
    assert (answer.status_code, [fault["field"] for fault in answer.json()["errors"]]) == (422, [field])
    assert (await client.get("/v1/programmes")).json() == before


async def test_one_works_in_one_of_ones_programmes_and_switches(
    lead: httpx.AsyncClient, gateway: Gateway
) -> None:
    listed = (await lead.get("/v1/programmes")).json()["items"]
    assert [(one["name"], one["active"]) for one in listed] == [(NEW["name"], True), ("Internship", False)]
    answer = await lead.put("/v1/me/programme", json={"id": listed[1]["id"]})
    assert (answer.status_code, answer.json()["programme"]["name"]) == (200, "Internship")
    assert (await lead.get("/v1/programme")).json()["name"] == "Internship"
    others = await make_person(gateway.system, "khanh@example.com")
    theirs = await gateway.system.one("select programme_id from members where person_id = $1", others)
    assert theirs is not None
    assert (await lead.put("/v1/me/programme", json={"id": str(theirs[0])})).status_code == 404


async def test_the_lead_changes_what_the_programme_says_of_itself(
    lead: httpx.AsyncClient, member: httpx.AsyncClient
) -> None:
    change = {"name": "Second Journey", "review_weekday": 3, "review_at": "16:30", "quiet_from": "21:00"}
    assert (await member.patch("/v1/programme", json=change)).status_code == 403
    changed = await lead.patch("/v1/programme", json=change)
    assert (changed.json()["name"], changed.json()["review_at"]) == ("Second Journey", "16:30:00")
    assert (await member.get("/v1/programme")).json() == changed.json() | {"role": "member"}
    refused = await lead.patch("/v1/programme", json={"name": None})
    assert refused.status_code == 422


async def test_a_newcomer_joins_by_a_link_signed_in_and_their_token_works(
    gateway: Gateway, lead: httpx.AsyncClient, mentor: httpx.AsyncClient
) -> None:
    mentor_id = await id_of(mentor)
    made = (await lead.post("/v1/programme/invitations", json={"mentor_id": mentor_id})).json()
    assert made["url"] == f"http://weeklog.test/#join={made['secret']}"
    assert made["secret"] not in (await lead.get("/v1/programme/invitations")).text
    async with gateway.client() as nobody:
        seen = (await nobody.get(f"/v1/invitations/{made['secret']}")).json()
    assert seen | {"expires_at": ""} == {
        "programme": NEW["name"],
        "role": "member",
        "inviter": "An",
        "for_one_address": False,
        "expires_at": "",
    }
    async with newcomer(gateway, made["secret"], "Chi") as browser:
        me = (await browser.get("/v1/me")).json()
        assert (me["person"]["name"], me["programme"]["role"]) == ("Chi", "member")
        token = (await browser.post("/v1/tokens", json={"name": "hook"})).json()["token"]
    async with gateway.client(token) as hook:
        assert (await hook.post("/v1/entries", json={"text": "Here"})).status_code == 201
    chi = next(one for one in await people(lead) if one["name"] == "Chi")
    assert chi["mentors"] == [mentor_id]
    assert await may_read(mentor, chi["person_id"])


async def people(client: httpx.AsyncClient) -> list[dict[str, Any]]:
    return (await client.get("/v1/programme/members")).json()["items"]


async def test_a_link_is_good_for_its_uses_its_days_and_its_address(
    gateway: Gateway, lead: httpx.AsyncClient, system: Database
) -> None:
    twice = await invited(lead, uses=2)
    for name in ("Chi", "Dung"):
        async with newcomer(gateway, twice, name):
            pass
    meant = await invited(lead, email="Em@example.com")
    late = await invited(lead, days=1)
    await system.all(
        "update invitations set expires_at = now() where id = (select max(id::text)::uuid from invitations)"
    )
    async with gateway.client() as nobody:
        for secret, status in ((twice, 404), (late, 404), ("nonsense", 404), (meant, 403)):
            body = {"name": "Giang", "email": "giang@example.com", "password": PASSWORD}
            answer = await nobody.post(f"/v1/invitations/{secret}/accept", json=body)
            assert answer.status_code == status, secret
            assert answer.headers.get("set-cookie") is None
    async with newcomer(gateway, meant, "Em") as em:
        assert (await em.get("/v1/me")).status_code == 200
    assert {one["name"] for one in await people(lead)} == {"An", "Chi", "Dung", "Em"}


async def test_of_many_who_take_the_last_use_at_once_one_joins(
    gateway: Gateway, lead: httpx.AsyncClient, system: Database
) -> None:
    secret = await invited(lead)
    clients = [
        await gateway.client_of(await make_person(system, f"guest{index}@example.com")) for index in range(4)
    ]
    answers = await asyncio.gather(*(client.post(f"/v1/invitations/{secret}/accept") for client in clients))
    assert sorted(answer.status_code for answer in answers) == [201, 404, 404, 404]
    assert len(await people(lead)) == 2


async def test_somebody_signed_in_joins_and_one_who_is_in_already_does_not_twice(
    gateway: Gateway, lead: httpx.AsyncClient, system: Database
) -> None:
    secret = await invited(lead, uses=5)
    async with await gateway.client_of(await make_person(system, "khanh@example.com")) as khanh:
        joined = await khanh.post(f"/v1/invitations/{secret}/accept")
        assert (joined.status_code, joined.json()["programme"]["name"]) == (201, NEW["name"])
        assert (await khanh.post(f"/v1/invitations/{secret}/accept")).status_code == 409
    async with gateway.client() as nobody:
        assert (await nobody.post(f"/v1/invitations/{secret}/accept")).status_code == 401
        # Who holds a good link is told that the address has an account; nobody else is.
        body = {"name": "Khánh", "email": "Khanh@example.com", "password": PASSWORD}
        assert (await nobody.post(f"/v1/invitations/{secret}/accept", json=body)).status_code == 409
        assert (await nobody.post("/v1/invitations/nonsense/accept", json=body)).status_code == 404
    (left,) = (await lead.get("/v1/programme/invitations")).json()["items"]
    assert left["uses_left"] == 4  # what was refused took none
    assert (await lead.delete(f"/v1/programme/invitations/{left['id']}")).status_code == 204
    assert (await lead.get(f"/v1/invitations/{secret}")).status_code == 404


async def test_accepting_that_keeps_failing_is_refused_for_a_while(gateway: Gateway) -> None:
    body = {"name": "x", "email": "x@example.com", "password": PASSWORD}
    async with gateway.client() as nobody:
        answers = [await nobody.post("/v1/invitations/nonsense/accept", json=body) for _ in range(11)]
    assert [answer.status_code for answer in answers] == [404] * 10 + [429]


async def test_no_log_line_holds_a_link_an_address_or_a_password(
    gateway: Gateway, lead: httpx.AsyncClient, capfd: pytest.CaptureFixture[str]
) -> None:
    secret = await invited(lead, email="chi@example.com")
    async with newcomer(gateway, secret, "Chi") as chi:
        assert (await chi.post(f"/v1/invitations/{secret}/accept")).status_code == 404
    await asyncio.sleep(0.2)  # lines are written together, a little later
    said = "".join(capfd.readouterr())
    assert "/v1/invitations/{secret}/accept" in said
    for word in (secret, "chi@example.com", PASSWORD, "Chi"):
        assert word not in said


async def test_addresses_are_shown_to_mentors_and_the_lead(
    lead: httpx.AsyncClient, member: httpx.AsyncClient, mentor: httpx.AsyncClient
) -> None:
    for client, shown in ((lead, {"An", "Bình", "Mai"}), (mentor, {"An", "Bình", "Mai"}), (member, {"Bình"})):
        assert {one["name"] for one in await people(client) if one["email"]} == shown
        assert {one["name"]: one["role"] for one in await people(client)} == {
            "An": "lead",
            "Bình": "member",
            "Mai": "mentor",
        }


async def test_only_the_lead_runs_the_programme(
    lead: httpx.AsyncClient, member: httpx.AsyncClient, mentor: httpx.AsyncClient
) -> None:
    binh = await id_of(member)
    operations: list[tuple[str, str, Any]]
    for client in (member, mentor):
        operations = [
            ("POST", "/v1/programme/invitations", {}),
            ("GET", "/v1/programme/invitations", None),
            ("PATCH", f"/v1/programme/members/{binh}", {"role": "lead"}),
            ("DELETE", f"/v1/programme/members/{binh}", None),
            ("PUT", f"/v1/programme/members/{binh}/mentors", {"mentors": []}),
            ("POST", "/v1/programme/hand-over", {"to": binh}),
            ("POST", "/v1/programme/archive", None),
            ("PUT", "/v1/programme/weeks",
                {"weeks": [{"number": 1, "first_day": "2026-10-02", "last_day": "2026-10-08"}]}),
            ("POST", "/v1/people", {"email": "x@example.com", "name": "x"}),
        ]  # fmt: skip
        for method, path, body in operations:
            assert (await client.request(method, path, json=body)).status_code == 403, path


async def test_who_mentors_whom_decides_who_reads_whom(
    gateway: Gateway, lead: httpx.AsyncClient, member: httpx.AsyncClient, mentor: httpx.AsyncClient
) -> None:
    binh, mai = await id_of(member), await id_of(mentor)
    assert not await may_read(mentor, binh)
    assert await may_read(lead, binh)
    refused = await lead.put(f"/v1/programme/members/{mai}/mentors", json={"mentors": [binh]})
    assert [fault["field"] for fault in refused.json()["errors"]] == ["mentors.0"]
    put = await lead.put(f"/v1/programme/members/{binh}/mentors", json={"mentors": [mai]})
    assert (put.status_code, put.json()["mentors"]) == (200, [mai])
    assert await may_read(mentor, binh)
    demoted = await lead.patch(f"/v1/programme/members/{mai}", json={"role": "member"})
    assert (demoted.status_code, demoted.json()["unmentored"]) == (200, [binh])
    back = await lead.patch(f"/v1/programme/members/{mai}", json={"role": "mentor"})
    assert (back.json()["role"], back.json()["unmentored"]) == ("mentor", [])
    assert not await may_read(mentor, binh)
    assert next(one for one in await people(lead) if one["person_id"] == binh)["mentors"] == []


async def test_who_leaves_keeps_their_account_and_what_they_wrote_stays(
    gateway: Gateway, lead: httpx.AsyncClient, member: httpx.AsyncClient
) -> None:
    binh = await id_of(member)
    entry = (await member.post("/v1/entries", json={"text": "Mine"})).json()
    assert (await member.post("/v1/programme/leave")).status_code == 204
    assert (await member.get("/v1/me")).json()["programme"]["left_at"] is not None
    assert (await member.post("/v1/entries", json={"text": "More"})).status_code == 409
    assert (await member.get(f"/v1/entries/{entry['id']}")).json()["text"] == "Mine"
    gone = next(one for one in await people(lead) if one["person_id"] == binh)
    assert gone["left_at"] is not None
    assert await may_read(lead, binh)
    # A new invitation brings them back.
    again = await member.post(f"/v1/invitations/{await invited(lead)}/accept")
    assert (again.status_code, again.json()["programme"]["role"]) == (201, "member")


async def test_there_is_always_a_lead(lead: httpx.AsyncClient, member: httpx.AsyncClient) -> None:
    an, binh = await id_of(lead), await id_of(member)
    link = await invited(lead, role="lead", uses=9)
    for refused in (
        await lead.post("/v1/programme/leave"),
        await lead.delete(f"/v1/programme/members/{an}"),
        await lead.patch(f"/v1/programme/members/{an}", json={"role": "member"}),
    ):
        assert refused.status_code == 409
    assert (await lead.post("/v1/programme/hand-over", json={"to": an})).status_code == 422
    handed = await lead.post("/v1/programme/hand-over", json={"to": binh, "role": "mentor"})
    assert (handed.json()["person_id"], handed.json()["role"]) == (binh, "lead")
    assert (await lead.get("/v1/programme")).json()["role"] == "mentor"
    assert (
        await lead.get(f"/v1/invitations/{link}")
    ).status_code == 404  # nobody comes back by their own link
    assert (await member.delete(f"/v1/programme/members/{an}")).status_code == 204
    assert (await lead.get("/v1/programme")).json()["name"] == "Internship"  # their other one


async def test_who_began_a_programme_goes_by_handing_it_over_alone(
    lead: httpx.AsyncClient, member: httpx.AsyncClient
) -> None:
    an, binh = await id_of(lead), await id_of(member)
    await lead.patch(f"/v1/programme/members/{binh}", json={"role": "lead"})
    for refused in (
        await member.delete(f"/v1/programme/members/{an}"),
        await member.patch(f"/v1/programme/members/{an}", json={"role": "member"}),
        await lead.patch(f"/v1/programme/members/{an}", json={"role": "mentor"}),
        await lead.post("/v1/programme/leave"),
    ):
        assert refused.status_code == 409
        assert "/v1/programme/hand-over" in refused.json()["detail"]
    assert [one["person_id"] for one in await people(member) if one["founder"]] == [an]
    handed = await member.post("/v1/programme/hand-over", json={"to": an})  # of a lead who began nothing
    assert handed.json()["founder"] is True
    handed = await lead.post("/v1/programme/hand-over", json={"to": binh, "role": "lead"})
    assert handed.status_code == 422
    handed = await lead.post("/v1/programme/hand-over", json={"to": binh})
    assert [one["person_id"] for one in await people(member) if one["founder"]] == [binh]
    assert (await member.delete(f"/v1/programme/members/{an}")).status_code == 204
    assert (await member.post("/v1/programme/leave")).status_code == 409


async def test_two_leads_who_leave_at_once_do_not_both(
    lead: httpx.AsyncClient, member: httpx.AsyncClient, system: Database
) -> None:
    await system.all("update members set founder = false")  # or one of the two could not leave in any case
    await lead.patch(f"/v1/programme/members/{await id_of(member)}", json={"role": "lead"})
    answers = await asyncio.gather(*(client.post("/v1/programme/leave") for client in (lead, member)))
    assert sorted(answer.status_code for answer in answers) == [204, 409]


async def test_an_archived_programme_is_read_and_exported_not_changed(
    gateway: Gateway, lead: httpx.AsyncClient, member: httpx.AsyncClient
) -> None:
    link = await invited(lead)
    entry = (await member.post("/v1/entries", json={"text": "Mine"})).json()
    conversation = (await member.post("/v1/conversations", json={})).json()
    assert (await lead.post("/v1/programme/archive")).json()["archived_at"] is not None
    refused: list[tuple[str, str, Any]] = [
        ("POST", "/v1/entries", {"text": "More"}),
        ("POST", "/v1/entries/bulk", {"items": [{"text": "More"}]}),
        ("PATCH", f"/v1/entries/{entry['id']}", {"text": "Other"}),
        ("DELETE", f"/v1/entries/{entry['id']}", None),
        ("PUT", "/v1/weeks/1/objectives", {"items": []}),
        ("PUT", "/v1/weeks/1/achievements", {"items": []}),
        ("POST", "/v1/pages/import", None),
        ("POST", "/v1/weeks/1/review", None),
        ("POST", "/v1/conversations", {}),
        ("POST", f"/v1/conversations/{conversation['id']}/messages", {"text": "?"}),
    ]
    for method, path, body in refused:
        answer = await member.request(method, path, json=body, headers={"If-Match": "*"})
        assert answer.status_code == 409, f"{method} {path}: {answer.text}"
    assert (await lead.patch("/v1/programme", json={"name": "x"})).status_code == 409
    for path in ("/v1/entries", "/v1/weeks/1", "/v1/weeks/1/page", "/v1/conversations", "/v1/reviews"):
        assert (await member.get(path)).status_code == 200, path
    assert (await member.post("/v1/tokens", json={"name": "x"})).status_code == 201
    assert (await member.get(f"/v1/invitations/{link}")).status_code == 404
    left = await lead.post("/v1/programme/leave")
    assert (left.status_code, "unarchive, and hand over first" in left.json()["detail"]) == (409, True)
    assert (await member.post("/v1/programme/unarchive")).status_code == 403
    assert (await lead.post("/v1/programme/unarchive")).json()["archived_at"] is None
    assert (await member.post("/v1/entries", json={"text": "More"})).status_code == 201


@pytest.mark.parametrize("change", ["left_at = now()", "joined_at = '2026-10-05T00:00Z'", "archived", ""])
async def test_reviews_fall_due_for_those_who_were_there(system: Database, change: str) -> None:
    an = await make_person(system, starts_on=TUESDAY.date() - timedelta(days=13))  # one week is over
    await system.all("update members set joined_at = '2026-09-01T00:00Z' where person_id = $1", an)
    if change == "archived":
        await system.all("update programmes set archived_at = now()")
    elif change:
        await system.all(f"update members set {change} where person_id = $1", an)
    assert await due(system) == (0 if change else 1)


async def test_a_moment_of_joining_after_the_set_clock_says_nothing(system: Database) -> None:
    an = await make_person(system, starts_on=TUESDAY.date() - timedelta(days=13))
    await system.all("update members set joined_at = '2027-01-01T00:00Z' where person_id = $1", an)
    assert await due(system) == 1


async def due(system: Database) -> int:
    return await DueReviews(system, lambda: TUESDAY, timedelta(days=14), 0).look()


async def test_who_joins_again_is_a_member_from_then_on(system: Database, an: PersonId) -> None:
    programme = await system.one("select programme_id from members where person_id = $1", an)
    assert programme is not None
    later = datetime(2026, 11, 2, tzinfo=UTC)
    values = {"programme_id": programme[0], "person_id": an, "role": "mentor", "joined_at": later}
    assert await system.value(join_programme, **values) is None
    await system.all("update members set left_at = now() where person_id = $1", an)
    assert await system.value(join_programme, **values) is not None
    row = await system.one("select role, joined_at, left_at from members where person_id = $1", an)
    assert row is not None
    assert tuple(row) == ("mentor", later, None)


async def test_a_link_from_before_brings_nobody_back_who_was_removed(
    gateway: Gateway, lead: httpx.AsyncClient
) -> None:
    secret = await invited(lead, uses=5)
    async with newcomer(gateway, secret) as member:
        person_id = await id_of(member)
        assert (await lead.delete(f"/v1/programme/members/{person_id}")).status_code == 204
        again = await member.post(f"/v1/invitations/{secret}/accept")
        assert again.status_code == 409, again.text
        assert "new one" in again.json()["detail"]
        new = await invited(lead)
        assert (await member.post(f"/v1/invitations/{new}/accept")).status_code == 201
