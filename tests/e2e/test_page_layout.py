"""Every place of the page as it is drawn: nothing to be read is cut or covered, and everything to be hit is large enough."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.e2e.screenshots import NOW, PLACES, fill, good
from tests.support.browser import CHROMIUM, NO_BROWSER, Visit
from tests.support.stack import Stack, running_stack

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
