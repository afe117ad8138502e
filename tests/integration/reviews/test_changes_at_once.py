"""A week changes in the very moment that its review is approved."""

import asyncio
import json
from collections.abc import AsyncIterator

import pytest

from tests.integration.conftest import Gateway
from tests.support.feedback import Scene, open_scene

FRIDAY = "2026-10-09T11:00:00+00:00"
ROUNDS = 6


@pytest.fixture
async def scene(gateway: Gateway) -> AsyncIterator[Scene]:
    async with open_scene(gateway) as scene:
        scene.at(FRIDAY)
        yield scene


async def test_an_entry_changes_while_its_review_is_approved(scene: Scene) -> None:
    """Whichever comes first: what is signed is what was shown, and a change that it does not hold is told."""
    for week in range(1, ROUNDS + 1):
        day = f"2026-{10 + (week * 7 - 3) // 31:02}-{(week * 7 - 3) % 31 + 1:02}"
        entry = await scene.an.post("/v1/entries", json={"text": "Build the VPC", "start_on": day})
        number = entry.json()["week"]
        review = await scene.review(scene.team.an, number)
        submitted = await scene.an.post(f"/v1/reviews/{review}/submit", json={"although_changed": True})
        assert submitted.status_code == 200, submitted.text
        changed, approved = await asyncio.gather(
            scene.an.patch(
                f"/v1/entries/{entry.json()['id']}",
                json={"text": "Tore the VPC down"},
                headers={"If-Match": "*"},
            ),
            scene.chi.post(f"/v1/reviews/{review}/approve"),
        )
        assert (changed.status_code, approved.status_code) == (200, 200)
        read = (await scene.an.get(f"/v1/reviews/{review}")).json()
        signed = json.loads((await scene.an.get(f"/v1/reviews/{review}/snapshot")).text)
        assert read["state"] == "approved"
        assert read["signature"]["current"] is (read["changes"] == [])
        lines = signed.get("snapshot", signed)["lines"]
        assert [line["text"] for line in lines] == [line["text"] for line in read["lines"]]
        now = (await scene.an.get(f"/v1/entries/{entry.json()['id']}")).json()["text"]
        assert now == "Tore the VPC down"
        if read["changes"]:  # then it asks for approval again
            assert (await scene.chi.post(f"/v1/reviews/{review}/approve")).status_code == 200
