from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.support.code_host import github_commit, github_pull, github_push, gitlab_merge, gitlab_push
from weeklog.code_hosts.events import work_of
from weeklog.code_hosts.signatures import is_signed
from weeklog.suggestions.items import commit_key
from weeklog_cli.commits import commit_key as key_of_the_command

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
AN = "an@example.com"


def texts(kind: Any, event: str, payload: object) -> list[tuple[str, str, str]]:
    done = work_of(kind, event, payload, HANOI)
    return [(str(one.item.start_on), one.item.topic, one.item.text) for one in done]


def test_pushed_commits_are_work_of_their_authors_but_not_merges_or_what_was_pushed_before() -> None:
    late = github_commit("Sort by price (#12)\n\nAnd more", AN, "2026-10-06T23:30:00+07:00")
    commits = (
        late,
        github_commit("Merge pull request #3 from acme/x", AN),
        github_commit("Merge sort is faster", AN),
        github_commit("Known", AN) | {"distinct": False},
    )
    assert texts("github", "push", github_push(*commits)) == [
        ("2026-10-06", "shop (main)", "Sort by price"),
        ("2026-10-06", "shop (main)", "Merge sort is faster"),
    ]
    assert texts("github", "push", github_push(late, ref="refs/tags/v1")) == []


def test_a_merged_request_is_work_of_its_author_on_the_day_of_the_programme() -> None:
    assert texts("github", "pull_request", github_pull("an", "Search")) == [
        ("2026-10-07", "shop (search)", "Search")
    ]
    assert texts("gitlab", "Merge Request Hook", gitlab_merge("Search", AN)) == [
        ("2026-10-07", "shop (search)", "Search")
    ]
    [done] = work_of("gitlab", "Push Hook", gitlab_push("Sort", AN), HANOI)
    assert (done.email, done.item.text, done.item.topic) == (AN, "Sort", "shop (search)")


@pytest.mark.parametrize(
    ("kind", "event", "payload"),
    [
        ("github", "ping", {"zen": "Keep it logically awesome."}),
        ("github", "pull_request", github_pull("an", "x", merged=False)),
        ("github", "pull_request", github_pull("an", "x", action="opened", merged=False)),
        ("github", "pull_request", ["nonsense"]),
        ("github", "Push Hook", gitlab_push("x", AN)),
        ("gitlab", "Merge Request Hook", gitlab_merge("x", AN, action="open")),
        ("gitlab", "Pipeline Hook", {}),
    ],
)
def test_everything_else_is_no_work(kind: Any, event: str, payload: object) -> None:
    assert texts(kind, event, payload) == []


def test_what_cannot_be_stored_is_left_out() -> None:
    commit = github_commit("a\0b\ud800c", "an\0@example.com") | {"url": "javascript:alert(1)"}
    [done] = work_of("github", "push", github_push(commit), HANOI)
    assert (done.item.text, done.email, done.item.url) == ("abc", AN, None)


def test_a_commit_has_one_key_for_the_command_and_the_code_host() -> None:
    commit = github_commit("Sort  by price (#12)", AN, "2026-10-06T23:30:00+07:00")
    [done] = work_of("github", "push", github_push(commit), HANOI)
    day = done.item.start_on
    assert done.item.key == commit_key("Shop", day, "Sort by price (#12)")
    assert done.item.key == key_of_the_command("shop", day, "Sort by price (#12)")


def test_githubs_own_example_of_a_signature_holds() -> None:
    secret, body = "It's a Secret to Everybody", b"Hello, World!"
    good = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"
    assert is_signed("github", secret, body, {"x-hub-signature-256": good})
    assert not is_signed("github", secret, body + b"!", {"x-hub-signature-256": good})
    assert not is_signed("github", secret, body, {"x-gitlab-token": secret})
    assert is_signed("gitlab", secret, body, {"x-gitlab-token": secret})
    assert not is_signed("gitlab", secret, body, {"x-gitlab-token": "é"})
    assert not is_signed("gitlab", secret, body, {})
