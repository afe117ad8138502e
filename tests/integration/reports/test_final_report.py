"""The final report over the API: what the weeks hold, for who may read it."""

from collections.abc import AsyncIterator
from io import BytesIO

import pytest
from pypdf import PdfReader

from tests.integration.conftest import Gateway
from tests.support.feedback import Scene, open_scene

REPORT = "/v1/report"


@pytest.fixture
async def scene(gateway: Gateway) -> AsyncIterator[Scene]:
    """A week approved with a comment, another drafted; an objective carried on and met; entries with tags and
    hours."""
    async with open_scene(gateway) as scene:
        await scene.entry("Build the VPC", tags=["aws", "network"], hours=2.5)
        await scene.entry("Read about RDS", tags=["aws"])
        await scene.an.put("/v1/weeks/1/objectives", json={"items": [{"text": "Learn *databases*"}]})
        await scene.an.post("/v1/weeks/2/objectives/carry", json={"from_week": 1})
        review = await scene.review(scene.team.an)
        await scene.review(scene.team.an, 2)
        await scene.an.post(f"/v1/reviews/{review}/submit")
        await scene.comment(scene.chi, {"kind": "review", "id": review, "line": 0}, "Which region?")
        assert (await scene.chi.post(f"/v1/reviews/{review}/approve")).status_code == 200
        yield scene


async def test_it_holds_the_weeks_their_objectives_tags_hours_comments_and_approvals(scene: Scene) -> None:
    answer = await scene.an.get(REPORT)
    assert answer.status_code == 200, answer.text
    said = answer.text
    for part in (
        "# Final report: An Nguyen",
        "- **Entries:** 2",
        "- **Hours:** 2.5",
        "- **Reviews approved:** 1 of 12",
        "| aws | 2 | 1 |",
        "## Week 1 (2026-10-05 – 2026-10-11)",
        "- Built it",
        "- Which region? (Chi Le, week 1,",
        "- Learn *databases* (",
    ):
        assert part in said
    assert said.count("| Chi Le |") == 1


async def test_others_read_what_was_submitted_and_strangers_nothing(scene: Scene) -> None:
    an = {"person": str(scene.team.an)}
    own, followed = (await scene.an.get(REPORT)).text, (await scene.chi.get(REPORT, params=an)).text
    assert (own.count("- Tested it"), followed.count("- Tested it")) == (2, 1)
    assert (await scene.binh.get(REPORT, params=an)).status_code == 404


async def test_both_languages_stand_one_after_the_other(scene: Scene) -> None:
    said = (await scene.an.get(REPORT, params={"language": "both"})).text
    assert said.index("# Final report: An Nguyen") < said.index("# Báo cáo tổng kết: An Nguyen")
    vietnamese = (await scene.an.get(REPORT, params={"language": "vi"})).text
    assert "Final report" not in vietnamese
    assert "Mục tiêu đạt" in vietnamese


async def test_it_is_a_pdf_and_the_same_on_the_same_day(scene: Scene) -> None:
    first, second = [await scene.an.get(REPORT, params={"format": "pdf", "language": "vi"}) for _ in range(2)]
    assert first.content == second.content
    said = "".join(page.extract_text() for page in PdfReader(BytesIO(first.content)).pages)
    assert "Báo cáo tổng kết: An Nguyen" in said


async def test_an_empty_programme_has_a_report_too(scene: Scene) -> None:
    said = await scene.binh.get(REPORT)
    assert (said.status_code, said.text.count("There is no review of this week.")) == (200, 12)
