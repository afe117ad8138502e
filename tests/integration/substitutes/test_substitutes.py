"""Somebody stands in for a mentor: on these days they do what the mentor may, before and after nothing."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import asyncpg
import httpx
import pytest

from tests.integration.conftest import Gateway
from tests.support.feedback import Scene, open_scene
from tests.support.people import RecordingPublisher
from tests.support.team import join
from weeklog.ids import PersonId
from weeklog_scheduler.mailings import Mailings
from weeklog_scheduler.remind import Reminders

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def day(ahead: int) -> str:
    """On the mentor's clock, from today."""
    return (datetime.now(ZONE).date() + timedelta(days=ahead)).isoformat()


@dataclass
class Substituting:
    scene: Scene
    em: httpx.AsyncClient  # a mentor of nobody
    em_id: PersonId

    async def name(self, first: int, last: int, **fields: Any) -> httpx.Response:
        """By the mentor, for days counted from today."""
        days = {"first_day": day(first), "last_day": day(last)}
        return await self.scene.chi.post(
            "/v1/substitutes", json={"substitute_id": str(self.em_id), **days, **fields}
        )

    async def sees(self, review: str) -> int:
        return (await self.em.get(f"/v1/reviews/{review}")).status_code

    async def comes_to_see(self, review: str) -> None:
        """A gateway hears of new rights a moment after they are given."""
        async with asyncio.timeout(5):
            while await self.sees(review) != 200:
                await asyncio.sleep(0.01)


@pytest.fixture
async def at_work(gateway: Gateway) -> AsyncIterator[Substituting]:
    async with open_scene(gateway) as scene, AsyncExitStack() as ending:
        em = await join(
            gateway.system, scene.team.programme_id, "em@example.com", name="Em Vo", role="mentor"
        )
        client = await ending.enter_async_context(await gateway.client_of(em))
        yield Substituting(scene, client, em)


async def submitted(scene: Scene, week: int = 1) -> str:
    review = await scene.review(scene.team.an, week)
    assert (await scene.an.post(f"/v1/reviews/{review}/submit")).status_code == 200
    return review


async def test_a_substitute_does_what_the_mentor_may_and_only_meanwhile(at_work: Substituting) -> None:
    scene, review = at_work.scene, await submitted(at_work.scene)
    entry = await scene.entry("Build the VPC")
    for first, last in ((1, 9), (-9, -1)):
        assert (await at_work.name(first, last)).status_code == 201
        assert await at_work.sees(review) == 404
        for move in ("approve", "send-back"):
            answer = await at_work.em.post(f"/v1/reviews/{review}/{move}", json={"reason": "no"})
            assert answer.status_code == 404
        comment = {"anchor": {"kind": "entry", "id": entry}, "text": "Hm?"}
        assert (await at_work.em.post("/v1/comments", json=comment)).status_code == 404
        assert (await at_work.em.get("/v1/queue")).json()["items"] == []
    now = (await at_work.name(0, 0)).json()
    await at_work.comes_to_see(review)
    (waiting,) = (await at_work.em.get("/v1/queue")).json()["items"]
    assert (waiting["id"], waiting["stands_in_for"]) == (
        review,
        {"id": str(scene.team.chi), "name": "Chi Le"},
    )
    await scene.comment(at_work.em, {"kind": "review", "id": review}, "Which region?")
    back = await at_work.em.post(f"/v1/reviews/{review}/send-back", json={"reason": "Name the region"})
    assert back.json()["state"] == "sent_back"
    again = await scene.an.post(f"/v1/reviews/{review}/submit", json={"although_changed": True})
    assert again.status_code == 200
    approved = await at_work.em.post(f"/v1/reviews/{review}/approve")
    assert (approved.status_code, approved.json()["approved_by"]) == (200, str(at_work.em_id))
    assert (await scene.chi.delete(f"/v1/substitutes/{now['id']}")).status_code == 204
    assert await at_work.sees(review) == 404


