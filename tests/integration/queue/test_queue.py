"""What waits for whom, and what ends the waiting."""

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


async def waiting(scene: Scene, name: str) -> list[dict[str, Any]]:
    answer = await getattr(scene, name).get("/v1/queue")
    assert answer.status_code == 200, answer.text
    return answer.json()["items"]


async def count(scene: Scene) -> dict[str, int]:
    return {name: len(await waiting(scene, name)) for name in ("an", "binh", "chi", "dung", "stranger")}


async def test_a_submitted_review_waits_until_somebody_else_remarks_on_it(scene: Scene) -> None:
    scene.at("2026-10-09T11:00:00+00:00")
    review = await scene.review(scene.team.an)
    assert await count(scene) == {"an": 0, "binh": 0, "chi": 0, "dung": 0, "stranger": 0}
    await scene.an.post(f"/v1/reviews/{review}/submit")
    scene.at("2026-10-12T01:00:00+00:00")
    assert await waiting(scene, "chi") == [
        {
            "kind": "review",
            "id": review,
            "person": {"id": str(scene.team.an), "name": "An Nguyen"},
            "week": 1,
            "by": {"id": str(scene.team.an), "name": "An Nguyen"},
            "text": "",
            "since": shown("2026-10-09T11:00:00Z"),
            "stands_in_for": None,
            "age_days": 3,
        }
    ]
    assert await count(scene) == {"an": 0, "binh": 0, "chi": 1, "dung": 1, "stranger": 0}

    await scene.comment(scene.an, {"kind": "review", "id": review}, "It was a short week")
    assert [one["kind"] for one in await waiting(scene, "chi")] == ["review", "thread"]
    await scene.comment(scene.chi, {"kind": "review", "id": review, "line": 0}, "Well done")
    assert [one["kind"] for one in await waiting(scene, "chi")] == ["thread"]
    assert [one["text"] for one in await waiting(scene, "an")] == ["Well done"]
    assert await waiting(scene, "dung") == []

    await scene.chi.post(f"/v1/reviews/{review}/send-back", json={"reason": "Say what came of it"})
    scene.at("2026-10-13T01:00:00+00:00")
    await scene.an.post(f"/v1/reviews/{review}/submit")
    assert [one["kind"] for one in await waiting(scene, "dung")] == ["review"]


async def test_a_thread_waits_for_whoever_did_not_speak_last(scene: Scene) -> None:
    entry = {"kind": "entry", "id": await scene.entry()}
    thread = await scene.comment(scene.chi, entry, "Which region?")
    assert await count(scene) == {"an": 1, "binh": 0, "chi": 0, "dung": 0, "stranger": 0}
    reply = {"in_reply_to": thread["id"], "text": "Singapore, or what do you think, @Dung?"}
    await scene.an.post("/v1/comments", json=reply)
    assert await count(scene) == {"an": 0, "binh": 0, "chi": 1, "dung": 1, "stranger": 0}
    (waits,) = await waiting(scene, "dung")
    assert (waits["id"], waits["by"]["name"], waits["text"]) == (thread["id"], "An Nguyen", reply["text"])
    await scene.dung.post("/v1/comments", json={"in_reply_to": thread["id"], "text": "Tokyo"})
    assert await count(scene) == {"an": 1, "binh": 0, "chi": 1, "dung": 0, "stranger": 0}
    await scene.an.post(f"/v1/comments/{thread['id']}/resolve")
    assert await count(scene) == {"an": 0, "binh": 0, "chi": 0, "dung": 0, "stranger": 0}


async def test_a_deleted_word_is_not_the_last_one(scene: Scene) -> None:
    thread = await scene.comment(scene.chi, {"kind": "entry", "id": await scene.entry()})
    reply = await scene.an.post("/v1/comments", json={"in_reply_to": thread["id"], "text": "Oh"})
    await scene.an.delete(f"/v1/comments/{reply.json()['id']}")
    assert await count(scene) == {"an": 1, "binh": 0, "chi": 0, "dung": 0, "stranger": 0}


async def test_what_waits_longest_comes_first(scene: Scene) -> None:
    entry = {"kind": "entry", "id": await scene.entry()}
    scene.at("2026-10-08T01:00:00+00:00")
    await scene.comment(scene.an, entry, "second")
    scene.at("2026-10-07T01:00:00+00:00")
    await scene.comment(scene.an, entry, "first")
    scene.at("2026-10-09T01:00:00+00:00")
    await scene.an.post(f"/v1/reviews/{await scene.review(scene.team.an)}/submit")
    assert [one["text"] for one in await waiting(scene, "chi")] == ["first", "second", ""]
    assert [one["age_days"] for one in await waiting(scene, "chi")] == [2, 1, 0]
