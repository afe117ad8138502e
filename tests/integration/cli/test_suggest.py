"""`weeklog suggest`, with commits of a real repository."""

import json
import os
import subprocess
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from tests.integration.cli.conftest import Weeklog
from tests.integration.cli.fake_api import FakeApi

PATH = "/v1/suggestions"
ID = "01a224a8-bdd3-7f75-b778-240830792f11"
OPEN: dict[str, Any] = {
    "id": ID, "source": "git", "text": "shop (main):\n\n- Add a cart\n- Fix it", "start_on": "2026-10-06",
    "end_on": "2026-10-06", "resources": [], "status": "done", "hours": None, "state": "open", "entry_id": None,
    "created_at": "2026-10-06T03:00:00Z", "decided_at": None,
}  # fmt: skip
MADE = {"items": [OPEN], "next_cursor": None, "known": 0, "outside": 0, "left_out": 0}


@dataclass
class Repository:
    path: Path
    hour: int = 8  # of the next commit

    def git(self, *arguments: str, day: str = "2026-10-06", author: str = "lan@example.org") -> None:
        self.hour += 1
        moment = f"{day}T{self.hour:02}:30:00+07:00"
        names = {
            "GIT_AUTHOR_NAME": "Lan",
            "GIT_COMMITTER_NAME": "Lan",
            "GIT_COMMITTER_EMAIL": "c@example.org",
        }
        dates = {"GIT_AUTHOR_EMAIL": author, "GIT_AUTHOR_DATE": moment, "GIT_COMMITTER_DATE": moment}
        alone = {"PATH": os.environ["PATH"], "HOME": str(self.path.parent), "GIT_CONFIG_NOSYSTEM": "1"}
        command = ["git", "-C", str(self.path), *arguments]
        subprocess.run(command, env=names | dates | alone, check=True, capture_output=True)

    def commit(self, subject: str, **how: str) -> None:
        self.git("commit", "--allow-empty", "-m", subject, **how)


def suggested_key(weeklog: Weeklog, api: FakeApi) -> str:
    weeklog("suggest", "--git", "shop")
    [item] = json.loads(api.last("POST", PATH).body)["items"]
    return item["key"]


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """In the folder where the command runs. An hour passes with every command of git."""
    found = Repository(tmp_path / "shop")
    found.path.mkdir()
    found.git("init", "-q", "-b", "main")
    found.git("config", "user.email", "lan@work.example")
    return found


def suggested(api: FakeApi) -> list[tuple[str, str, str]]:
    items = json.loads(api.last("POST", PATH).body)["items"]
    return [(one["start_on"], one["topic"], one["text"]) for one in items]


def test_own_commits_of_the_week_are_suggested_by_branch(
    weeklog: Weeklog, api: FakeApi, repository: Repository
) -> None:
    api.says[f"POST {PATH}"] = MADE
    repository.commit("Begin", day="2026-10-02")
    repository.commit("Add a cart")
    repository.commit("Theirs", author="other@example.org")
    repository.commit("From the office", author="Lan@Work.example", day="2026-10-07")
    repository.git("checkout", "-q", "-b", "search")
    repository.commit("Sort by price", day="2026-10-07")
    repository.git("checkout", "-q", "main")
    repository.git("merge", "-q", "--no-ff", "-m", "Merge search", "search", day="2026-10-08")
    repository.git("checkout", "-q", "-b", "totals")
    repository.commit("Round ✓", day="2026-10-08")
    done = weeklog("suggest", "--git", "shop")
    assert (done.returncode, done.stderr) == (0, "")
    assert suggested(api) == [
        ("2026-10-06", "shop (main)", "Add a cart"),
        ("2026-10-07", "shop (main)", "From the office"),
        ("2026-10-07", "shop (main)", "Sort by price"),
        ("2026-10-08", "shop (totals)", "Round ✓"),
    ]
    assert done.stdout.startswith("30792f11")


def test_a_commit_keeps_its_key_when_it_is_rebased(
    weeklog: Weeklog, api: FakeApi, repository: Repository
) -> None:
    api.says[f"POST {PATH}"] = MADE
    repository.commit("Begin", day="2026-10-02")
    repository.git("checkout", "-q", "-b", "search")
    repository.commit("Sort by price")
    before = suggested_key(weeklog, api)
    repository.git("checkout", "-q", "main")
    repository.commit("Between", author="other@example.org")
    repository.git("checkout", "-q", "search")
    repository.git("rebase", "-q", "main", day="2026-10-08")
    assert suggested_key(weeklog, api) == before


def test_another_week_and_other_addresses_are_asked_for(
    weeklog: Weeklog, api: FakeApi, repository: Repository
) -> None:
    api.says[f"POST {PATH}"] = MADE
    repository.commit("Next week", day="2026-10-13", author="lan@old.example")
    assert "Nothing new." in weeklog("suggest", "--git", "shop", "--week", "2").stdout
    assert f"POST {PATH}" not in api.paths()
    weeklog("suggest", "--git", "shop", "--week", "2", "--author", "lan@old.example")
    assert suggested(api) == [("2026-10-13", "shop (main)", "Next week")]