async def test_nobody_else_is_opened_to_them(at_work: Substituting) -> None:
    """Neither whom the mentor does not mentor, nor a draft, nor who asks about themselves."""
    scene = at_work.scene
    assert (await at_work.name(0, 0)).status_code == 201
    other = await scene.review(scene.team.binh)
    assert (await scene.binh.post(f"/v1/reviews/{other}/submit")).status_code == 200
    assert await at_work.sees(other) == 404
    assert await at_work.sees(await scene.review(scene.team.an)) == 404
    assert (await scene.an.get("/v1/substitutes")).json()["items"][0]["substitute_id"] == str(at_work.em_id)
    assert (await scene.binh.get("/v1/substitutes")).json()["items"] == []
    system = scene.gateway.system
    await system.all("update members set role = 'member' where person_id = $1", at_work.em_id)
    assert await at_work.sees(await submitted(scene, 2)) == 404


async def test_who_may_name_whom(at_work: Substituting) -> None:
    scene, em = at_work.scene, str(at_work.em_id)
    of_chi = {"substitute_id": em, "first_day": day(0), "mentor_id": str(scene.team.chi)}
    for client, status in ((scene.an, 404), (scene.binh, 404), (at_work.em, 404), (scene.stranger, 404)):
        assert (await client.post("/v1/substitutes", json=of_chi)).status_code == status
    assert (await scene.an.post("/v1/substitutes", json=of_chi | {"mentor_id": None})).status_code == 403
    made = await scene.dung.post("/v1/substitutes", json=of_chi)
    assert made.status_code == 201
    for client, status in ((scene.an, 403), (scene.binh, 404), (at_work.em, 404)):
        removed = await client.delete(f"/v1/substitutes/{made.json()['id']}")
        assert removed.status_code == status if client is not scene.an else removed.status_code in (403, 404)
    for field, value in (
        ("substitute_id", str(scene.team.chi)),
        ("substitute_id", str(scene.team.binh)),
        ("substitute_id", "0" * 32),
        ("mentor_id", str(scene.team.binh)),
        ("last_day", day(-1)),
        ("last_day", day(400)),
    ):
        refused = await scene.dung.post("/v1/substitutes", json=of_chi | {field: value})
        assert refused.status_code == 422, (field, refused.text)
        assert field in refused.text
    log = [one["text"] for one in (await scene.dung.get("/v1/audit")).json()["items"]]
    assert f"Dung Pham named Em Vo as the substitute of Chi Le, {day(0)}." in log
    assert (await scene.dung.delete(f"/v1/substitutes/{made.json()['id']}")).status_code == 204
    log = [one["text"] for one in (await scene.dung.get("/v1/audit")).json()["items"]]
    assert f"Em Vo is no longer the substitute of Chi Le, {day(0)}, by Dung Pham." in log


async def test_a_mentor_names_one_with_their_absence_and_both_end_together(at_work: Substituting) -> None:
    scene, review = at_work.scene, await submitted(at_work.scene)
    away = {"first_day": "2026-10-05", "last_day": "2027-06-30", "reason": "leave"}
    named = await scene.chi.post("/v1/absences", json=away | {"substitute_id": str(at_work.em_id)})
    assert named.status_code == 201, named.text
    assert await at_work.sees(review) == 200
    (one,) = (await at_work.em.get("/v1/substitutes")).json()["items"]
    assert (one["absence_id"], one["last_day"]) == (named.json()["id"], "2027-06-30")
    assert (await scene.chi.delete(f"/v1/absences/{named.json()['id']}")).status_code == 204
    assert await at_work.sees(review) == 404
    of_an = await scene.an.post("/v1/absences", json=away | {"substitute_id": str(at_work.em_id)})
    assert of_an.status_code == 403
    assert (await scene.an.get("/v1/absences")).json()["items"] == []


