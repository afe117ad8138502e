"""Comments: where they stand, who reads and writes them, and who hears of them."""

from collections.abc import AsyncIterator
from typing import Any
from uuid import uuid4

import pytest

from tests.integration.conftest import Gateway
from tests.support.feedback import Scene, open_scene
from tests.support.team import told
from weeklog.db.engine import Database
from weeklog.ids import new_id


@pytest.fixture
async def scene(gateway: Gateway) -> AsyncIterator[Scene]:
    async with open_scene(gateway) as scene:
        yield scene


async def test_a_mentor_remarks_on_an_entry_and_its_owner_hears_of_it(scene: Scene) -> None:
    entry = await scene.entry()
    comment = await scene.comment(scene.chi, {"kind": "entry", "id": entry})
    assert comment == {
        "id": comment["id"],
        "thread_id": comment["id"],
        "anchor": {
            "kind": "entry", "id": entry, "line": None, "line_id": None, "revision": None, "week": 1,
            "text": "Build the VPC",
        },
        "of": str(scene.team.an),
        "author": {"id": str(scene.team.chi), "name": "Chi Le"},
        "text": "Which region?",
        "mentions": [],
        "deleted": False,
        "resolved_at": None,
        "resolved_by": None,
        "created_at": "2026-10-06T03:00:00Z",
        "edited_at": None,
    }  # fmt: skip
    redis = scene.gateway.app.state.parts.redis
    assert await told(redis, scene.team.an, "comment.added") == [
        {"type": "comment.added", "comment": comment}
    ]
    assert (await scene.an.get("/v1/comments")).json()["items"] == [comment]
    assert (await scene.chi.get("/v1/comments", params={"person": str(scene.team.an)})).json()["items"] == [
        comment
    ]
    assert (await scene.chi.get("/v1/comments")).json()["items"] == []


async def test_what_was_fetched_and_the_events_are_what_is_fetched_now(scene: Scene) -> None:
    first = await scene.comment(scene.chi, {"kind": "entry", "id": await scene.entry()})
    reply = (
        await scene.an.post("/v1/comments", json={"in_reply_to": first["id"], "text": "Singapore"})
    ).json()
    await scene.chi.patch(f"/v1/comments/{first['id']}", json={"text": "Which region, and why?"})
    await scene.an.delete(f"/v1/comments/{reply['id']}")
    await scene.an.post(f"/v1/comments/{first['id']}/resolve")

    redis = scene.gateway.app.state.parts.redis
    for person, client in ((scene.team.an, scene.an), (scene.team.chi, scene.chi)):
        known: dict[str, Any] = {}
        added = await told(redis, person, "comment.added", 2)
        for event in [*added, *await told(redis, person, "comment.changed", 3)]:
            known[event["comment"]["id"]] = event["comment"]
        settled = {name: known[first["id"]][name] for name in ("resolved_at", "resolved_by")}
        known = {one: comment | settled for one, comment in known.items()}  # they are the thread's
        now = await client.get("/v1/comments", params={"person": str(scene.team.an)})
        assert now.json()["items"] == [known[first["id"]], known[reply["id"]]]
        assert known[reply["id"]]["text"] == ""
        assert known[reply["id"]]["deleted"] is True
        assert settled["resolved_by"] == str(scene.team.an)


async def test_who_does_not_read_the_worklog_finds_nothing_to_remark_on(scene: Scene) -> None:
    entry = await scene.entry()
    anchor = {"kind": "entry", "id": entry}
    comment = await scene.comment(scene.chi, anchor)
    for outsider in (scene.binh, scene.stranger):
        answer = await outsider.post("/v1/comments", json={"anchor": anchor, "text": "hello"})
        unknown = await outsider.post(
            "/v1/comments", json={"anchor": anchor | {"id": str(uuid4())}, "text": "hello"}
        )
        assert (answer.status_code, answer.content) == (404, unknown.content)
        answer = await outsider.post("/v1/comments", json={"in_reply_to": comment["id"], "text": "hello"})
        assert answer.status_code == 404
        for method, path in (
            ("GET", ""), ("PATCH", ""), ("DELETE", ""), ("POST", "/resolve"), ("POST", "/reopen"),
        ):  # fmt: skip
            answer = await outsider.request(
                method,
                f"/v1/comments/{comment['id']}{path}",
                json={"text": "x"} if method == "PATCH" else None,
            )
            assert answer.status_code == 404, (method, path)
        answer = await outsider.get("/v1/comments", params={"person": str(scene.team.an)})
        assert answer.status_code == 404
        assert (await outsider.get("/v1/comments")).json()["items"] == []
    assert (await scene.dung.get(f"/v1/comments/{comment['id']}")).status_code == 200


