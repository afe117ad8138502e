"""The round of a review: submitted, sent back, approved, reopened, published. Who may do what, over the API and in
Postgres."""

from collections.abc import AsyncIterator
from typing import Any

import asyncpg
import httpx
import pytest

from tests.integration.conftest import Gateway
from tests.support.feedback import Scene, open_scene
from tests.support.moments import shown

FRIDAY, MONDAY = "2026-10-09T11:00:00+00:00", "2026-10-12T09:00:00+00:00"


@pytest.fixture
async def scene(gateway: Gateway) -> AsyncIterator[Scene]:
    async with open_scene(gateway) as scene:
        scene.at(FRIDAY)
        yield scene


async def move(client: httpx.AsyncClient, review: str, wanted: str, **fields: Any) -> tuple[int, Any]:
    answer = await client.post(f"/v1/reviews/{review}/{wanted}", json=fields or None)
    return answer.status_code, answer.json()


async def test_a_review_goes_round_until_it_is_published(scene: Scene) -> None:
    review = await scene.review(scene.team.an)
    assert (await move(scene.an, review, "submit"))[1]["state"] == "submitted"
    status, sent_back = await move(scene.chi, review, "send-back", reason="Which region?")
    assert (status, sent_back["state"], sent_back["submitted_at"]) == (200, "sent_back", None)
    own = (await scene.an.get(f"/v1/reviews/{review}")).json()
    assert (own["may"], own["moves"][-1]["reason"]) == (["submit"], "Which region?")
    edit = {"lines": [{"id": own["lines"][0]["id"], "text": "Built it in Singapore"}]}
    edited = await scene.an.patch(f"/v1/reviews/{review}", json=edit, headers={"If-Match": '"1"'})
    assert (edited.status_code, edited.headers["etag"]) == (200, '"2"')
    assert (await move(scene.an, review, "submit"))[0] == 200
    status, approved = await move(scene.chi, review, "approve")
    assert (status, approved["state"], approved["approved_by"]) == (200, "approved", str(scene.team.chi))
    assert (await move(scene.an, review, "publish"))[1]["state"] == "published"
    status, reopened = await move(scene.dung, review, "reopen", reason="The diagram is missing")
    assert (status, reopened["state"], reopened["approved_at"]) == (200, "sent_back", None)
    told = (await scene.an.get(f"/v1/reviews/{review}")).json()["moves"]
    assert [one["move"] for one in told] == ["submit", "send-back", "submit", "approve", "publish", "reopen"]
    assert [one["version"] for one in told] == [1, 1, 2, 2, 2, 2]


async def test_nobody_answers_their_own_review_nor_one_of_somebody_they_do_not_follow(scene: Scene) -> None:
    review = await scene.review(scene.team.an)
    await move(scene.an, review, "submit")
    leads = await scene.review(scene.team.dung)
    assert (await move(scene.dung, leads, "submit"))[0] == 200
    for client, of, wanted, fields, status in (
        (scene.an, review, "approve", {}, 403),
        (scene.an, review, "send-back", {"reason": "x"}, 403),
        (scene.dung, leads, "approve", {}, 403),
        (scene.binh, review, "approve", {}, 404),
        (scene.stranger, review, "approve", {}, 404),
        (scene.chi, leads, "approve", {}, 404),
        (scene.chi, review, "submit", {}, 403),
        (scene.chi, review, "publish", {}, 403),
        (scene.chi, review, "take-back", {}, 403),
        (scene.chi, review, "reopen", {"reason": "x"}, 409),
        (scene.chi, review, "send-back", {"reason": " "}, 422),
    ):
        assert (await move(client, of, wanted, **fields))[0] == status, (wanted, status)
    patched = await scene.chi.patch(
        f"/v1/reviews/{review}", json={"lines": [{"text": "mine"}]}, headers={"If-Match": "*"}
    )
    assert patched.status_code == 403


