"""Every place of the page as it is drawn: nothing to be read is cut or covered, and everything to be hit is
large enough."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.screenshots import NOW, PLACES, fill, good
from tests.support.browser import CHROMIUM, NO_BROWSER, Visit
from tests.support.receiver import Receiver, receiver
from tests.support.stack import Stack, running_stack

# What a new width changes is drawn by the frame after the one that tells it.
DRAWN = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
AUDIT = (Path(__file__).parent / "layout.js").read_text()

WIDTHS = (320, 390, 1440)

pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason=NO_BROWSER)


@pytest.fixture(scope="module")
def stack() -> Iterator[Stack]:
    with running_stack(
        now=NOW, processes=("api", "chat-worker", "reporting", "scheduler"), weeks=13
    ) as stack:
        yield stack


@pytest.fixture(scope="module")
def places(stack: Stack) -> dict[str, str]:
    """Of a small programme with a review that waits; by the name of each."""
    lan = fill(stack)
    return {name: where.format(lan=lan) for name, where in PLACES.items()}


def audited(page: Page, width: int) -> list[str]:
    page.set_viewport_size({"width": width, "height": 800})
    page.evaluate(DRAWN)
    found: dict[str, list[str]] = page.evaluate(AUDIT)
    return found["small"] + found["unread"]


def small(page: Page) -> list[str]:
    return page.evaluate(AUDIT)["small"]


@pytest.mark.parametrize("language", ["en", "vi"])
def test_nothing_is_cut_or_covered_and_targets_can_be_hit(
    visit: Visit, places: dict[str, str], language: str
) -> None:
    found: dict[tuple[str, int], list[str]] = {}
    with visit.stack.client() as client:
        good(client.patch("/v1/me", json={"language": language}))
        try:
            for name, where in places.items():
                visit.page.goto("about:blank")
                visit.open(where)
                visit.page.wait_for_load_state("networkidle")
                found |= {(name, width): audited(visit.page, width) for width in WIDTHS}
        finally:
            good(client.patch("/v1/me", json={"language": "en"}))
    assert {where: some for where, some in found.items() if some} == {}


def test_what_opens_on_a_phone_is_whole_and_can_be_hit(visit: Visit, places: dict[str, str]) -> None:
    page = visit.page
    page.set_viewport_size({"width": 320, "height": 800})
    visit.open(places["week"])
    page.wait_for_load_state("networkidle")
    page.get_by_role("button", name="Menu").click()
    assert small(page) == []
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Ask about your weeks").click()
    page.get_by_label("Question", exact=True).wait_for()
    assert small(page) == []
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Export").click()
    assert small(page) == []


def test_a_stranger_reads_the_whole_way_in_on_a_phone(stranger: Visit) -> None:
    stranger.page.goto(stranger.stack.url)
    stranger.page.get_by_label("E-mail").wait_for()
    assert audited(stranger.page, 320) == []
    stranger.troubles.clear()  # that nobody is signed in


def part(visit: Visit, name: str) -> Locator:
    return visit.page.get_by_role("region", name=name, exact=True)


@pytest.fixture
def board() -> Iterator[Receiver]:
    """A program that is told of reviews."""
    with receiver() as board:
        yield board


def test_a_webhook_is_made_tested_paused_and_removed(visit: Visit, board: Receiver) -> None:
    visit.open("#/programme")
    hooks = part(visit, "Webhooks")
    hooks.get_by_text("Add a webhook").click()
    hooks.get_by_label("Its name").fill("Board")
    hooks.get_by_label("Address").fill(board.url)
    hooks.get_by_role("button", name="Add it").click()
    secret = hooks.get_by_label("The secret that signs", exact=True).first.input_value()
    assert secret.startswith("whsec_")
    row = hooks.locator(".webhook")
    row.get_by_role("button", name="Test: Board").click()
    expect(row.locator(".deliveries")).to_contain_text("test · delivered", timeout=30_000)
    row.get_by_role("button", name="Pause").click()
    expect(row).to_contain_text("paused")
    row.get_by_role("button", name="Go on").click()
    expect(row).not_to_contain_text("paused")
    row.get_by_role("button", name="New secret").click()
    row.get_by_role("button", name="New secret?").click()
    another = row.get_by_label("The secret that signs", exact=True)
    expect(another).not_to_have_value(secret)
    expect(row).to_contain_text("The one before signs, too, until")
    row.get_by_role("button", name="Remove").click()
    row.get_by_role("button", name="Remove?").click()
    expect(row).to_have_count(0)


def test_calendars_read_due_dates_at_an_address_that_can_be_ended(visit: Visit) -> None:
    visit.open("#/programme")
    feed = part(visit, "Due dates in my calendar")
    feed.get_by_role("button", name="Make an address").click()
    url = feed.get_by_label("The address", exact=True).input_value()
    assert httpx.get(url).text.startswith("BEGIN:VCALENDAR")
    feed.get_by_role("button", name="End it").click()
    feed.get_by_role("button", name="End it?").click()
    expect(feed.get_by_role("button", name="Make an address")).to_be_visible()
    assert httpx.get(url).status_code == 404


def test_the_final_report_is_downloaded_in_a_language(visit: Visit, places: dict[str, str]) -> None:
    visit.open(places["week"])
    visit.page.get_by_role("button", name="Export").click()
    panel = visit.page.get_by_role("dialog", name="Export")
    panel.get_by_label("Language").select_option("vi")
    for name, first in (("As Markdown", b"#"), ("As PDF", b"%PDF")):
        with visit.page.expect_download() as download:
            panel.get_by_role("link", name=name).click()
        assert download.value.path().read_bytes().startswith(first)


def test_a_lead_sees_a_week_at_a_glance_and_nobody_is_ranked(visit: Visit, places: dict[str, str]) -> None:
    visit.open(places["queue"])
    glance = part(visit, "The week at a glance")
    expect(glance).to_contain_text("0 of 1 submitted")
    glance.get_by_label("Which week").select_option("2")
    expect(glance).to_contain_text("1 of 1 submitted")
    expect(glance).to_contain_text("no answer of the provider")
    glance.get_by_role("link", name="Lan Tran").click()
    expect(visit.page.get_by_role("heading", name="Week 2", exact=True)).to_be_visible()


def test_figures_are_plots_and_the_same_as_tables(visit: Visit, places: dict[str, str]) -> None:
    visit.open(places["figures"])
    days = part(visit, "Day by day")
    expect(days.locator("rect")).not_to_have_count(0)
    days.get_by_text("As a table: Entries").click()
    table = days.get_by_role("region", name="Entries").get_by_role("table")
    expect(table.get_by_role("row", name="Tue 20 Oct 2")).to_be_visible()
    expect(part(visit, "Unfinished work")).to_contain_text("3 entries unfinished")
    visit.page.get_by_label("Whose figures").select_option("The whole programme")
    expect(part(visit, "Unfinished work")).to_contain_text("4 entries unfinished")
