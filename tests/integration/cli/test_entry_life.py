"""Entries that are deleted and come back, go on, and have a past; objectives by their place."""

import json
from typing import Any

import pytest

from tests.integration.cli.conftest import Weeklog
from tests.integration.cli.fake_api import FakeApi

ID = "0199f2a1-7c3d-7abc-8def-0123456789ab"
ENTRY: dict[str, Any] = {
    "id": ID, "week": 2, "position": 0, "day": "", "text": "Build\nthe VPC", "start_on": "2026-10-12",
    "end_on": "2026-10-12", "resources": [], "status": "doing", "tags": [], "version": 3, "weeks_open": 3,
    "carried_from": None, "carried_to": None,
}  # fmt: skip


def body(api: FakeApi, method: str, path: str) -> Any:
    return json.loads(api.last(method, path).body)


def test_a_deletion_is_undone_by_its_id_or_as_the_last_one(weeklog: Weeklog, api: FakeApi) -> None:
    api.says = {
        f"DELETE /v1/entries/{ID}": {},
        "GET /v1/entries/deleted": {"items": [{"deleted_at": "", "restorable_until": "", "entry": ENTRY}]},
        f"POST /v1/entries/{ID}/restore": ENTRY,
    }
    assert f"weeklog undo {ID}" in weeklog("delete", ID).stdout
    assert api.last("DELETE", f"/v1/entries/{ID}").headers["if-match"] == "*"
    for arguments in ((), (ID,)):
        said = weeklog("undo", *arguments)
        assert (said.returncode, said.stdout) == (0, "Back in week 2, Mon 12 Oct: Build the VPC\n")
    api.says["GET /v1/entries/deleted"] = {"items": []}
    said = weeklog("undo")
    assert (said.returncode, said.stderr) == (1, "weeklog: nothing was deleted in the last 30 days\n")


def test_a_history_is_told_change_by_change(weeklog: Weeklog, api: FakeApi) -> None:
    fields = {"text": {"before": "Build\nit", "after": "Build the VPC"}}
    change = {"version": 2, "at": "2026-10-13T09:00:00Z", "by": None, "change": "edited", "fields": fields}
    api.says[f"GET /v1/entries/{ID}/history"] = {"items": [change]}
    first, second = weeklog("history", ID).stdout.splitlines()
    assert first.split() == ["2", "13", "Oct", "2026", first.split()[4], "edited"]
    assert second == "     text: Build it → Build the VPC"


@pytest.mark.parametrize(("option", "verb"), [((), "Carried"), (("--dry-run",), "Would carry")])
def test_what_is_unfinished_is_carried_on(
    weeklog: Weeklog, api: FakeApi, option: tuple[str, ...], verb: str
) -> None:
    carried = {"dry_run": bool(option), "week": 2, "from_week": 1, "from_day": None, "day": "2026-10-12"}
    carried["still_open"] = []
    api.says["POST /v1/weeks/2/carry-over"] = carried | {"items": [{"source": ENTRY, "entry": ENTRY}]}
    said = weeklog("carry", "2", *option)
    assert f"{verb} 1 entry on to week 2." in said.stdout
    assert "doing, in its week 3" in said.stdout
    assert body(api, "POST", "/v1/weeks/2/carry-over") == {"dry_run": bool(option)}
    api.says["POST /v1/weeks/1/carry-over"] = carried | {"items": []}
    assert weeklog("carry", "--to-day", "2026-10-09").stdout == "Nothing is unfinished.\n"
    assert body(api, "POST", "/v1/weeks/1/carry-over") == {"dry_run": False, "to_day": "2026-10-09"}


def test_what_is_older_than_the_last_logged_week_is_told_and_can_be_carried(
    weeklog: Weeklog, api: FakeApi
) -> None:
    nothing: dict[str, Any] = {"dry_run": False, "week": 8, "from_week": 7, "from_day": None, "items": []}
    open_weeks = [{"week": 2, "entries": 1}, {"week": 4, "entries": 2}]
    api.says["POST /v1/weeks/8/carry-over"] = nothing | {"day": "2026-11-23", "still_open": open_weeks}
    said = " ".join(weeklog("carry", "8").stdout.split())
    assert said == (
        "Nothing is unfinished in week 7. Still unfinished: 1 in week 2, 2 in week 4. "
        "To carry them on: weeklog carry 8 --from 2, or --all for all of them."
    )
    weeklog("carry", "8", "--from", "2")
    assert body(api, "POST", "/v1/weeks/8/carry-over") == {"dry_run": False, "from_week": 2}
    weeklog("carry", "8", "--all")
    assert body(api, "POST", "/v1/weeks/8/carry-over") == {"dry_run": False, "all": True}


def test_a_week_is_planned_like_the_one_before_or_another(weeklog: Weeklog, api: FakeApi) -> None:
    api.says["POST /v1/weeks/3/copy"] = {
        "dry_run": False, "week": 3, "from_week": 2, "items": [ENTRY], "skipped": 0,
    }  # fmt: skip
    assert "Planned 1 entry in week 3." in weeklog("copy", "3").stdout
    assert body(api, "POST", "/v1/weeks/3/copy") == {"from": 2, "dry_run": False}
    weeklog("copy", "3", "--from", "1")
    assert body(api, "POST", "/v1/weeks/3/copy")["from"] == 1


def test_objectives_are_added_judged_and_carried_by_their_place(weeklog: Weeklog, api: FakeApi) -> None:
    aim = {"id": "o1", "text": "Learn IAM", "state": "open", "done": None, "weeks_open": 2}
    api.says = {
        "GET /v1/weeks/1": {"objectives": [aim]},
        "PUT /v1/weeks/1/objectives": {"items": [aim, aim | {"id": "o2", "text": "Sleep", "weeks_open": 1}]},
        "PATCH /v1/objectives/o1": aim | {"state": "met"},
        "POST /v1/weeks/1/objectives/carry": {"dry_run": False, "week": 1, "from_week": None, "items": [aim]},
    }
    assert weeklog("objectives", "list").stdout == "  1 • Learn IAM  (in its week 2)\n"
    assert weeklog("objectives", "add", "Sleep").stdout.splitlines()[1] == "  2 • Sleep"
    assert body(api, "PUT", "/v1/weeks/1/objectives") == {
        "items": [{"id": "o1", "text": "Learn IAM"}, {"text": "Sleep"}]
    }
    assert weeklog("objectives", "met", "1", "--week", "1").stdout == "  1 ☑ Learn IAM  (in its week 2)\n"
    for state in ("missed", "open", "met"):
        weeklog("objectives", state, "1")
        assert body(api, "PATCH", "/v1/objectives/o1") == {"state": state}
    assert "Carried 1 objective on to week 1." in weeklog("objectives", "carry").stdout
    said = weeklog("objectives", "met", "2")
    assert (said.returncode, "has 1 objective" in said.stderr) == (1, True)
