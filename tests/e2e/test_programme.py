"""A programme lives through three weeks over the public API: real processes, and a clock that is moved.

It begins on a Friday in Ho Chi Minh City, has twelve weeks, a lead, a mentor and two interns.
"""

import csv
import io
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import httpx
import pytest

from tests.support.stack import Stack, running_stack
from tests.support.waiting import eventually

FIRST_TUESDAY = "2026-10-06T09:00:00+07:00"  # of week 1, which began on Friday the 2nd
SECOND_MONDAY = "2026-10-12T09:00:00+07:00"  # of week 2; the review of week 1 fell due on Friday the 9th
THIRD_MONDAY = "2026-10-19T09:00:00+07:00"
PASSWORD = "correct horse battery"
WEEKLOG = Path(sys.executable).with_name("weeklog")

T = TypeVar("T")


@dataclass
class Cast:
    stack: Stack
    lead: httpx.Client
    mentor: httpx.Client
    lan: httpx.Client
    nam: httpx.Client
    ids: dict[str, str]

    def move_clock(self, now: str) -> None:
        for name in self.stack.processes:
            self.stack.restart(name, {"WEEKLOG_NOW": now})


@pytest.fixture
def cast() -> Iterator[Cast]:
    with (
        running_stack(now=FIRST_TUESDAY, processes=("api", "reporting", "scheduler")) as stack,
        ExitStack() as ending,
    ):
        lead = ending.enter_context(stack.client())
        programme = {
            "name": "First Cloud Journey",
            "zone": "Asia/Ho_Chi_Minh",
            "starts_on": "2026-10-02",
            "weeks": 12,
        }
        begun = good(lead.post("/v1/programmes", json=programme))
        assert begun["weeks"][2] == {"number": 3, "first_day": "2026-10-16", "last_day": "2026-10-22"}
        people = {"mentor": joined(stack, lead, "Mai", role="mentor")}
        ids = {"mentor": person_of(people["mentor"])}
        for name in ("Lan", "Nam"):
            people[name] = joined(stack, lead, name, mentor_id=ids["mentor"] if name == "Lan" else None)
            ids[name] = person_of(people[name])
        for client in people.values():
            ending.callback(client.close)
        yield Cast(stack, lead, people["mentor"], people["Lan"], people["Nam"], ids)


def good(answer: httpx.Response) -> Any:
    assert answer.is_success, f"{answer.request.method} {answer.request.url.path}: {answer.text}"
    return answer.json() if answer.content else None


def joined(stack: Stack, lead: httpx.Client, name: str, **invitation: Any) -> httpx.Client:
    """By a link, as a new person; from then on with a token."""
    link = good(lead.post("/v1/programme/invitations", json=invitation))["secret"]
    body = {"name": name, "email": f"{name.lower()}@example.com", "password": PASSWORD}
    with httpx.Client(base_url=stack.url, timeout=30, headers={"Origin": stack.url}) as browser:
        good(browser.post(f"/v1/invitations/{link}/accept", json=body))
        token = good(browser.post("/v1/tokens", json={"name": "everywhere"}))["token"]
    return stack.client(token)


def person_of(client: httpx.Client) -> str:
    return good(client.get("/v1/me"))["person"]["id"]


def quick(client: httpx.Client, line: str) -> dict[str, Any]:
    return good(client.post("/v1/entries", json={"quick": line}))


def week(client: httpx.Client, number: int, **owner: str) -> dict[str, Any]:
    return good(client.get(f"/v1/weeks/{number}", params=owner))


def test_three_weeks_of_a_programme(cast: Cast) -> None:
    open_entry = first_week(cast)
    cast.move_clock(SECOND_MONDAY)
    carried = second_week(cast, open_entry)
    cast.move_clock(THIRD_MONDAY)
    third_week(cast, carried)
    moving_house(cast)
    the_end(cast)


