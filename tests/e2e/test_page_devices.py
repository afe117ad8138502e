"""One person on two devices: what is done on one is on the other, and in the end both show the same."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.e2e.screenshots import drafted, good
from tests.support.browser import CHROMIUM, NO_BROWSER, PHONE, Visit, signed_in, window
from tests.support.provider import Provider
from tests.support.stack import Stack, running_stack
from tests.support.waiting import eventually

pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason=NO_BROWSER)


@pytest.fixture(scope="module")
def stack() -> Iterator[Stack]:
    with ExitStack() as ending:
        provider = ending.enter_context(Provider())
        model = {"WEEKLOG_LLM_MODEL": "openai:fake", "WEEKLOG_LLM_BASE_URL": provider.base_url}
        yield ending.enter_context(running_stack(now="2026-10-21T09:00:00+07:00", env=model))


@pytest.fixture
def phone(stack: Stack, browser: Browser) -> Iterator[Visit]:
    """Signed in by itself: it shares no storage with the desk's browser."""
    with window(browser, stack, signed_in(browser, stack, stack.email)) as phone:
        phone.page.set_viewport_size(PHONE)
        yield phone


def row(visit: Visit, text: str) -> Locator:
    return visit.page.locator(".entry", has_text=text)


def shown(visit: Visit, selector: str) -> list[str]:
    """Words and statuses, as they stand there."""
    return [
        " ".join(text.split())
        for text in visit.page.locator(f"{selector} :is(.text, .meta)").all_inner_texts()
    ] + visit.page.locator(f"{selector} select.status").evaluate_all("all => all.map(({ value }) => value)")


def assert_same(one: Visit, other: Visit, selector: str) -> None:
    eventually(lambda: shown(one, selector) == shown(other, selector) != [])


def test_entries_are_the_same_on_both(visit: Visit, phone: Visit) -> None:
    visit.open()
    phone.open()
    for device, line in (
        (visit, "Mon at the desk #desk"),
        (phone, "Tue on the way"),
        (phone, "Tue deleted again"),
    ):
        device.page.get_by_label("New entry").fill(line)
        device.page.get_by_label("New entry").press("Enter")
        expect(row(device, line[4:].split(" #")[0])).to_be_visible()
    row(visit, "on the way").get_by_label("Status").select_option("blocked")
    row(phone, "at the desk").get_by_role("button", name="Edit").click()
    phone.page.locator(".edit-entry").get_by_label("Text").fill("changed on the way")
    phone.page.get_by_role("button", name="Save").click()
    row(phone, "deleted again").get_by_role("button", name="Delete").click()
    expect(row(visit, "changed on the way")).to_be_visible()
    expect(row(visit, "deleted again")).to_have_count(0)
    expect(row(phone, "on the way").last.get_by_label("Status")).to_have_value("blocked")
    assert_same(visit, phone, ".days")
    before = shown(visit, ".days")
    visit.page.reload()
    expect(row(visit, "changed on the way")).to_be_visible()
    assert shown(visit, ".days") == before


def test_an_answer_that_was_asked_for_on_one_streams_on_the_other(visit: Visit, phone: Visit) -> None:
    visit.open()
    phone.open()
    phone.page.get_by_role("button", name="Ask about your weeks").click()
    answer = visit.ask("the same on both @tokens:200 @every:25")
    expect(phone.page.locator(".question").last).to_contain_text("the same on both")
    there = phone.page.locator("article.reply").last
    expect(there).to_have_attribute("aria-busy", "true")
    for one in (answer, there):
        expect(one).to_have_attribute("aria-busy", "false", timeout=15_000)
    assert_same(visit, phone, ".messages")


def test_a_conversation_that_was_begun_on_one_is_not_left_for_the_other(visit: Visit, phone: Visit) -> None:
    visit.open()
    phone.open()
    phone.page.get_by_role("button", name="Ask about your weeks").click()
    expect(phone.ask("asked on the phone @tokens:3")).to_have_attribute("aria-busy", "false")
    visit.page.get_by_role("button", name="New conversation").click()
    expect(visit.ask("asked at the desk @tokens:3")).to_have_attribute("aria-busy", "false")
    phone.page.get_by_role("button", name="An answer is ready: show it").click()
    expect(phone.page.locator(".question").last).to_contain_text("asked at the desk")
    assert_same(visit, phone, ".messages")


def test_a_review_is_the_same_on_both(visit: Visit, phone: Visit) -> None:
    with visit.stack.client() as client:
        good(client.post("/v1/entries", json={"quick": "13/10 drew the network"}))
        drafted(client, 2)
    for device in (visit, phone):
        device.open("#/week/2")
    for device in (visit, phone):
        expect(device.page.locator(".review-section li").first).to_contain_text("network")
    line = phone.page.locator(".review-section li").first
    line.get_by_role("button", name="Edit this line").click()
    line.get_by_role("textbox", name="Line of the review").fill("I drew it on the phone.")
    phone.page.keyboard.press("Control+Enter")
    expect(visit.page.locator(".review-section li").first).to_contain_text("I drew it on the phone.")
    visit.page.get_by_role("button", name="Submit", exact=True).click()
    for device in (visit, phone):
        expect(device.page.locator(".review .badge")).to_contain_text("submitted")
    texts = [device.page.locator(".review-section li").all_inner_texts() for device in (visit, phone)]
    assert texts[0] == texts[1]
