"""Submitting a review, and who has submitted."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from tests.integration.conftest import Gateway
from tests.support.feedback import Scene, open_scene
from tests.support.moments import shown


@pytest.fixture
async def scene(gateway: Gateway) -> AsyncIterator[Scene]:
    async with open_scene(gateway) as scene:
        yield scene


async def test_a_draft_is_its_owners_until_it_is_submitted_and_after_it_is_taken_back(scene: Scene) -> None:
    scene.at("2026-10-09T11:00:00+00:00")
    review = await scene.review(scene.team.an)
    path, theirs = f"/v1/reviews/{review}", {"person": str(scene.team.an)}
    assert (await scene.chi.get(path)).status_code == 404
    assert (await scene.chi.get("/v1/reviews", params=theirs)).json()["items"] == []
    assert (await scene.chi.post(f"{path}/submit")).status_code == 404

    submitted = await scene.an.post(f"{path}/submit")
    assert (submitted.status_code, submitted.json()["state"], submitted.json()["submitted_at"]) == (
        200, "submitted", shown("2026-10-09T11:00:00Z"),
    )  # fmt: skip
    for reader in (scene.chi, scene.dung):
        assert (await reader.get(path)).json()["person_id"] == str(scene.team.an)
        assert [one["id"] for one in (await reader.get("/v1/reviews", params=theirs)).json()["items"]] == [
            review
        ]
        assert (await reader.post(f"{path}/take-back")).status_code == 403
    for outsider in (scene.binh, scene.stranger):
        assert (await outsider.get(path)).status_code == 404
        assert (await outsider.get("/v1/reviews", params=theirs)).status_code == 404
        assert (await outsider.post(f"{path}/take-back")).status_code == 404

    again = await scene.an.post(f"{path}/submit")
    assert (again.status_code, again.json()["detail"]) == (
        409, ("the review of week 1 cannot be moved: it is submitted: its owner may take it back, a mentor may answer "
             "it"),
    )  # fmt: skip
    taken_back = (await scene.an.post(f"{path}/take-back")).json()
    assert (taken_back["state"], taken_back["submitted_at"]) == ("drafted", None)
    assert (await scene.chi.get(path)).status_code == 404
    assert (await scene.an.post(f"{path}/take-back")).status_code == 409


async def test_a_review_that_is_still_being_drafted_cannot_be_submitted(scene: Scene) -> None:
    review = (await scene.an.post("/v1/weeks/1/review")).json()["id"]
    answer = await scene.an.post(f"/v1/reviews/{review}/submit")
    assert (answer.status_code, "wait" in answer.json()["detail"]) == (409, True)


async def test_submitting_again_after_a_lost_answer_is_answered_as_the_first_time(scene: Scene) -> None:
    review, key = await scene.review(scene.team.an), {"Idempotency-Key": "friday"}
    first, again = [await scene.an.post(f"/v1/reviews/{review}/submit", headers=key) for _ in range(2)]
    assert (first.status_code, again.status_code, again.json()) == (200, 200, first.json())


async def submissions(scene: Scene, name: str, **params: str) -> dict[str, Any]:
    answer = await getattr(scene, name).get("/v1/programme/submissions", params=params)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_a_lead_sees_who_has_submitted_and_a_mentor_their_members(scene: Scene) -> None:
    await scene.entry()
    await scene.entry("More", start_on="2026-10-07")
    review = await scene.review(scene.team.an)
    await scene.review(scene.team.binh)
    scene.at("2026-10-10T09:00:00+00:00")  # 23 hours after it was due
    await scene.an.post(f"/v1/reviews/{review}/submit")
    scene.at("2026-10-12T01:00:00+00:00")
    first = {"from": "2026-10-05", "to": "2026-10-11"}
    seen = await submissions(scene, "dung", **first)
    assert seen["weeks"] == [{"number": 1, "first_day": "2026-10-05", "last_day": "2026-10-11"}]
    assert [(one["person"]["name"], *one["weeks"]) for one in seen["items"]] == [
        (
            "An Nguyen",
            {
                "week": 1,
                "state": "submitted",
                "review_id": review,
                "submitted_at": shown("2026-10-10T09:00:00Z"),
                "entries": 2,
                "due_at": "2026-10-09T10:00:00Z",
                "away": False,
                "late": False,
            },
        ),
        (
            "Binh Tran",
            {
                "week": 1,
                "state": "drafted",
                "review_id": None,
                "submitted_at": None,
                "entries": 0,
                "due_at": "2026-10-09T10:00:00Z",
                "away": False,
                "late": True,
            },
        ),
        (
            "Dung Pham",
            {
                "week": 1,
                "state": "none",
                "review_id": None,
                "submitted_at": None,
                "entries": 0,
                "due_at": "2026-10-09T10:00:00Z",
                "away": False,
                "late": True,
            },
        ),
    ]
    assert [one["person"]["name"] for one in (await submissions(scene, "chi"))["items"]] == ["An Nguyen"]
    assert len((await submissions(scene, "chi"))["weeks"]) == 12
    for outsider in (scene.an, scene.binh):
        assert (await outsider.get("/v1/programme/submissions")).status_code == 403


async def test_a_week_before_somebody_joined_is_not_late(scene: Scene) -> None:
    await scene.gateway.system.all(
        "update members set joined_at = '2026-10-13T00:00:00Z' where person_id = $1", scene.team.binh
    )
    scene.at("2026-11-01T00:00:00+00:00")
    seen = await submissions(scene, "dung", to="2026-10-18")
    (binh,) = [one for one in seen["items"] if one["person"]["name"] == "Binh Tran"]
    assert [week["late"] for week in binh["weeks"]] == [False, True]


async def test_days_that_are_exchanged_are_refused(scene: Scene) -> None:
    answer = await scene.dung.get(
        "/v1/programme/submissions", params={"from": "2026-10-12", "to": "2026-10-05"}
    )
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "to")
