"""`weeklog calendar add|list|refresh|remove`, and `weeklog calendar [PATH…]` beside it."""

from typing import Any

import pytest

from tests.integration.cli.conftest import Weeklog
from tests.integration.cli.fake_api import FakeApi

PATH = "/v1/calendars"
ID = "01a224a8-bdd3-7f75-b778-240830792f11"
WELL: dict[str, Any] = {
    "id": ID, "name": "Work", "host": "calendar.example.com", "state": "well", "fault": "", "suggested": 3,
    "read_at": "2026-10-06T03:00:00Z", "well_at": "2026-10-06T03:00:00Z", "next_at": "2026-10-06T04:00:00Z",
    "created_at": "2026-10-06T03:00:00Z",
}  # fmt: skip
WAITING = WELL | {"state": "waiting", "well_at": None}
FAILING = WELL | {"state": "failing", "fault": "it answered 404: is the address whole?"}
ADDRESS = "https://calendar.example.com/private-token/basic.ics"


def listed(api: FakeApi, *calendars: dict[str, Any]) -> None:
    api.says[f"GET {PATH}"] = {"items": list(calendars), "next_cursor": None}


def test_one_that_is_added_is_waited_for(weeklog: Weeklog, api: FakeApi) -> None:
    api.says[f"POST {PATH}"] = WAITING
    listed(api, WELL)
    done = weeklog("calendar", "add", ADDRESS, "--name", "Work")
    assert "Work (calendar.example.com): 3 suggestions, read " in done.stdout
    assert "token" not in done.stdout
    assert api.last("POST", PATH).body == b'{"url":"%s","name":"Work"}' % ADDRESS.encode()


def test_an_address_may_come_from_standard_input(weeklog: Weeklog, api: FakeApi) -> None:
    api.says[f"POST {PATH}"] = WELL
    weeklog("calendar", "add", "-", stdin=f"{ADDRESS}\n")
    assert api.last("POST", PATH).body == b'{"url":"%s"}' % ADDRESS.encode()


def test_why_one_cannot_be_read_is_told_at_once_and_in_the_list(weeklog: Weeklog, api: FakeApi) -> None:
    api.says[f"POST {PATH}"] = WAITING
    listed(api, FAILING)
    failed = weeklog("calendar", "add", ADDRESS)
    assert failed.returncode == 1
    assert "'Work' was not read: it answered 404" in failed.stderr
    assert "not read: it answered 404" in weeklog("calendar", "list").stdout


@pytest.mark.parametrize("name", ["Work", ID, ID[-8:]])
def test_one_is_read_again_and_removed_by_what_the_list_shows(
    weeklog: Weeklog, api: FakeApi, name: str
) -> None:
    listed(api, WELL)
    api.says[f"POST {PATH}/{ID}/refresh"] = WELL
    assert "3 suggestions" in weeklog("calendar", "refresh", name).stdout
    api.says[f"DELETE {PATH}/{ID}"] = {}
    assert "No longer read: Work" in weeklog("calendar", "remove", name).stdout


def test_an_unknown_name_is_told_which_there_are(weeklog: Weeklog, api: FakeApi) -> None:
    listed(api, WELL)
    assert "there is 'Work'" in weeklog("calendar", "refresh", "Home").stderr


def test_without_one_of_these_words_it_is_about_the_programmes_weeks(weeklog: Weeklog, api: FakeApi) -> None:
    assert "tell no calendar" in weeklog("calendar").stdout
    assert PATH not in " ".join(api.paths())
