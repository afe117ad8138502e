import json
from typing import Any

from tests.integration.cli.conftest import Weeklog
from tests.integration.cli.fake_api import FakeApi

PATH = "/v1/proposals"
ENTRY: dict[str, Any] = {
    "id": "01a224a8-bdd3-7f75-b778-240830792f11",
    "reply_id": "01a224a8-bdd3-7f75-b778-240830792f12",
    "kind": "entry",
    "content": {
        "text": "Painted the barn", "start_on": "2026-10-06", "end_on": "2026-10-06", "status": "done", "tags": [],
    },
    "state": "open",
    "result_id": None,
    "created_at": "2026-10-08T02:00:00Z",
    "decided_at": None,
}  # fmt: skip
LINE = {"change": "add", "section": "notes", "was": "", "text": "It went well"}
REVIEW = ENTRY | {
    "id": "01a224a8-bdd3-7f75-b778-240830793f22",
    "kind": "review",
    "content": {"week": 1, "lines": [LINE, LINE | {"change": "remove", "was": "Built it", "text": ""}]},
}


def opened(api: FakeApi, *found: dict[str, Any]) -> None:
    api.says[f"GET {PATH}"] = {"items": list(found), "next_cursor": None}


def test_what_is_proposed_is_listed_with_each_line_of_a_review(weeklog: Weeklog, api: FakeApi) -> None:
    opened(api, ENTRY, REVIEW)
    assert weeklog("proposals", "list").stdout.splitlines() == [
        "30792f11  new entry, Tue 6 Oct (done): Painted the barn",
        "30793f22  review of week 1:",
        "          + notes: It went well",
        "          - notes: Built it",
    ]
    opened(api)
    assert weeklog("proposals", "list").stdout == "Nothing is proposed.\n"


def test_the_only_one_needs_no_name_to_be_accepted_in_other_words(weeklog: Weeklog, api: FakeApi) -> None:
    opened(api, ENTRY)
    api.says[f"POST {PATH}/{ENTRY['id']}/accept"] = ENTRY | {"state": "accepted"}
    done = weeklog("proposals", "accept", "--text", "Painted it")
    assert done.stdout.startswith("Accepted: new entry, Tue 6 Oct"), done.stderr
    assert json.loads(api.last("POST", f"{PATH}/{ENTRY['id']}/accept").body) == {"text": "Painted it"}


def test_of_several_one_has_to_be_named_by_the_end_of_its_id(weeklog: Weeklog, api: FakeApi) -> None:
    opened(api, ENTRY, REVIEW)
    api.says[f"POST {PATH}/{REVIEW['id']}/dismiss"] = REVIEW | {"state": "dismissed"}
    assert "2 proposals are open" in weeklog("proposals", "accept").stderr
    assert "names no open proposal" in weeklog("proposals", "dismiss", "ffff").stderr
    assert weeklog("proposals", "dismiss", "30793f22").stdout.startswith("Dismissed: review of week 1")


def test_an_answer_that_proposes_something_says_how_to_accept_it(weeklog: Weeklog, api: FakeApi) -> None:
    api.proposals = [ENTRY]
    said = weeklog("ask", "log that I painted the barn on Tuesday").stdout
    assert "weeklog proposals accept ID" in said
    assert said.endswith("30792f11  new entry, Tue 6 Oct (done): Painted the barn\n")
