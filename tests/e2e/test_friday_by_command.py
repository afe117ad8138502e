"""What surrounds a Friday, by the command alone, on the real processes: webhook, calendar address, approved
review, report."""

import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from tests.support import preloaded
from tests.support.receiver import Receiver, receiver
from tests.support.stack import Stack, running_stack
from tests.support.waiting import eventually

FRIDAY = "2026-10-16T18:00:00+07:00"
PASSWORD = "long enough to sign in"
Run = Callable[..., "subprocess.CompletedProcess[bytes]"]


@pytest.fixture(scope="module")
def stack() -> Iterator[Stack]:
    with running_stack(now=FRIDAY, env={"WEEKLOG_POST_EVERY_SECONDS": "1"}) as stack:
        yield stack


@pytest.fixture
def hook() -> Iterator[Receiver]:
    with receiver() as hook:
        yield hook


@pytest.fixture
def weeklog(stack: Stack, tmp_path: Path) -> Run:
    environment = {
        "PATH": os.environ["PATH"], "HOME": str(tmp_path), "LC_ALL": "C.UTF-8",
        "WEEKLOG_URL": stack.url, "WEEKLOG_TOKEN": stack.token,
    }  # fmt: skip

    def run(*arguments: str, stdin: str = "", status: int = 0) -> "subprocess.CompletedProcess[bytes]":
        ran = preloaded.run(
            preloaded.WEEKLOG, arguments, env=environment, cwd=tmp_path, timeout=120, stdin=stdin.encode()
        )
        assert ran.returncode == status, ran.stdout.decode() + ran.stderr.decode()
        return ran

    return run


def join(stack: Stack, name: str, role: str) -> httpx.Client:
    with stack.client() as lead:
        made = lead.post("/v1/programme/invitations", json={"role": role}).raise_for_status().json()
    client = httpx.Client(base_url=stack.url, headers={"Origin": stack.url}, timeout=30)
    newcomer = {"name": name, "email": f"{name.lower()}@example.com", "password": PASSWORD}
    client.post(f"/v1/invitations/{made['secret']}/accept", json=newcomer).raise_for_status()
    return client


def test_a_webhook_from_its_address_to_its_log(weeklog: Run, hook: Receiver) -> None:
    added = weeklog("webhook", "add", "CI", stdin=hook.url).stdout.decode()
    assert "whsec_" in added
    assert "CI" in weeklog("webhook", "list").stdout.decode()
    weeklog("webhook", "test", "CI")
    assert eventually(lambda: hook.received)[0].json["type"]
    assert eventually(lambda: "sent" in weeklog("webhook", "log", "CI").stdout.decode())
    assert weeklog("webhook", "secret", "CI").stdout.decode() != added
    weeklog("webhook", "change", "CI", "--off")
    assert "off" in weeklog("webhook", "list").stdout.decode()
    weeklog("webhook", "remove", "CI")
    assert "CI" not in weeklog("webhook", "list").stdout.decode()
    assert b"CI" in weeklog("webhook", "test", "CI", status=1).stderr


def test_a_calendar_address_is_made_read_and_ended(weeklog: Run) -> None:
    address = weeklog("me", "calendar", "new").stdout.decode().split()[-1]
    assert httpx.get(address).text.startswith("BEGIN:VCALENDAR\r\n")
    assert "There is an address" in weeklog("me", "calendar").stdout.decode()
    weeklog("me", "calendar", "off")
    assert httpx.get(address).status_code == 404


def test_an_approved_review_is_downloaded_checked_and_reported(
    weeklog: Run, stack: Stack, tmp_path: Path
) -> None:
    weeklog("log", "Built the gateway")
    weeklog("review", "--draft")
    with stack.client() as client:
        (review, *_) = client.get("/v1/reviews").raise_for_status().json()["items"]
    weeklog("submit")
    with closing(join(stack, "Chi", "lead")) as lead:  # nobody approves their own review
        lead.post(f"/v1/reviews/{review['id']}/approve").raise_for_status()
    weeklog("review", "pdf", "--to", "one.pdf")
    weeklog("review", "snapshot", "--to", "one.json")
    weeklog("review", "verify", "one.json")
    weeklog("verify", "one.json", "--online")
    (tmp_path / "one.json").write_bytes(
        (tmp_path / "one.json").read_bytes().replace(b"gateway", b"gatewax", 1)
    )
    weeklog("verify", "one.json", status=1)
    weeklog("report", "--to", "report.pdf")
    weeklog("report", "--to", "report.md")
    assert [(tmp_path / name).read_bytes()[:5] for name in ("one.pdf", "report.pdf")] == [b"%PDF-"] * 2
    assert "Built the gateway" in (tmp_path / "report.md").read_text()


def test_a_lead_sees_the_week_of_everybody(weeklog: Run, stack: Stack) -> None:
    with closing(join(stack, "Binh", "member")) as binh:
        blocked = {"text": "Wait for the key", "status": "blocked", "start_on": "2026-10-13"}
        binh.post("/v1/entries", json=blocked).raise_for_status()
    shown = weeklog("overview").stdout.decode()
    assert "Binh" in shown
    assert "Wait for the key" in shown


def test_mails_are_switched_and_deliveries_shown(weeklog: Run) -> None:
    weeklog("me", "mail", "off", "reminder")
    assert "off" in weeklog("me", "mail").stdout.decode()
    weeklog("me", "mail", "on", "reminder")
    weeklog("review", "deliveries")