def first_week(cast: Cast) -> str:
    """The entry that stays open."""
    lan, nam = cast.lan, cast.nam
    objectives = [{"text": "Know what a VPC is"}, {"text": "Draw the network"}]
    good(lan.put("/v1/weeks/1/objectives", json={"items": objectives}))
    fixed = quick(lan, "Mon fixed the build #infra https://example.com/ci")
    assert (fixed["text"], fixed["start_on"], fixed["status"], fixed["tags"]) == (
        "fixed the build",
        "2026-10-05",
        "done",
        ["infra"],
    )
    assert [one["url"] for one in fixed["resources"]] == ["https://example.com/ci"]
    met = quick(lan, "hôm qua họp với mentor #hop")
    assert (met["text"], met["start_on"], met["week"]) == ("họp với mentor", "2026-10-05", 1)
    wire = quick(lan, "todo: wire the private endpoint #vpc")
    assert (wire["status"], wire["start_on"], wire["weeks_open"]) == ("planned", "2026-10-06", 1)
    docker = quick(nam, "thứ 2 cài đặt Docker #docker")
    assert (docker["text"], docker["start_on"], docker["tags"]) == (
        "cài đặt Docker",
        "2026-10-05",
        ["docker"],
    )

    # Undone: the same entry, in the same place.
    before = week(lan, 1)["entries"]
    assert lan.delete(f"/v1/entries/{met['id']}", headers={"If-Match": "*"}).status_code == 204
    assert met["id"] not in {one["id"] for one in week(lan, 1)["entries"]}
    good(lan.post(f"/v1/entries/{met['id']}/restore"))
    assert [one["id"] for one in week(lan, 1)["entries"]] == [one["id"] for one in before]
    changes = [one["change"] for one in good(lan.get(f"/v1/entries/{met['id']}/history"))["items"]]
    assert changes == ["restored", "deleted", "logged"]

    # The mentor reads whom she mentors, the lead everybody, an intern nobody else.
    assert len(week(cast.mentor, 1, person=cast.ids["Lan"])["entries"]) == 3
    assert len(week(cast.lead, 1, person=cast.ids["Nam"])["entries"]) == 1
    for client, person in ((cast.mentor, "Nam"), (nam, "Lan")):
        assert client.get("/v1/weeks/1", params={"person": cast.ids[person]}).status_code == 404
    return wire["id"]


def second_week(cast: Cast, open_entry: str) -> str:
    """What is still open, as it stands in this week."""
    lan, mentor = cast.lan, cast.mentor
    review = eventually(lambda: drafted(lan, 1))
    eventually(lambda: drafted(cast.nam, 1))
    entries = week(lan, 1)["entries"]
    vpc, network = week(lan, 1)["objectives"]
    done = next(one["id"] for one in entries if one["status"] == "done")
    met = good(lan.patch(f"/v1/objectives/{vpc['id']}", json={"state": "met", "evidence": [done]}))
    assert (met["state"], met["evidence"]) == ("met", [done])
    carried = good(lan.post("/v1/weeks/2/objectives/carry", json={}))["items"]
    assert [(one["text"], one["carried_from"], one["weeks_open"]) for one in carried] == [
        ("Draw the network", network["id"], 2)
    ]
    assert [one["state"] for one in week(lan, 1)["objectives"]] == ["met", "carried"]

    (over,) = good(lan.post("/v1/weeks/2/carry-over", json={}))["items"]
    assert (over["source"]["id"], over["source"]["carried_to"]) == (open_entry, over["entry"]["id"])
    assert (over["entry"]["week"], over["entry"]["weeks_open"]) == (2, 2)
    assert good(lan.post("/v1/weeks/2/carry-over", json={}))["items"] == []

    # The review is submitted; its mentor asks, the intern answers, the thread is resolved.
    assert mentor.get(f"/v1/reviews/{review['id']}").status_code == 404
    assert (
        good(lan.post(f"/v1/reviews/{review['id']}/submit", json={"although_changed": True}))["state"]
        == "submitted"
    )
    assert review["id"] in {one["id"] for one in good(mentor.get("/v1/queue"))["items"]}
    anchor = {"kind": "review", "id": review["id"], "line": 0}
    asked = good(mentor.post("/v1/comments", json={"anchor": anchor, "text": "Why private?"}))
    good(
        lan.post("/v1/comments", json={"in_reply_to": asked["id"], "text": "So that nobody else reaches it."})
    )
    good(mentor.post(f"/v1/comments/{asked['thread_id']}/resolve"))
    thread = good(lan.get("/v1/comments", params={"anchor_id": review["id"]}))["items"]
    assert {one["text"] for one in thread} == {"Why private?", "So that nobody else reaches it."}
    assert all(one["resolved_by"] == cast.ids["mentor"] for one in thread)
    assert cast.nam.get("/v1/comments", params={"person": cast.ids["Lan"]}).status_code == 404

    drawing(cast)
    return over["entry"]["id"]


def drawing(cast: Cast) -> None:
    """A file that is revised twice, and commented on."""
    lan, mentor, owner = cast.lan, cast.mentor, {"person": cast.ids["Lan"]}
    texts = [b"# Network\n\none subnet\n", b"# Network\n\ntwo subnets\n", b"# Network\n\nthree subnets\n"]
    added = good(lan.post("/v1/artifacts", params={"name": "network.md", "week": 2}, content=texts[0]))
    revised = [
        good(lan.post(f"/v1/artifacts/{added['id']}/revisions", content=text))["revision"]
        for text in texts[1:]
    ]
    assert revised == [2, 3]
    for number, text in enumerate(texts, start=1):
        read = mentor.get(f"/v1/artifacts/{added['id']}/revisions/{number}", params=owner)
        assert (read.status_code, read.content) == (200, text)
    good(mentor.get(f"/v1/artifacts/{added['id']}/compare", params={"from": 1, "to": 3, **owner}))
    anchor = {"kind": "artifact", "id": added["id"], "revision": 2}
    good(mentor.post("/v1/comments", json={"anchor": anchor, "text": "One more, for the databases"}))
    said = good(lan.get("/v1/comments", params={"anchor_id": added["id"]}))["items"]
    assert [(one["text"], one["anchor"]["revision"]) for one in said] == [("One more, for the databases", 2)]
    assert cast.nam.get(f"/v1/artifacts/{added['id']}").status_code == 404


