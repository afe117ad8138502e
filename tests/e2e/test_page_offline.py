"""The page without a network: what was read is read on, and what is written waits and arrives once."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.support.browser import CHROMIUM, NO_BROWSER, Visit, signed_in, window
from tests.support.stack import PAGE, Stack, running_stack
from tests.support.waiting import eventually

THURSDAY, FRIDAY = "2026-10-22T10:00:00+07:00", "2026-10-23T00:00:10+07:00"
LOSSES = ("net::ERR_", "WebSocket", "412", "status of 401")
IS_KEPT = "async (url) => Boolean(await caches.match(url))"

pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason=NO_BROWSER)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built page, as somebody who upgrades would replace it."""
    return shutil.copytree(PAGE, tmp_path_factory.mktemp("page") / "dist")


@pytest.fixture(scope="module")
def stack(folder: Path) -> Iterator[Stack]:
    folder.parent.chmod(0o755)
    with running_stack(processes=("api",), now=THURSDAY, env={"WEEKLOG_WEB_ROOT": str(folder)}) as stack:
        yield stack


@pytest.fixture(autouse=True)
def losses(visit: Visit) -> None:
    """The browser itself complains about lost connections and refused versions; the page may of nothing else."""
    visit.expected = LOSSES


def log(stack: Stack, *texts: str) -> list[dict[str, Any]]:
    items = [{"text": text, "start_on": "2026-10-20"} for text in texts]
    with stack.client() as client:
        return client.post("/v1/entries/bulk", json={"items": items}).raise_for_status().json()["items"]


def stored(stack: Stack) -> dict[str, list[str]]:
    """The statuses of this week's entries by their text."""
    found: dict[str, list[str]] = {}
    with stack.client() as client:
        for entry in client.get("/v1/weeks/3").raise_for_status().json()["entries"]:
            found.setdefault(entry["text"], []).append(entry["status"])
    return found


def test_edits_and_new_entries_of_no_network_arrive_once_and_a_conflict_is_settled(visit: Visit) -> None:
    page, stack = visit.page, visit.stack
    texts = [f"edited away {number}" for number in range(10)]
    made = log(stack, *texts)
    visit.open()
    expect(page.locator(".entry", has_text=texts[9])).to_be_visible()
    visit.context.set_offline(True)
    for text in texts:
        page.locator(".entry", has_text=text).get_by_label("Status").select_option("blocked")
    line = page.get_by_label("New entry")
    for number in range(3):
        line.fill(f"written away {number}")
        line.press("Enter")
        expect(line).to_have_value("")
    expect(page.locator("#live")).to_contain_text("Offline, 13 waiting")
    with stack.client() as client:
        other = {"text": "changed by another hand"}
        client.patch(
            f"/v1/entries/{made[4]['id']}", json=other, headers={"If-Match": f'"{made[4]["version"]}"'}
        ).raise_for_status()
    visit.context.set_offline(False)
    waiting = page.get_by_role("region", name="What waits for the network")
    expect(waiting).to_contain_text("It says now: changed by another hand", timeout=40_000)
    expect(waiting.get_by_role("listitem")).to_have_count(1)
    expect(page.locator("#live")).to_contain_text("1 waiting")
    waiting.get_by_role("button", name="Save mine").click()
    expect(waiting).to_have_count(0)
    found = stored(stack)
    assert [found[f"written away {number}"] for number in range(3)] == [["done"]] * 3
    edited = [*(text for text in texts if text != texts[4]), "changed by another hand"]
    assert [found[text] for text in edited] == [["blocked"]] * 10


