"""GitHub and GitLab post; whose work it is gets suggestions."""

from typing import Any
from uuid import uuid4

import httpx
import pytest

from tests.integration.conftest import Gateway
from tests.support.code_host import (
    CodeHostSender,
    github_commit,
    github_pull,
    github_push,
    gitlab_merge,
    gitlab_push,
)
from tests.support.feedback import Scene, open_scene

PATH = "/v1/programme/code-hosts"
AN = "AN@example.com"


@pytest.fixture
async def scene(gateway: Gateway) -> Any:
    async with open_scene(gateway) as scene:
        yield scene


async def add(scene: Scene, kind: str) -> CodeHostSender:
    made = await scene.dung.post(PATH, json={"name": f"shop at {kind}", "kind": kind})
    assert made.status_code == 201, made.text
    path = httpx.URL(made.json()["url"]).path
    return CodeHostSender(scene.gateway.client(), path, made.json()["secret"])


async def texts(client: httpx.AsyncClient) -> list[str]:
    return [one["text"] for one in (await client.get("/v1/suggestions")).json()["items"]]


async def counts(scene: Scene) -> list[int]:
    [host] = (await scene.dung.get(PATH)).json()["items"]
    return [host["deliveries"], host["suggested"], host["unknown"]]


async def test_pushed_commits_are_suggested_to_their_authors_and_strangers_are_counted(scene: Scene) -> None:
    github = await add(scene, "github")
    assert (await github.github("ping", {"zen": "x"})).status_code == 204
    push = github_push(
        github_commit("Add a cart", AN),
        github_commit("Fix the total", AN),
        github_commit("Theirs", "nobody@example.com"),
        github_commit("Binh's", "binh@example.com"),
    )
    assert (await github.github("push", push)).status_code == 204
    assert await texts(scene.an) == ["shop (main):\n\n- Add a cart\n- Fix the total"]
    assert await texts(scene.binh) == ["Binh's"]
    assert await counts(scene) == [2, 3, 1]
    assert (await scene.an.get("/v1/entries")).json()["items"] == []


async def test_a_delivery_that_comes_again_changes_nothing(scene: Scene) -> None:
    github = await add(scene, "github")
    push = github_push(github_commit("Add a cart", AN))
    for _ in range(3):
        assert (await github.github("push", push)).status_code == 204
    assert await counts(scene) == [1, 1, 0]
    [one] = (await scene.an.get("/v1/suggestions")).json()["items"]
    await scene.an.post(f"/v1/suggestions/{one['id']}/dismiss")
    other = github_push(github_commit("Add a cart", AN), ref="refs/heads/copy")
    await github.github("push", other)
    assert await texts(scene.an) == []


async def test_a_merged_request_goes_to_whom_github_names_once_a_commit_told_who_that_is(
    scene: Scene,
) -> None:
    github = await add(scene, "github")
    await github.github("pull_request", github_pull("an-at-github", "Search"))
    assert await texts(scene.an) == []
    await github.github("push", github_push(github_commit("Sort", AN, username="an-at-github")))
    await github.github("pull_request", github_pull("an-at-github", "Search and find"))
    await github.github(
        "push", github_push(github_commit("At home", "an@home.example", username="an-at-github"))
    )
    assert await texts(scene.an) == ["Search and find", "shop (main):\n\n- Sort\n- At home"]
    assert await texts(scene.binh) == []


async def test_gitlab_posts_pushes_and_merged_requests(scene: Scene) -> None:
    gitlab = await add(scene, "gitlab")
    assert (await gitlab.gitlab("Push Hook", gitlab_push("Sort by price", AN))).status_code == 204
    assert (await gitlab.gitlab("Merge Request Hook", gitlab_merge("Search", AN))).status_code == 204
    [request, push] = (await scene.an.get("/v1/suggestions")).json()["items"]
    assert (push["text"], push["source"], push["start_on"]) == ("Sort by price", "gitlab", "2026-10-06")
    assert (request["text"], request["start_on"]) == ("Search", "2026-10-07")
    assert request["resources"][0]["url"] == "https://gitlab.example.com/acme/shop/-/merge_requests/3"


async def test_what_is_not_signed_or_not_readable_is_refused_and_leaves_nothing(scene: Scene) -> None:
    github = await add(scene, "github")
    push = github_push(github_commit("Add a cart", AN))
    assert (await github.github("push", push, secret="guessed")).status_code == 404
    assert (await github.gitlab("Push Hook", gitlab_push("x", AN))).status_code == 404
    assert (await github.github("push", {"ref": "refs/heads/x"})).status_code == 422
    assert (await github.github("push", "x" * 1_100_000)).status_code == 413
    unknown = CodeHostSender(github.client, f"/v1/code-hosts/{uuid4()}/events", github.secret)
    assert (await unknown.github("push", push)).status_code == 404
    assert await counts(scene) == [0, 0, 0]
    assert await texts(scene.an) == []


async def test_who_has_left_and_an_archived_programme_get_nothing(scene: Scene) -> None:
    github = await add(scene, "github")
    assert (await scene.an.post("/v1/programme/leave")).is_success
    await github.github("push", github_push(github_commit("Add a cart", AN)))
    assert await counts(scene) == [1, 0, 1]
    assert (await scene.dung.post("/v1/programme/archive")).is_success
    push = github_push(github_commit("Binh's", "binh@example.com"))
    assert (await github.github("push", push)).status_code == 404
    assert await texts(scene.binh) == []


async def test_a_code_host_is_removed_and_both_are_in_the_log_of_changes(scene: Scene) -> None:
    github = await add(scene, "github")
    again = await scene.dung.post(PATH, json={"name": "shop at github", "kind": "gitlab"})
    assert (again.status_code, "another name" in again.text) == (409, True)
    [host] = (await scene.dung.get(PATH)).json()["items"]
    assert github.secret not in str(host)
    assert (await scene.dung.delete(f"{PATH}/{host['id']}")).status_code == 204
    assert (await scene.dung.delete(f"{PATH}/{host['id']}")).status_code == 404
    assert (await github.github("ping", {})).status_code == 404
    said = [one["text"] for one in (await scene.dung.get("/v1/audit")).json()["items"]]
    assert said[:2] == [
        "Dung Pham disconnected shop at github, of github.",
        "Dung Pham connected shop at github, of github.",
    ]