def drafted(client: httpx.Client, number: int) -> dict[str, Any] | None:
    reviews = good(client.get("/v1/reviews"))["items"]
    return next((one for one in reviews if (one["week"], one["state"]) == (number, "drafted")), None)


def third_week(cast: Cast, carried: str) -> None:
    lan, lead = cast.lan, cast.lead
    eventually(lambda: drafted(lan, 2))
    (over,) = good(lan.post("/v1/weeks/3/carry-over", json={}))["items"]
    assert (over["source"]["id"], over["entry"]["weeks_open"]) == (carried, 3)  # its third week
    finished = lan.patch(
        f"/v1/entries/{over['entry']['id']}", json={"status": "done"}, headers={"If-Match": "*"}
    )
    assert good(finished)["status"] == "done"
    (third,) = good(lan.post("/v1/weeks/3/objectives/carry", json={}))["items"]
    assert (third["text"], third["weeks_open"]) == ("Draw the network", 3)
    good(lan.patch(f"/v1/objectives/{third['id']}", json={"state": "met", "evidence": [over["entry"]["id"]]}))

    told = good(lead.get("/v1/programme/submissions", params={"from": "2026-10-02", "to": "2026-10-22"}))
    states = {
        one["person"]["name"]: [submission["state"] for submission in one["weeks"]][:2]
        for one in told["items"]
    }
    assert (states["Lan"], states["Nam"]) == (["submitted", "drafted"], ["drafted", "drafted"])

    params = {"from": "2026-10-02", "to": "2026-10-22", "columns": "week,start_on,text,status,weeks_open"}
    exported = lead.get("/v1/export", params=params | {"person": cast.ids["Lan"]})
    assert exported.status_code == 200
    rows = list(csv.DictReader(io.StringIO(exported.content.decode("utf-8-sig"))))
    assert [(row["week"], row["text"], row["weeks_open"]) for row in rows if "endpoint" in row["text"]] == [
        ("1", "wire the private endpoint", "1"),
        ("2", "wire the private endpoint", "2"),
        ("3", "wire the private endpoint", "3"),
    ]
    assert len(rows) == 5


def moving_house(cast: Cast) -> None:
    """All of an account, in an instance that held nothing."""
    archive = cast.lan.get("/v1/account/export")
    assert (archive.status_code, archive.headers["content-type"]) == (200, "application/zip")
    with running_stack(now=THIRD_MONDAY, processes=("api",)) as other, other.client() as newcomer:
        report = good(newcomer.post("/v1/account/import", content=archive.content))
        assert report["programme"]["made"]
        assert report["kinds"]["entries"]["added"] == 5
        assert good(newcomer.get("/v1/programme"))["weeks"] == good(cast.lan.get("/v1/programme"))["weeks"]
        assert held(newcomer) == held(cast.lan)


def held(client: httpx.Client) -> dict[str, Any]:
    """What one has, as far as it is one's own: reviews of an import are drafts again."""
    weeks = [week(client, number) | {"review": None} for number in (1, 2, 3)]
    files = {
        one["name"]: [
            client.get(f"/v1/artifacts/{one['id']}/revisions/{number}").content
            for number in range(1, one["revision"] + 1)
        ]
        for one in good(client.get("/v1/artifacts"))["items"]
    }
    return {"weeks": weeks, "files": files}


def the_end(cast: Cast) -> None:
    """By command: who is there, who leads from now on; then it is closed."""
    listed = command(cast, "members")
    assert {one["name"]: one["role"] for one in listed} == {
        "An Example": "lead",
        "Mai": "mentor",
        "Lan": "member",
        "Nam": "member",
    }
    assert command(cast, "hand-over", "mai@example.com", "--role", "mentor")["role"] == "lead"
    assert cast.lead.post("/v1/programme/archive").status_code == 403
    assert good(cast.mentor.post("/v1/programme/archive"))["archived_at"] is not None
    assert cast.lan.post("/v1/entries", json={"text": "Too late"}).status_code == 409
    assert cast.lan.get("/v1/export").status_code == 200
    assert len(week(cast.lan, 1)["entries"]) == 3


def command(cast: Cast, *arguments: str) -> Any:
    said = subprocess.run(
        [WEEKLOG, "programme", *arguments, "--json"],
        env={
            "PATH": "",
            "HOME": str(cast.stack.logs),
            "WEEKLOG_URL": cast.stack.url,
            "WEEKLOG_TOKEN": cast.stack.token,
        },
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert said.returncode == 0, said.stderr
    return json.loads(said.stdout)