def test_what_is_moved_and_deleted_without_a_network_arrives_and_conflicts_are_settled(visit: Visit) -> None:
    page, stack = visit.page, visit.stack
    texts = ("moved away", "deleted away", "deleted but changed", "moved but moved")
    made = dict(zip(texts, log(stack, *texts), strict=True))
    visit.open()
    expect(page.locator(".entry", has_text="moved but moved")).to_be_visible()
    visit.context.set_offline(True)
    for text in ("moved away", "moved but moved"):
        entry = page.locator(".entry", has_text=text)
        entry.get_by_role("button", name="Move").focus()
        page.keyboard.press("Enter")
        entry.get_by_role("menuitem", name="To Friday 23 October").click()
        expect(page.get_by_role("region", name="Friday 23 October")).to_contain_text(text)
    for text in ("deleted away", "deleted but changed"):
        page.locator(".entry", has_text=text).get_by_role("button", name="Delete").focus()
        page.keyboard.press("Enter")
        expect(page.locator(".entry", has_text=text)).to_have_count(0)
    expect(page.locator("#live")).to_contain_text("Offline, 4 waiting")
    with stack.client() as client:
        changed, moved = (made[text]["id"] for text in texts[2:])
        client.patch(
            f"/v1/entries/{changed}", json={"text": "changed meanwhile"}, headers={"If-Match": "*"}
        ).raise_for_status()
        elsewhere = {"after": None, "start_on": "2026-10-22"}
        client.post(f"/v1/entries/{moved}/move", json=elsewhere).raise_for_status()
    visit.context.set_offline(False)
    waiting = page.get_by_role("region", name="What waits for the network")
    expect(waiting.get_by_role("listitem")).to_have_count(2, timeout=40_000)
    waiting.get_by_role("button", name="Keep what it says now").click()
    waiting.get_by_role("button", name="Move it all the same").click()
    expect(waiting).to_have_count(0)
    with stack.client() as client:
        entries = client.get("/v1/weeks/3").raise_for_status().json()["entries"]
    days = {entry["text"]: entry["start_on"] for entry in entries}
    assert days["moved away"] == days["moved but moved"] == "2026-10-23"
    assert "changed meanwhile" in days
    assert "deleted away" not in days
    expect(page.locator(".entry", has_text="changed meanwhile")).to_be_visible()


def test_a_week_is_read_and_written_after_a_reload_without_a_server(visit: Visit) -> None:
    page, stack = visit.page, visit.stack
    log(stack, "read without a server")
    visit.open()
    expect(page.locator(".entry", has_text="read without a server")).to_be_visible()
    page.evaluate("navigator.serviceWorker.ready")
    for url in ("/", "/v1/me", "/v1/weeks", "/v1/weeks/3"):
        eventually(lambda url=url: page.evaluate(IS_KEPT, url))
    stack.processes["api"].kill()
    page.reload()
    expect(page.locator(".entry", has_text="read without a server")).to_be_visible()
    page.get_by_label("New entry").fill("written without a server")
    page.keyboard.press("Enter")
    expect(page.locator("#live")).to_contain_text("Offline, 1 waiting")
    page.reload()
    expect(page.locator("#live")).to_contain_text("1 waiting")
    stack.restart("api")
    page.reload()
    expect(page.locator(".entry", has_text="written without a server")).to_have_count(1)
    expect(page.locator(".outbox")).to_have_count(0)
    assert stored(stack)["written without a server"] == ["done"]


def test_an_upgraded_page_is_shown_at_once(visit: Visit, folder: Path) -> None:
    visit.open()
    visit.page.evaluate("navigator.serviceWorker.ready")
    eventually(lambda: visit.page.evaluate(IS_KEPT, "/"))
    start = folder / "index.html"
    start.write_text(start.read_text().replace("<body>", '<body data-upgraded="">'))
    for compressed in folder.glob("index.html.*"):
        compressed.unlink()
    visit.stack.restart("api")
    visit.page.reload()
    expect(visit.page.locator("body[data-upgraded]")).to_be_attached()


def test_midnight_passes_while_the_page_is_open(visit: Visit) -> None:
    page = visit.page
    page.clock.install(time="2026-10-22T23:59:30+07:00")
    visit.open()
    page.get_by_label("New entry").fill("half a thought")
    expect(page.get_by_label("Day", exact=True)).to_have_value("2026-10-22")
    visit.stack.restart("api", {"WEEKLOG_NOW": FRIDAY})
    try:
        page.clock.run_for(90_000)
        expect(page.get_by_label("Day", exact=True)).to_have_value("2026-10-23")
        expect(page.get_by_label("New entry")).to_have_value("half a thought")
        page.get_by_label("New entry").fill("")
    finally:
        visit.stack.restart("api")


def test_signing_out_forgets_what_was_read(stack: Stack, browser: Browser) -> None:
    """In a session of its own: the other tests go on with theirs."""
    with window(browser, stack, signed_in(browser, stack, stack.email)) as visit:
        visit.expected = LOSSES
        visit.open()
        eventually(lambda: visit.page.evaluate(IS_KEPT, "/v1/weeks/3"))
        visit.page.get_by_role("button", name="Sign out").click()
        expect(visit.page.get_by_label("E-mail")).to_be_visible()
        assert not visit.page.evaluate(IS_KEPT, "/v1/weeks/3")
        assert not visit.page.evaluate(IS_KEPT, "/v1/me")
