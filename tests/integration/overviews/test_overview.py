"""A week for its mentors and lead."""

from collections.abc import AsyncIterator

import pytest

from tests.integration.conftest import Gateway
from tests.support.feedback import Scene, open_scene

OVERVIEW = "/v1/programme/overview"


@pytest.fixture
async def scene(gateway: Gateway) -> AsyncIterator[Scene]:
    """Two members are blocked by the same; one has submitted, whose review has been waiting since."""
    async with open_scene(gateway) as scene:
        await scene.entry("Waiting for the AWS sandbox account", status="blocked")
        said = {"text": "The AWS sandbox account is not there yet", "status": "blocked"}
        assert (await scene.binh.post("/v1/entries", json=said)).status_code == 201
        review = await scene.review(scene.team.an)
        scene.at("2026-10-09T11:00:00+00:00")
        await scene.an.post(f"/v1/reviews/{review}/submit")
        scene.at("2026-10-12T03:00:00+00:00")
        yield scene


async def test_a_lead_sees_who_is_late_what_waits_and_what_blocks(scene: Scene) -> None:
    seen = (await scene.dung.get(OVERVIEW, params={"week": 1})).json()
    binh, an = seen["members"]
    assert (binh["person"]["name"], binh["state"], binh["late"]) == ("Binh Tran", "none", True)
    assert (an["state"], an["late"], an["waiting_days"]) == ("submitted", False, 3)
    assert [one["name"] for one in an["mentors"]] == ["Chi Le"]
    (blocker,) = seen["blockers"]
    assert sorted(one["name"] for one in blocker["people"]) == ["An Nguyen", "Binh Tran"]
    (load,) = seen["mentors"]
    assert load == {
        "mentor": {"id": str(scene.team.chi), "name": "Chi Le"},
        "members": 1,
        "substitutes": [],
        "waiting": 1,
        "oldest_days": 3,
        "answered": 0,
    }


async def test_a_mentor_sees_their_own_members_and_a_member_nothing(scene: Scene) -> None:
    seen = (await scene.chi.get(OVERVIEW, params={"week": 1})).json()
    assert [one["person"]["name"] for one in seen["members"]] == ["An Nguyen"]
    assert [[person["name"] for person in one["people"]] for one in seen["blockers"]] == [["An Nguyen"]]
    assert (await scene.an.get(OVERVIEW)).status_code == 403


async def test_who_is_away_is_away_and_last(scene: Scene) -> None:
    away = {
        "first_day": "2026-10-12",
        "last_day": "2026-10-16",
        "reason": "leave",
        "person_id": str(scene.team.an),
    }
    assert (await scene.dung.post("/v1/absences", json=away)).status_code == 201
    seen = (await scene.dung.get(OVERVIEW)).json()  # of today's week
    assert seen["week"] == 2
    assert [(one["person"]["name"], one["away"], one["late"]) for one in seen["members"]] == [
        ("Binh Tran", False, False),
        ("An Nguyen", True, False),
    ]


async def test_a_week_that_is_none_is_not_found(scene: Scene) -> None:
    assert (await scene.dung.get(OVERVIEW, params={"week": 99})).status_code == 404


async def test_an_answer_counts_for_who_gave_it(scene: Scene) -> None:
    review = (await scene.dung.get(OVERVIEW, params={"week": 1})).json()["members"][1]["review_id"]
    scene.at("2026-10-11T03:00:00+00:00")
    assert (await scene.chi.post(f"/v1/reviews/{review}/approve")).status_code == 200
    (load,) = (await scene.dung.get(OVERVIEW, params={"week": 1})).json()["mentors"]
    assert (load["waiting"], load["oldest_days"], load["answered"]) == (0, None, 1)