async def test_an_objective_and_a_review_line_are_anchors_too(scene: Scene) -> None:
    answer = await scene.an.put("/v1/weeks/1/objectives", json={"items": [{"text": "Learn IAM"}]})
    objective = answer.json()["items"][0]["id"]
    on_objective = await scene.comment(scene.dung, {"kind": "objective", "id": objective})
    assert on_objective["anchor"]["text"] == "Learn IAM"

    review = await scene.review(scene.team.an)
    line = {"kind": "review", "id": review, "line": 1}
    own = await scene.comment(scene.an, line, "I am not sure of this one")
    assert (own["anchor"]["text"], own["anchor"]["revision"]) == ("Tested it", 1)
    refused = await scene.chi.post("/v1/comments", json={"anchor": line, "text": "How?"})
    assert refused.status_code == 404  # it is a draft yet

    assert (await scene.an.post(f"/v1/reviews/{review}/submit")).status_code == 200
    assert (await scene.comment(scene.chi, line, "How?"))["anchor"]["line"] == 1
    beyond = await scene.chi.post("/v1/comments", json={"anchor": line | {"line": 2}, "text": "How?"})
    assert beyond.json()["errors"] == [
        {"field": "anchor.line", "message": "must be from 0 to 1: the review has 2 lines"}
    ]


async def test_an_artifact_or_one_of_its_revisions_is_an_anchor(scene: Scene) -> None:
    artifact = new_id()
    async with scene.gateway.app.state.parts.store.begin(scene.team.an) as work:
        await work.run(
            "insert into artifacts (id, person_id, programme_id, week, name, revision) values ($1, $2, $3, 1, "
            "'vpc.svg', 2)",
            artifact,
            scene.team.an,
            scene.team.programme_id,
        )
    anchor = {"kind": "artifact", "id": str(artifact), "revision": 2}
    comment = await scene.comment(scene.chi, anchor, "Where is the gateway?")
    assert comment["anchor"] == anchor | {"line": None, "line_id": None, "week": 1, "text": "vpc.svg"}
    refused = await scene.chi.post("/v1/comments", json={"anchor": anchor | {"revision": 3}, "text": "?"})
    assert refused.json()["errors"] == [
        {"field": "anchor.revision", "message": "must be from 1 to 2, its latest revision"}
    ]
    outside = await scene.binh.post("/v1/comments", json={"anchor": anchor, "text": "?"})
    assert outside.status_code == 404


async def test_an_artifact_that_is_not_there_cannot_be_commented_on(scene: Scene) -> None:
    anchor = {"kind": "artifact", "id": str(uuid4())}
    answer = await scene.an.post("/v1/comments", json={"anchor": anchor, "text": "Which?"})
    assert (answer.status_code, answer.json()["detail"]) == (
        404,
        "there is no such artifact, or it is not yours",
    )


async def test_a_comment_outlives_what_it_is_about(scene: Scene) -> None:
    entry = await scene.entry("Built **everything**")
    comment = await scene.comment(scene.chi, {"kind": "entry", "id": entry})
    assert (await scene.an.delete(f"/v1/entries/{entry}", headers={"If-Match": "*"})).status_code == 204
    kept = (await scene.an.get("/v1/comments", params={"anchor_id": entry})).json()["items"]
    assert kept == [comment]
    reply = await scene.an.post("/v1/comments", json={"in_reply_to": comment["id"], "text": "It was wrong"})
    assert reply.json()["anchor"]["text"] == "Built **everything**"


async def test_names_mention_those_who_read_the_worklog_and_others_stay_text(scene: Scene) -> None:
    anchor = {"kind": "entry", "id": await scene.entry()}
    text = "@chi le and @Dung, what do you think? (not @Binh, not a@chi.example, not @nobody)"
    comment = await scene.comment(scene.an, anchor, text)
    assert comment["mentions"] == [str(scene.team.chi), str(scene.team.dung)]
    redis = scene.gateway.app.state.parts.redis
    assert await told(redis, scene.team.dung, "comment.added") == [
        {"type": "comment.added", "comment": comment}
    ]
    assert await told(redis, scene.team.binh, "comment.added", 0) == []
    refused = await scene.an.post(
        "/v1/comments", json={"anchor": anchor, "text": "hi", "mentions": [str(scene.team.binh)]}
    )
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "mentions")


async def test_a_thread_is_settled_by_its_author_or_the_owner_and_changed_by_nobody_else(
    scene: Scene,
) -> None:
    comment = await scene.comment(scene.chi, {"kind": "entry", "id": await scene.entry()})
    path = f"/v1/comments/{comment['id']}"
    assert (await scene.dung.post(f"{path}/resolve")).status_code == 403
    assert (await scene.dung.patch(path, json={"text": "changed"})).status_code == 403
    assert (await scene.an.delete(path)).status_code == 403
    assert (await scene.an.post(f"{path}/resolve")).json()["resolved_by"] == str(scene.team.an)
    assert (await scene.an.get("/v1/comments", params={"resolved": False})).json()["items"] == []
    assert (await scene.chi.post(f"{path}/reopen")).json()["resolved_at"] is None
    reply = (
        await scene.an.post("/v1/comments", json={"in_reply_to": comment["id"], "text": "Singapore"})
    ).json()
    assert (await scene.an.post(f"/v1/comments/{reply['id']}/resolve")).status_code == 404  # it begins none


