"""One real week of one person, through every door: real processes, real Postgres and Valkey, a set clock."""

import asyncio
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar
from uuid import uuid4

import httpx
import pytest

from tests.support.follow import Client, Followed
from tests.support.stack import ROOT, Stack, running_stack
from tests.support.waiting import eventually
from weeklog.hugo import read_page

THURSDAY = "2026-10-08T09:00:00+07:00"
FRIDAY_EVENING = "2026-10-09T17:00:30+07:00"
EXAMPLE = ROOT / "examples/site/content/1-Worklog/1.1-Week1/_index.md"
CORPUS = Path(os.environ.get("WEEKLOG_CORPUS", ROOT.parent / "shared/corpus"))

T = TypeVar("T")


@pytest.fixture
def stack() -> Iterator[Stack]:
    with running_stack(now=THURSDAY) as stack:
        yield stack


def import_page(client: httpx.Client, path: str, raw: bytes, *, dry_run: bool = False) -> dict[str, Any]:
    answer = client.post(
        "/v1/pages/import", files={"files": (path, raw)}, data={"dry_run": "true"} if dry_run else {}
    )
    assert answer.status_code == 200, answer.text
    (page,) = answer.json()["pages"]
    return page


def ask(stack: Stack, question: str) -> tuple[Followed, dict[str, Any]]:
    """What was streamed, and what was stored."""

    async def talk() -> tuple[Followed, dict[str, Any]]:
        client = Client(stack.url, stack.token)
        conversation = (await client.http.post("/v1/conversations", json={})).raise_for_status().json()["id"]
        asked = await client.post(
            f"/v1/conversations/{conversation}/messages", {"text": question}, key=str(uuid4())
        )
        assert asked.status_code == 202, asked.text
        reply = asked.json()["reply"]["id"]
        followed = await client.follow(reply, seconds=30)
        stored = (await client.http.get(f"/v1/replies/{reply}")).raise_for_status().json()
        await client.close()
        return followed, stored

    return asyncio.run(talk())


def test_the_first_week(stack: Stack) -> None:
    with stack.client() as client:
        imported = import_page(client, "content/1-Worklog/1.1-Week1/_index.md", EXAMPLE.read_bytes())
        assert (imported["outcome"], imported["week"], imported["errors"]) == ("created", 1, [])
        logged = [
            client.post("/v1/entries", json={"text": text, "status": status, "tags": ["vpc"]})
            .raise_for_status()
            .json()
            for text, status in [("Drew the VPC diagram", "done"), ("Wire the private endpoint", "doing")]
        ]
        assert {entry["week"] for entry in logged} == {1}
        week = client.get("/v1/weeks/1").raise_for_status().json()
        assert len(week["entries"]) == imported["entries"] + 2

        followed, stored = ask(stack, "what is still open?")
        assert followed.state == stored["state"] == "done"
        assert followed.text == stored["text"]
        assert followed.reader.whole
        assert "Wire the private endpoint" in stored["text"]
        assert "Drew the VPC diagram" not in stored["text"]
        assert logged[1]["id"] in {citation["entry_id"] for citation in stored["citations"]}
        known = {entry["id"] for entry in week["entries"]}
        assert {citation["entry_id"] for citation in stored["citations"]} <= known

        assert client.get("/v1/reviews").raise_for_status().json()["items"] == []
        stack.restart("scheduler", {"WEEKLOG_NOW": FRIDAY_EVENING})
        review = eventually(lambda: drafted(client))
        stack.restart("scheduler", {"WEEKLOG_NOW": FRIDAY_EVENING})
        stack.start("scheduler 2", "weeklog_scheduler", {"WEEKLOG_NOW": FRIDAY_EVENING})
        time.sleep(2)  # two schedulers have looked several times by now
        assert [found["id"] for found in client.get("/v1/reviews").json()["items"]] == [review["id"]]
        evidence = {entry for sentence in review["lines"] for entry in sentence["evidence"]}
        assert evidence
        assert evidence <= known

        exported = client.get("/v1/weeks/1/page").raise_for_status()
        assert exported.headers["content-type"].startswith("text/markdown")
        assert b"Wire the private endpoint" in exported.content
        before = content(client)
        again = import_page(client, "content/1-Worklog/1.1-Week1/_index.md", exported.content)
        assert again["outcome"] == "unchanged"
        assert content(client) == before


def content(client: httpx.Client) -> dict[str, Any]:
    """Week 1 without the time at which its file was last taken in."""
    week = client.get("/v1/weeks/1").raise_for_status().json()
    return week | {"pages": [page["path"] for page in week["pages"]]}


def drafted(client: httpx.Client) -> dict[str, Any] | None:
    items = client.get("/v1/reviews").raise_for_status().json()["items"]
    return items[0] if items and items[0]["state"] == "drafted" else None


def plain_pages() -> list[Path]:
    """Week pages of the corpus in the plain template's form, with dates of a programme that can be set up for them."""
    if not CORPUS.is_dir():
        pytest.skip(f"no corpus at {CORPUS}: the example page alone was walked through")
    return [
        page
        for page in sorted(CORPUS.glob("r*/**/*_index.md"))
        if "1.1-" in page.parent.name
        and b"| Day | Task" in page.read_bytes()
        and b"Achievements:" in page.read_bytes()
    ]


def test_a_real_page_walks_the_same_way() -> None:
    page = plain_pages()[0]
    raw = page.read_bytes()
    starts_on = first_day_of(raw, page)
    with (
        running_stack(processes=("api", "chat-worker", "scheduler"), starts_on=starts_on) as stack,
        stack.client() as client,
    ):
        imported = import_page(client, "1.1-Week1/_index.md", raw)
        assert imported["outcome"] == "created", imported
        assert imported["entries"] > 0
        assert client.get("/v1/weeks/1/page").raise_for_status().content == raw
        client.post("/v1/entries", json={"text": "One more thing", "start_on": starts_on}).raise_for_status()
        exported = client.get("/v1/weeks/1/page").raise_for_status().content
        assert exported != raw
        assert import_page(client, "1.1-Week1/_index.md", exported)["outcome"] == "unchanged"
        followed, stored = ask(stack, "what is in week 1?")
        assert followed.text == stored["text"]
        assert "One more thing" in stored["text"]


def first_day_of(raw: bytes, page: Path) -> str:
    days = [row.start for row in read_page(raw, str(page)).rows if row.start]
    assert days, f"{page} has no dates"
    return min(days).isoformat()


def test_pages_that_come_in_after_their_friday_are_in_its_review() -> None:
    with (
        running_stack(now=FRIDAY_EVENING, processes=("api", "reporting", "scheduler")) as stack,
        stack.client() as client,
    ):
        empty = eventually(lambda: drafted(client))
        import_page(client, "content/1-Worklog/1.1-Week1/_index.md", EXAMPLE.read_bytes())
        redrafted = eventually(
            lambda: (drafted(client) or empty)["version"] > empty["version"] and drafted(client)
        )
        assert redrafted["id"] == empty["id"]
        assert any("VPC" in sentence["text"] for sentence in redrafted["lines"])