async def test_postgres_says_the_same_of_whoever_forgets_to_ask(scene: Scene) -> None:
    review = await scene.review(scene.team.an)
    await move(scene.an, review, "submit")
    store = scene.gateway.app.state.parts.store
    for person, statement in (
        (scene.team.an, "update reviews set state = 'approved' where id = $1"),
        (scene.team.an, "update reviews set state = 'sent_back' where id = $1"),
        (scene.team.chi, "update reviews set state = 'approved', lines = '[]' where id = $1"),
        (scene.team.chi, "update reviews set state = 'drafted' where id = $1"),
    ):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            async with store.begin(person) as work:
                await work.run(statement, review)
    for person in (scene.team.binh,):
        async with store.begin(person) as work:
            assert await work.run("update reviews set state = 'approved' where id = $1", review) == 0


async def test_a_review_is_taken_back_until_somebody_has_answered(scene: Scene) -> None:
    review = await scene.review(scene.team.an)
    await move(scene.an, review, "submit")
    assert (await move(scene.an, review, "take-back"))[1]["state"] == "drafted"
    await move(scene.an, review, "submit")
    await scene.comment(scene.chi, {"kind": "review", "id": review})
    status, refused = await move(scene.an, review, "take-back")
    assert (status, "answered" in refused["detail"]) == (409, True)


async def test_a_week_that_changes_after_approval_asks_for_approval_again(scene: Scene) -> None:
    entry = await scene.entry("Build the VPC")
    review = await scene.review(scene.team.an)
    await move(scene.an, review, "submit")
    await move(scene.chi, review, "approve")
    path = f"/v1/reviews/{review}"
    assert (await scene.chi.get(path)).json()["changes"] == []
    assert (await move(scene.chi, review, "approve"))[0] == 409
    await scene.an.patch(f"/v1/entries/{entry}", json={"text": "Drop the VPC"}, headers={"If-Match": "*"})
    seen = (await scene.chi.get(path)).json()
    assert [(one["kind"], one["was"], one["text"]) for one in seen["changes"]] == [
        ("changed", "Build the VPC", "Drop the VPC")
    ]
    assert "approve" in seen["may"]
    scene.at(MONDAY)
    status, again = await move(scene.chi, review, "approve")
    assert (status, again["changes"], again["approved_at"]) == (200, [], shown("2026-10-12T09:00:00Z"))


async def test_what_goes_on_in_the_next_week_is_no_change_of_this_one(scene: Scene) -> None:
    await scene.entry("Build the VPC", status="doing")
    review = await scene.review(scene.team.an)
    await move(scene.an, review, "submit")
    await move(scene.chi, review, "approve")
    carried = await scene.an.post("/v1/weeks/2/carry-over", json={})
    assert len(carried.json()["items"]) == 1
    assert (await scene.chi.get(f"/v1/reviews/{review}")).json()["changes"] == []


async def test_submitting_what_the_week_has_outgrown_needs_a_yes(scene: Scene) -> None:
    review = await scene.review(scene.team.an)
    await move(scene.an, review, "submit")  # from here on it knows the week that it speaks of
    await move(scene.an, review, "take-back")
    await scene.entry("Came later")
    status, refused = await move(scene.an, review, "submit")
    assert status == 409
    assert "entry added: “Came later”" in refused["detail"]
    assert (await move(scene.an, review, "submit", although_changed=True))[0] == 200


async def test_only_what_was_opened_is_approved_together(scene: Scene) -> None:
    first, second = await scene.review(scene.team.an, 1), await scene.review(scene.team.an, 2)
    for review in (first, second):
        await move(scene.an, review, "submit")
    assert (await scene.chi.post(f"/v1/reviews/{first}/opened")).status_code == 204
    answer = (await scene.chi.post("/v1/reviews/approve", json={"ids": [first, second]})).json()
    assert answer["approved"] == [first]
    assert [(one["id"], "not opened" in one["why"]) for one in answer["refused"]] == [(second, True)]
    states = [(await scene.chi.get(f"/v1/reviews/{one}")).json()["state"] for one in (first, second)]
    assert states == ["approved", "submitted"]


async def test_a_mentor_removed_between_submission_and_approval_answers_no_more(scene: Scene) -> None:
    review = await scene.review(scene.team.an)
    await move(scene.an, review, "submit")
    put = await scene.dung.put(f"/v1/programme/members/{scene.team.an}/mentors", json={"mentors": []})
    assert put.status_code == 200
    assert (await move(scene.chi, review, "approve"))[0] == 404
    assert (await move(scene.dung, review, "approve"))[0] == 200
