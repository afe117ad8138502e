"""A week as a board: columns by status, entries that are moved between them, and filters shared with the list."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from tests.support.browser import CHROMIUM, NO_BROWSER, PHONE, Visit
from tests.support.stack import ROOT, Stack, running_stack
from tests.support.waiting import eventually

AXE = ROOT / "services/web/node_modules/axe-core/axe.min.js"
LAYOUT = (Path(__file__).parent / "layout.js").read_text()

pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason=NO_BROWSER)


@pytest.fixture(scope="module")
def stack() -> Iterator[Stack]:
    with running_stack(processes=("api",), now="2026-10-22T10:00:00+07:00") as stack:
        yield stack


def log(stack: Stack, day: str = "2026-10-20", **statuses: str) -> None:
    """Entries by their words, which are joined by `_`."""
    items = [
        {"text": words.replace("_", " "), "start_on": day, "status": status}
        for words, status in statuses.items()
    ]
    with stack.client() as client:
        client.post("/v1/entries/bulk", json={"items": items}).raise_for_status()


def open_board(visit: Visit, where: str = "#/week/3") -> None:
    visit.open(where)
    visit.page.get_by_role("button", name="Board", exact=True).click()


def column(visit: Visit, status: str) -> Locator:
    return visit.page.get_by_role("region", name=f"{status}: ")


def row(visit: Visit, text: str) -> Locator:
    return visit.page.locator(".entry", has_text=text)


def test_an_entry_moves_to_another_column_by_drag_keyboard_and_menu(visit: Visit) -> None:
    log(visit.stack, day="2026-10-06", by_drag="planned", by_keyboard="planned", by_menu="planned")
    open_board(visit, "#/week/1")
    row(visit, "by drag").hover()
    row(visit, "by drag").locator(".grip").drag_to(column(visit, "done").get_by_role("heading"))
    expect(column(visit, "done")).to_contain_text("by drag")
    row(visit, "by keyboard").focus()
    visit.page.keyboard.press("Alt+ArrowRight")
    expect(column(visit, "doing").locator(".entry", has_text="by keyboard")).to_be_focused()
    expect(visit.page.locator("#announcer")).to_have_text("Now doing")
    visit.page.keyboard.press("Alt+ArrowRight")
    expect(column(visit, "blocked").locator(".entry", has_text="by keyboard")).to_be_focused()
    row(visit, "by menu").get_by_role("button", name="Move").focus()
    visit.page.keyboard.press("Enter")
    row(visit, "by menu").get_by_role("menuitem", name="To “dropped”").click()
    expect(column(visit, "dropped").locator(".entry", has_text="by menu")).to_be_focused()
    visit.page.reload()
    expect(column(visit, "blocked")).to_contain_text("by keyboard")
    expect(column(visit, "dropped")).to_contain_text("by menu")
    expect(column(visit, "planned")).not_to_contain_text("by")


def test_the_board_and_the_list_filter_alike(visit: Visit) -> None:
    texts = {f"vẽ_sơ_đồ_{number}": "done" for number in range(6)}
    log(visit.stack, **texts, đọc_tài_liệu="doing")
    open_board(visit)
    words = visit.page.get_by_label("Words")
    words.fill("SO DO")
    expect(column(visit, "done").locator(".entry")).to_have_count(6)
    expect(row(visit, "tài liệu")).to_have_count(0)
    visit.page.get_by_role("button", name="List", exact=True).click()
    expect(words).to_have_value("SO DO")
    expect(visit.page.locator(".entry")).to_have_count(6)
    visit.page.get_by_role("button", name="Show all").click()
    expect(row(visit, "tài liệu")).to_be_visible()


def test_an_entry_that_no_longer_fits_the_filter_leaves_and_the_filter_stays(visit: Visit) -> None:
    log(visit.stack, leaves_the_filter="planned", **{f"stays_{number}": "planned" for number in range(6)})
    open_board(visit)
    status = visit.page.locator(".filters").get_by_label("Status")
    status.select_option("planned")
    row(visit, "leaves the filter").focus()
    visit.page.keyboard.press("Alt+ArrowRight")
    expect(row(visit, "leaves the filter")).to_have_count(0)
    expect(status).to_have_value("planned")


def test_a_long_board_draws_only_what_is_looked_at(visit: Visit) -> None:
    items = [
        {"text": f"card {n}", "start_on": "2026-10-13", "status": ("doing", "done")[n % 2]}
        for n in range(500)
    ]
    with visit.stack.client() as client:
        client.post("/v1/entries/bulk", json={"items": items}).raise_for_status()
    open_board(visit, "#/week/2")
    expect(row(visit, "card 0").first).to_be_visible()
    nodes = visit.page.evaluate("document.querySelectorAll('*').length")
    print(f"{nodes} nodes with 500 cards")
    assert nodes <= 3000


@pytest.mark.skipif(not AXE.is_file(), reason="what tests the page is not installed: make setup-dev")
@pytest.mark.parametrize("language", ["en", "vi"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_board_has_no_barrier_and_nothing_is_cut(visit: Visit, scheme: Any, language: str) -> None:
    page = visit.page
    log(
        visit.stack,
        a_planned_one="planned",
        one_begun="doing",
        waits_for_a_key="blocked",
        dropped_it="dropped",
    )
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    with visit.stack.client() as client:
        client.patch("/v1/me", json={"language": language}).raise_for_status()
        try:
            visit.open("#/week/3")
            page.locator(".layouts button").last.click()
            page.wait_for_load_state("networkidle")
            for width in (320, PHONE["width"], 1440):
                page.set_viewport_size({"width": width, "height": 900})
                eventually(lambda: page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                assert page.evaluate(LAYOUT) == {"unread": [], "small": []}, width
                page.evaluate(AXE.read_text())
                found: list[dict[str, Any]] = page.evaluate("axe.run().then(({violations}) => violations)")
                assert [(fault["id"], fault["nodes"][0]["target"]) for fault in found] == [], width
        finally:
            client.patch("/v1/me", json={"language": "en"}).raise_for_status()