async def test_a_deleted_comment_leaves_its_place_and_a_thread_of_none_is_gone(scene: Scene) -> None:
    comment = await scene.comment(scene.chi, {"kind": "entry", "id": await scene.entry()}, "secret @An")
    reply = (await scene.an.post("/v1/comments", json={"in_reply_to": comment["id"], "text": "Oh"})).json()
    assert (await scene.chi.delete(f"/v1/comments/{comment['id']}")).status_code == 204
    assert (await scene.chi.delete(f"/v1/comments/{comment['id']}")).status_code == 409
    items = (await scene.an.get("/v1/comments")).json()["items"]
    assert [(one["text"], one["deleted"], one["mentions"]) for one in items] == [
        ("", True, []),
        ("Oh", False, []),
    ]
    await scene.an.delete(f"/v1/comments/{reply['id']}")
    assert (await scene.an.get("/v1/comments")).json()["items"] == []


async def test_a_mentor_who_no_longer_mentors_reads_their_own_words_and_hears_nothing_more(
    scene: Scene, system: Database
) -> None:
    comment = await scene.comment(scene.chi, {"kind": "entry", "id": await scene.entry()})
    await system.all("delete from mentorships")
    scene.gateway.app.state.parts.identities.forget("")
    assert (await scene.chi.get(f"/v1/comments/{comment['id']}")).json() == comment
    answer = await scene.an.post("/v1/comments", json={"in_reply_to": comment["id"], "text": "For others"})
    assert (await scene.chi.get(f"/v1/comments/{answer.json()['id']}")).status_code == 404
    again = await scene.chi.post("/v1/comments", json={"in_reply_to": comment["id"], "text": "And?"})
    assert again.status_code == 404
    redis = scene.gateway.app.state.parts.redis
    assert len(await told(redis, scene.team.an, "comment.added", 2)) == 2
    assert len(await told(redis, scene.team.chi, "comment.added", 1)) == 1


async def test_words_outlive_the_account_of_who_wrote_them_and_go_with_the_worklog(
    scene: Scene, system: Database
) -> None:
    comment = await scene.comment(scene.chi, {"kind": "entry", "id": await scene.entry()})
    await system.all("delete from people where id = $1", scene.team.chi)
    assert (await scene.an.get("/v1/comments")).json()["items"] == [comment | {"author": None}]
    assert [one["by"] for one in (await scene.an.get("/v1/queue")).json()["items"]] == [None]
    await system.all("delete from people where id = $1", scene.team.an)
    scene.gateway.app.state.parts.identities.forget("")
    assert (await scene.dung.get(f"/v1/comments/{comment['id']}")).status_code == 404


async def test_lists_come_in_pages_and_repeated_requests_are_done_once(scene: Scene) -> None:
    anchor = {"kind": "entry", "id": await scene.entry()}
    body = {"anchor": anchor, "text": "Once"}
    for _ in range(2):
        answer = await scene.chi.post("/v1/comments", json=body, headers={"Idempotency-Key": "one"})
        assert answer.status_code == 201
    for number in range(3):
        await scene.comment(scene.an, anchor, f"Note {number}")
    said: list[str] = []
    cursor: dict[str, str] = {}
    while True:
        page = (await scene.an.get("/v1/comments", params={"limit": 3, **cursor})).json()
        said += [comment["text"] for comment in page["items"]]
        if page["next_cursor"] is None:
            break
        cursor = {"cursor": page["next_cursor"]}
    assert said == ["Once", "Note 0", "Note 1", "Note 2"]


async def test_what_a_comment_lacks_is_named(scene: Scene) -> None:
    entry = await scene.entry()
    for body, field in (
        ({"text": "about what?"}, ""),
        ({"text": " ", "anchor": {"kind": "entry", "id": entry}}, "text"),
        ({"text": "x", "anchor": {"kind": "week", "id": entry}}, "anchor.kind"),
        ({"text": "x", "anchor": {"kind": "entry", "id": entry, "line": 1}}, "anchor.line"),
        ({"text": "x", "anchor": {"kind": "entry", "id": entry, "revision": 1}}, "anchor.revision"),
    ):
        answer = await scene.an.post("/v1/comments", json=body)
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, field), body


async def test_postgres_itself_keeps_comments_to_their_readers_and_their_authors(scene: Scene) -> None:
    """Whatever the code asks for."""
    comment = await scene.comment(scene.chi, {"kind": "entry", "id": await scene.entry()})
    store = scene.gateway.app.state.parts.store
    seen = {scene.team.an: 1, scene.team.chi: 1, scene.team.dung: 1, scene.team.binh: 0}
    for person, count in seen.items():
        async with store.begin(person) as work:
            for table in ("comments", "threads"):
                assert await work.value(f"select count(*) from {table}") == count
            rewritten = await work.run("update comments set text = 'forged' where id = $1", comment["id"])
            assert rewritten == (person == scene.team.chi)
    async with store.begin(scene.team.binh) as work:
        assert await work.run("update threads set resolved_at = now()") == 0
