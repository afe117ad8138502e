"""A review's document: edited line by line, kept in every version, compared; comments hold on to their line."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from tests.integration.conftest import Gateway
from tests.support.feedback import Scene, open_scene


@pytest.fixture
async def scene(gateway: Gateway) -> AsyncIterator[Scene]:
    async with open_scene(gateway) as scene:
        yield scene


async def edit(scene: Scene, review: str, lines: list[dict[str, Any]], meant: str = "*") -> Any:
    return await scene.an.patch(f"/v1/reviews/{review}", json={"lines": lines}, headers={"If-Match": meant})


async def test_lines_are_edited_added_moved_and_deleted(scene: Scene) -> None:
    review = await scene.review(scene.team.an)
    entry = await scene.entry()
    built, tested = (await scene.an.get(f"/v1/reviews/{review}")).json()["lines"]
    answer = await edit(
        scene,
        review,
        [
            {"id": built["id"], "text": "Built all of it", "evidence": [entry]},
            {"text": "Learnt IAM", "section": "learnt", "after": built["id"]},
            {"id": tested["id"], "first": True},
        ],
        '"1"',
    )
    assert answer.status_code == 200, answer.text
    after = answer.json()
    assert [(one["text"], one["author"]) for one in after["lines"]] == [
        ("Tested it", "draft"), ("Built all of it", "person"), ("Learnt IAM", "person"),
    ]  # fmt: skip
    assert (after["version"], after["lines"][1]["by"]) == (2, str(scene.team.an))
    gone = await edit(scene, review, [{"id": tested["id"], "delete": True}], '"2"')
    assert [one["text"] for one in gone.json()["lines"]] == ["Built all of it", "Learnt IAM"]

    versions = (await scene.an.get(f"/v1/reviews/{review}/versions")).json()["items"]
    assert [(one["version"], one["why"]) for one in versions] == [(3, "edited"), (2, "edited")]
    difference = (await scene.an.get(f"/v1/reviews/{review}/diff")).json()
    assert [(one["kind"], one["before"]["text"]) for one in difference["lines"]] == [("removed", "Tested it")]
    markdown = await scene.an.get(f"/v1/reviews/{review}.md")
    assert markdown.headers["content-type"] == "text/markdown; charset=utf-8"
    assert "- Built all of it\n" in markdown.text


async def test_a_wrong_edit_changes_nothing_and_is_named(scene: Scene) -> None:
    review = await scene.review(scene.team.an)
    built, _ = (await scene.an.get(f"/v1/reviews/{review}")).json()["lines"]
    theirs = (await scene.binh.post("/v1/entries", json={"text": "theirs"})).json()["id"]
    for lines, field in (
        ([{"id": built["id"], "text": "x"}, {"id": theirs, "text": "y"}], "lines.1.id"),
        ([{"id": built["id"], "evidence": [theirs]}], "lines.0.evidence.0"),
        ([{"section": "learnt"}], "lines.0.text"),
        ([{"id": built["id"], "text": "  "}], "lines.0.text"),
        ([{"text": "x", "after": theirs}], "lines.0.after"),
    ):
        answer = await edit(scene, review, lines)
        assert (answer.status_code, [one["field"] for one in answer.json()["errors"]]) == (422, [field])
    stale = await edit(scene, review, [{"id": built["id"], "text": "x"}], '"7"')
    assert stale.status_code == 412
    without = await scene.an.patch(f"/v1/reviews/{review}", json={"lines": [{"text": "x"}]})
    assert without.status_code == 428
    assert (await scene.an.get(f"/v1/reviews/{review}")).json()["version"] == 1


async def test_a_comment_holds_on_to_its_line(scene: Scene) -> None:
    review = await scene.review(scene.team.an)
    _, tested = (await scene.an.get(f"/v1/reviews/{review}")).json()["lines"]
    by_place = await scene.comment(scene.an, {"kind": "review", "id": review, "line": 1})
    by_id = await scene.comment(scene.an, {"kind": "review", "id": review, "line_id": tested["id"]})
    assert by_place["anchor"] == by_id["anchor"]
    assert by_id["anchor"]["line_id"] == tested["id"]
    await edit(scene, review, [{"id": tested["id"], "first": True}])
    comments = (await scene.an.get("/v1/comments", params={"anchor_id": review})).json()["items"]
    assert {one["anchor"]["line_id"] for one in comments} == {tested["id"]}
    gone = {"kind": "review", "id": review, "line_id": review}
    refused = await scene.an.post("/v1/comments", json={"anchor": gone, "text": "?"})
    assert refused.json()["errors"][0]["field"] == "anchor.line_id"


async def test_what_no_line_speaks_of_is_told_and_keeps_nobody_from_submitting(scene: Scene) -> None:
    review = await scene.review(scene.team.an)
    entry = await scene.entry("Nobody speaks of me")
    checks = (await scene.an.get(f"/v1/reviews/{review}")).json()["checks"]
    assert [(one["kind"], one["id"]) for one in checks] == [("entry_unused", entry)]
    assert (await scene.an.post(f"/v1/reviews/{review}/submit")).status_code == 200
    assert (await scene.chi.get(f"/v1/reviews/{review}")).json()["checks"] == []