def test_what_is_no_repository_is_told(weeklog: Weeklog, repository: Repository, tmp_path: Path) -> None:
    done = weeklog("suggest", "--git", str(tmp_path))
    assert (done.returncode, "not a git repository" in done.stderr) == (1, True)
    done = weeklog("suggest", "--git", "shop")
    assert (done.returncode, "no commits yet" in done.stderr) == (1, True)
    done = weeklog("suggest", "--git", "shop", "--week", "99")
    assert (done.returncode, "--week" in done.stderr) == (1, True)


def test_suggestions_are_listed_accepted_and_dismissed(weeklog: Weeklog, api: FakeApi) -> None:
    api.says |= {
        f"GET {PATH}": {"items": [OPEN], "next_cursor": None},
        f"POST {PATH}/{ID}/accept": OPEN | {"state": "accepted", "entry_id": "e1"},
        f"POST {PATH}/{ID}/dismiss": OPEN | {"state": "dismissed"},
    }
    assert weeklog("suggest").stdout.startswith("30792f11  Tue 6 Oct  shop (main)")
    assert weeklog("suggest", "accept", "30792f11", "--text", "Cart", "--day", "2026-10-07").returncode == 0
    sent = json.loads(api.last("POST", f"{PATH}/{ID}/accept").body)
    assert sent == {"text": "Cart", "start_on": "2026-10-07"}
    assert weeklog("suggest", "dismiss", "30792f11").stdout == "Dismissed.\n"
    assert "names no open suggestion" in weeklog("suggest", "dismiss", "ffff").stderr
    assert json.loads(weeklog("suggest", "--json").stdout)[0]["id"] == ID


def test_a_lead_connects_a_code_host(weeklog: Weeklog, api: FakeApi) -> None:
    path = "/v1/programme/code-hosts"
    host: dict[str, Any] = {
        "id": ID, "name": "the shop", "kind": "github", "deliveries": 2, "suggested": 1, "unknown": 3,
        "last_at": "2026-10-06T03:00:00Z", "created_at": "2026-10-06T03:00:00Z",
    }  # fmt: skip
    made = host | {"url": f"https://weeklog.example/v1/code-hosts/{ID}/events", "secret": "very-secret"}
    api.says |= {
        f"GET {path}": {"items": [host], "next_cursor": None},
        f"POST {path}": made,
        f"DELETE {path}/{ID}": {},
    }
    done = weeklog("code-host", "add", "the shop", "--kind", "github")
    assert done.stdout.endswith(f"address  {made['url']}\nsecret   very-secret\n")
    assert json.loads(api.last("POST", path).body) == {"name": "the shop", "kind": "github"}
    listed = weeklog("code-host", "list").stdout
    assert listed.startswith("the shop (github): 2 posts, last 06 Oct 2026")
    assert "1 suggestion, 3 of nobody here" in listed
    assert weeklog("code-host", "remove", "the shop").returncode == 0
    assert "there is no code host named" in weeklog("code-host", "remove", "other").stderr


def test_events_of_a_calendar_are_sent_as_they_are_for_the_week(
    weeklog: Weeklog, api: FakeApi, tmp_path: Path
) -> None:
    api.says[f"POST {PATH}/calendar"] = {
        **MADE,
        "items": [{**OPEN, "source": "calendar", "text": "Planning"}],
    }
    (tmp_path / "work.ics").write_bytes(b"BEGIN:VCALENDAR\r\n")
    done = weeklog("suggest", "--ics", "work.ics")
    assert "Planning  (calendar)" in done.stdout
    sent = api.last("POST", f"{PATH}/calendar")
    assert (sent.body, sent.query) == (b"BEGIN:VCALENDAR\r\n", "from=2026-10-05&to=2026-10-11")
    assert sent.headers["content-type"] == "text/calendar"


def test_a_calendar_is_read_from_its_address(weeklog: Weeklog, api: FakeApi, tmp_path: Path) -> None:
    api.says[f"POST {PATH}/calendar"] = MADE
    (tmp_path / "my.ics").write_bytes(b"BEGIN:VCALENDAR\r\n")
    files = partial(SimpleHTTPRequestHandler, directory=str(tmp_path))
    with ThreadingHTTPServer(("127.0.0.1", 0), files) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        done = weeklog("suggest", "--ics", f"http://127.0.0.1:{server.server_port}/my.ics")
        server.shutdown()
    assert done.returncode == 0, done.stderr
    assert api.last("POST", f"{PATH}/calendar").body == b"BEGIN:VCALENDAR\r\n"


def test_a_calendar_that_does_not_come_is_told(weeklog: Weeklog, api: FakeApi) -> None:
    for source, said in (
        ("none.ics", "cannot be read"),
        (f"{api.url}/none.ics", "does not come from its address"),
    ):
        done = weeklog("suggest", "--ics", source)
        assert (done.returncode, said in done.stderr) == (1, True), done.stderr
