import json

from tests.integration.cli.conftest import Weeklog
from tests.integration.cli.fake_api import FakeApi

PATH = "/v1/scheduled-questions"
QUESTION = {
    "id": "01a224a8-bdd3-7f75-b778-240830792f11",
    "text": "What is still open?",
    "weekdays": [0, 4],
    "at": "09:00:00",
    "by_mail": True,
    "paused": False,
    "conversation_id": None,
    "next_at": "2026-10-12T02:00:00Z",
    "created_at": "2026-10-08T02:00:00Z",
}
ID = QUESTION["id"]


def test_a_question_is_scheduled_as_people_say_it(weeklog: Weeklog, api: FakeApi) -> None:
    api.says[f"POST {PATH}"] = QUESTION
    done = weeklog("schedule", "add", "What is still open?", "--every", "monday and friday 9:00", "--mail")
    assert done.stdout.startswith("What is still open?  (Monday, Friday 09:00, by mail; next ")
    sent = json.loads(api.last("POST", PATH).body)
    assert sent == {"text": "What is still open?", "by_mail": True, "weekdays": [0, 4], "at": "09:00"}
    refused = weeklog("schedule", "add", "What?", "--every", "soon")
    assert (refused.returncode, "write weekdays and a time" in refused.stderr) == (1, True)


def test_it_is_listed_changed_paused_and_removed_by_the_end_of_its_id(weeklog: Weeklog, api: FakeApi) -> None:
    api.says |= {
        f"GET {PATH}": {"items": [QUESTION], "next_cursor": None},
        f"PATCH {PATH}/{ID}": QUESTION | {"paused": True, "next_at": None},
        f"DELETE {PATH}/{ID}": {},
    }
    assert weeklog("schedule", "list").stdout.startswith("30792f11  What is still open?")
    assert "paused" in weeklog("schedule", "pause", "30792f11").stdout
    assert weeklog("schedule", "edit", "30792f11", "--every", "tuesday 8:30").returncode == 0
    assert json.loads(api.last("PATCH", f"{PATH}/{ID}").body) == {"weekdays": [1], "at": "08:30"}
    assert "nothing to change" in weeklog("schedule", "edit", "30792f11").stderr
    assert weeklog("schedule", "remove", "30792f11").stdout == "No longer asked: What is still open?\n"
    assert "names no scheduled question" in weeklog("schedule", "remove", "ffff").stderr


def test_the_log_tells_what_became_of_each_time(weeklog: Weeklog, api: FakeApi) -> None:
    run = {
        "id": ID,
        "day": "2026-10-05",
        "outcome": "asked",
        "due_at": "2026-10-05T02:00:00Z",
        "at": "2026-10-05T02:00:09Z",
    }
    answered = run | {"reply_id": ID, "conversation_id": ID, "state": "done", "error": None}
    missed = run | {
        "outcome": "missed",
        "reply_id": None,
        "conversation_id": None,
        "state": None,
        "error": None,
    }
    api.says |= {
        f"GET {PATH}": {"items": [QUESTION], "next_cursor": None},
        f"GET {PATH}/{ID}/runs": {"items": [answered, missed], "next_cursor": None},
    }
    lines = weeklog("schedule", "runs", "30792f11").stdout.splitlines()
    assert [line.split("  ")[1] for line in lines] == ["asked, answer: done", "missed"]
