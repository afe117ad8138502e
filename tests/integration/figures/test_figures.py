"""Figures as their readers see them."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from tests.integration.conftest import Gateway
from tests.support.feedback import Scene, open_scene
from tests.support.team import join


@pytest.fixture
async def scene(gateway: Gateway) -> AsyncIterator[Scene]:
    async with open_scene(gateway) as scene:
        yield scene


async def asked(client: httpx.AsyncClient, path: str, **params: str) -> dict[str, Any]:
    answer = await client.get(f"/v1/figures/{path}", params=params)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def a_week(scene: Scene) -> None:
    guide = {"title": "VPC guide", "url": "https://example.com/vpc"}
    await scene.entry("VPC", tags=["aws"], hours=2, resources=[guide], status="done")
    await scene.entry(
        "Subnets", start_on="2026-10-07", end_on="2026-10-08", tags=["aws", "net"], hours=3, resources=[guide],
        status="done",
    )  # fmt: skip
    await scene.entry("Peering", start_on="2026-10-05", status="blocked")
    await scene.entry("Talk", start_on="2026-10-09", status="dropped")
    lines = {"items": [{"text": "A VPC", "done": True}, {"text": "A talk"}]}
    assert (await scene.an.put("/v1/weeks/1/objectives", json=lines)).status_code == 200


async def test_a_week_in_figures(scene: Scene) -> None:
    await a_week(scene)
    scene.at("2026-10-15T03:00:00+00:00")
    found = await asked(scene.an, "weeks/1")
    assert (found["week"]["entries"], found["week"]["hours"]) == (4, 5.0)
    assert found["week"]["statuses"] == {"planned": 0, "doing": 0, "blocked": 1, "done": 2, "dropped": 1}
    assert found["week"]["objectives"] == {"open": 1, "met": 1, "missed": 0, "carried": 0}
    assert found["days"] == [
        {"day": "2026-10-05", "entries": 1, "hours": 0.0},
        {"day": "2026-10-06", "entries": 1, "hours": 2.0},
        {"day": "2026-10-07", "entries": 1, "hours": 1.5},
        {"day": "2026-10-08", "entries": 1, "hours": 1.5},
        {"day": "2026-10-09", "entries": 1, "hours": 0.0},
    ]
    assert found["open"] == {
        "entries": 1, "oldest_days": 10, "median_days": 10.0, "blocked": 1, "oldest_blocked_days": 10,
    }  # fmt: skip
    assert [(one["tag"], one["entries"], one["hours"]) for one in found["tags"]] == [
        ("aws", 2, 5.0),
        ("net", 1, 3.0),
    ]
    assert found["resources"] == [
        {"title": "VPC guide", "url": "https://example.com/vpc", "entries": 2, "people": 1}
    ]
    assert (await scene.an.get("/v1/figures/weeks/13")).status_code == 404


async def test_carried_work_is_as_old_as_what_it_goes_on_with(scene: Scene) -> None:
    await scene.entry("Peering", start_on="2026-10-05", status="doing")
    assert (await scene.an.post("/v1/weeks/2/carry-over", json={})).status_code == 200
    scene.at("2026-10-15T03:00:00+00:00")
    assert (await asked(scene.an, "person"))["open"] | {"median_days": None} == {
        "entries": 1, "oldest_days": 10, "median_days": None, "blocked": 0, "oldest_blocked_days": None,
    }  # fmt: skip


async def test_who_follows_somebody_sees_their_figures_and_nobody_else_does(scene: Scene) -> None:
    await a_week(scene)
    theirs = {"person": str(scene.team.an)}
    own = await asked(scene.an, "person")
    assert (own["entries"], own["hours"], len(own["weeks"])) == (4, 5.0, 12)
    for reader in (scene.chi, scene.dung):
        assert await asked(reader, "person", **theirs) == own
        assert (await asked(reader, "weeks/1", **theirs))["week"] == own["weeks"][0]
    for outsider in (scene.binh, scene.stranger):
        for path in ("person", "weeks/1", "programme"):
            answer = await outsider.get(f"/v1/figures/{path}", params=theirs)
            assert answer.status_code == (403 if path == "programme" else 404)
    assert (await scene.chi.get("/v1/figures/programme")).status_code == 403


async def test_the_round_of_a_review_is_timed_and_a_draft_is_its_owners(scene: Scene) -> None:
    scene.at("2026-10-09T11:00:00+00:00")
    review = await scene.review(scene.team.an)
    await scene.gateway.system.all("select 1")
    theirs = {"person": str(scene.team.an)}
    assert (await asked(scene.an, "person"))["weeks"][0]["review"]["state"] == "drafted"
    assert (await asked(scene.chi, "person", **theirs))["weeks"][0]["review"] is None
    await scene.an.post(f"/v1/reviews/{review}/submit")
    scene.at("2026-10-09T17:00:00+00:00")
    sent = await scene.chi.post(f"/v1/reviews/{review}/send-back", json={"reason": "Which region?"})
    assert sent.status_code == 200, sent.text
    scene.at("2026-10-10T09:00:00+00:00")
    await scene.an.post(f"/v1/reviews/{review}/submit")
    scene.at("2026-10-10T11:00:00+00:00")
    opened = await scene.chi.get(f"/v1/reviews/{review}")
    done = await scene.chi.post(
        f"/v1/reviews/{review}/approve", json={}, headers={"If-Match": opened.headers["etag"]}
    )
    assert done.status_code == 200, done.text
    assert (await asked(scene.chi, "person", **theirs))["answers"] == {"count": 2, "median_hours": 4.0}
    assert (await asked(scene.an, "weeks/1"))["week"]["review"]["hours_to_approve"] == 2.0
    given = {"count": 2, "median_hours": 4.0}
    assert (await asked(scene.chi, "person"))["answers_given"] == given
    assert (await asked(scene.dung, "person", person=str(scene.team.chi)))["answers_given"] == given


async def test_a_programme_lists_people_by_name_and_tells_no_average_of_four(scene: Scene) -> None:
    await a_week(scene)
    found = await asked(scene.dung, "programme")
    assert [one["person"]["name"] for one in found["people"]] == ["An Nguyen", "Binh Tran"]
    assert (found["people"][0]["entries"], found["people"][1]["entries"]) == (4, 0)
    assert (found["weeks"][0]["people"], found["weeks"][0]["entries"]) == (1, 4)
    assert set(found["averages"].values()) == {None}
    assert found["open"]["median_days"] is None
    assert "five" in found["withheld"] or "5" in found["withheld"]


async def test_of_five_people_averages_are_told(scene: Scene, gateway: Gateway) -> None:
    for number in range(5):
        member = await join(
            gateway.system,
            scene.team.programme_id,
            f"m{number}@example.com",
            name=f"M{number}",
            role="member",
        )
        async with await gateway.client_of(member) as client:
            for hours in range(number + 1):
                await client.post("/v1/entries", json={"text": "Work", "hours": hours + 1, "status": "done"})
    found = await asked(scene.dung, "programme")
    assert [one["entries"] for one in found["people"]] == [0, 0, 1, 2, 3, 4, 5]
    assert found["averages"] == {
        "entries_a_week": 3.0, "hours_a_week": 7.0, "done_share": 1.0, "objectives_met_share": None,
        "median_hours_to_submit": None, "median_hours_to_approve": None, "median_hours_to_answer": None,
    }  # fmt: skip
    assert found["withheld"]


async def test_a_competency_is_shown_by_the_entries_that_have_one_of_its_tags(scene: Scene) -> None:
    await a_week(scene)
    wanted = {"items": [{"name": "Networks", "tags": ["AWS", "net"]}, {"name": "Speaking", "tags": ["talk"]}]}
    put = await scene.dung.put("/v1/programme/competencies", json=wanted)
    assert put.json()["items"] == [
        {"name": "Networks", "tags": ["aws", "net"]},
        {"name": "Speaking", "tags": ["talk"]},
    ]
    assert (await scene.an.get("/v1/programme/competencies")).json() == put.json()
    assert (await asked(scene.an, "person"))["competencies"] == [
        {"name": "Networks", "tags": ["aws", "net"], "tags_used": ["aws", "net"], "entries": 2, "hours": 5.0,
            "people": 1},
        {"name": "Speaking", "tags": ["talk"], "tags_used": [], "entries": 0, "hours": 0.0, "people": 0},
    ]  # fmt: skip
    stale = await scene.dung.put(
        "/v1/programme/competencies", json={"items": []}, headers={"If-Match": '"0123456789abcdef"'}
    )
    assert stale.status_code == 412
    twice = await scene.dung.put("/v1/programme/competencies", json={"items": wanted["items"][:1] * 2})
    assert twice.json()["errors"][0]["field"] == "items.1.name"
    assert (await scene.chi.put("/v1/programme/competencies", json=wanted)).status_code == 403