async def test_the_overview_shows_who_stands_in(at_work: Substituting) -> None:
    scene = at_work.scene
    assert (await at_work.name(0, 0)).status_code == 201
    em = {"id": str(at_work.em_id), "name": "Em Vo"}
    for client in (scene.dung, scene.chi, at_work.em):
        seen = (await client.get("/v1/programme/overview", params={"week": 1})).json()
        (an,) = [one for one in seen["members"] if one["person"]["id"] == str(scene.team.an)]
        assert ([one["name"] for one in an["mentors"]], an["substitutes"]) == (["Chi Le"], [em])
        (load,) = seen["mentors"]
        assert (load["mentor"]["name"], load["members"], load["substitutes"]) == ("Chi Le", 1, [em])


async def test_postgres_says_the_same_of_whoever_forgets_to_ask(at_work: Substituting) -> None:
    scene, team = at_work.scene, at_work.scene.team
    review, store = await submitted(scene), scene.gateway.app.state.parts.store
    add = (
        "insert into substitutes (id, programme_id, mentor_id, substitute_id, first_day, last_day, created_by) "
        "values (gen_random_uuid(), $1, $2, $3, current_date - 1, current_date + 1, $4)"
    )
    for person in (team.an, team.binh, at_work.em_id):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            async with store.begin(person) as work:
                await work.run(add, team.programme_id, team.chi, at_work.em_id, person)
    approve = "update reviews set state = 'approved' where id = $1 returning id"
    async with store.begin(at_work.em_id) as work:
        assert await work.all(approve, review) == []
    await at_work.name(0, 0)
    async with store.begin(at_work.em_id) as work:
        assert len(await work.all(approve, review)) == 1


@pytest.mark.parametrize(
    "zone",
    ["Asia/Ho_Chi_Minh", "Pacific/Kiritimati", "America/St_Johns", "Australia/Lord_Howe", "Africa/Cairo"],
)
async def test_the_days_are_those_of_the_mentor_s_clock_as_it_is_set_now(
    at_work: Substituting, zone: str
) -> None:
    team, system = at_work.scene.team, at_work.scene.gateway.system
    await system.all("update people set zone = $2 where id = $1", team.chi, zone)
    here = ZoneInfo(zone)
    for spring in (date(2026, 4, 4), date(2026, 10, 30)):  # clocks are moved on some of these days
        first, last = spring, spring + timedelta(days=2)
        await at_work.scene.chi.post(
            "/v1/substitutes",
            json={"substitute_id": str(at_work.em_id), "first_day": str(first), "last_day": str(last)},
        )
        begins = datetime(first.year, first.month, first.day, tzinfo=here).astimezone(UTC)
        ends = (datetime(last.year, last.month, last.day, tzinfo=here) + timedelta(days=1)).astimezone(UTC)
        for moment, there in (
            (begins - timedelta(seconds=1), False),
            (begins, True),
            (ends - timedelta(seconds=1), True),
            (ends, False),
        ):
            found = await system.all(
                "select from mentors_at($1) where mentor_id = $2 and member_id = $3",
                moment,
                at_work.em_id,
                team.an,
            )
            assert bool(found) is there, (zone, moment)


async def test_reminders_and_mails_go_to_who_stands_in(at_work: Substituting) -> None:
    scene, system = at_work.scene, at_work.scene.gateway.system
    scene.at("2026-10-05T04:00:00+00:00")
    await submitted(scene)
    days = {"first_day": "2026-10-05", "last_day": "2026-10-16", "substitute_id": str(at_work.em_id)}
    assert (await scene.chi.post("/v1/absences", json=days | {"reason": "leave"})).status_code == 201
    told = RecordingPublisher()
    for _ in range(2):
        await Reminders(system, told, lambda: datetime(2026, 10, 12, 4, tzinfo=UTC)).look()
        await Mailings(system, lambda: datetime(2026, 10, 5, 5, tzinfo=UTC)).look()
    waiting = [
        person for person, event in told.published if event.model_dump()["notice"]["kind"] == "waiting"
    ]
    assert waiting == [at_work.em_id]
    rows = await system.all("select person_id from deliveries where kind = 'submitted'")
    assert [row["person_id"] for row in rows] == [at_work.em_id]
