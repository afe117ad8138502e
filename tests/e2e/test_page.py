"""The page in a real browser, against the whole product: what a person sees, whatever happens to the connection."""

import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Route, expect

from tests.e2e.written_site import CLASH, path_of, write_site
from tests.support.browser import CHROMIUM, NAMELESS, NO_BROWSER, PHONE, Visit
from tests.support.provider import Provider
from tests.support.stack import Stack, running_stack
from tests.support.waiting import eventually

WEDNESDAY = "2026-10-21T09:00:00+07:00"
HOSTILE = (
    '<img src=x onerror="window.caught=1"> [click](javascript:window.caught=1) <script>window.caught=1</script> '
    "**bold**"
)

pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason=NO_BROWSER)


@pytest.fixture(scope="module")
def stack() -> Iterator[Stack]:
    with ExitStack() as ending:
        provider = ending.enter_context(Provider())
        model = {"WEEKLOG_LLM_MODEL": "openai:fake", "WEEKLOG_LLM_BASE_URL": provider.base_url}
        yield ending.enter_context(
            running_stack(now=WEDNESDAY, processes=("api", "scheduler", "chat-worker"), env=model, weeks=13)
        )


def log(stack: Stack, text: str, **fields: Any) -> dict[str, Any]:
    with stack.client() as client:
        return client.post("/v1/entries", json={"text": text, **fields}).raise_for_status().json()


def stored_reply(stack: Stack) -> dict[str, Any]:
    """The latest one."""
    with stack.client() as client:
        latest = client.get("/v1/conversations?limit=1").raise_for_status().json()["items"][0]["id"]
        return client.get(f"/v1/conversations/{latest}").raise_for_status().json()["messages"][-1]["reply"]


def plain(text: str) -> str:
    return " ".join(text.split())


def assert_whole(visit: Visit, box: Locator) -> None:
    expect(box).to_have_attribute("aria-busy", "false", timeout=30_000)
    stored = stored_reply(visit.stack)
    assert stored["state"] == "done"
    assert plain(box.locator(".text").inner_text()) == plain(stored["text"])


def test_signing_in_shows_the_current_week(stranger: Visit) -> None:
    page = stranger.page
    page.goto(stranger.stack.url)
    page.get_by_label("E-mail").fill(stranger.stack.email)
    page.get_by_label("Password").fill("not the password")
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator("#sign-in .fault")).not_to_be_empty()
    page.get_by_label("Password").fill(stranger.stack.password)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Week 3", exact=True)).to_be_visible()
    expect(page.get_by_role("link", name="Week 3, ")).to_have_attribute("aria-current", "page")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_label("E-mail")).to_be_visible()
    # A browser's console lists the two times that the page was told who is not signed in; nothing else.
    assert len(stranger.troubles) == 2
    assert all("401" in trouble for trouble in stranger.troubles)
    stranger.troubles.clear()


def test_a_line_is_logged_with_the_keyboard_and_others_appear_by_themselves(visit: Visit) -> None:
    visit.open()
    visit.page.keyboard.press("n")
    visit.page.keyboard.type("Drew the stall map")
    visit.page.keyboard.press("Enter")
    expect(visit.page.locator(".entry", has_text="Drew the stall map")).to_have_count(1)
    visit.page.keyboard.type("Half a line")
    visit.page.get_by_role("button", name="Edit objectives").click()
    visit.page.get_by_label("Objectives").fill("Not saved yet")
    visit.page.get_by_label("New entry").focus()
    with visit.stack.client() as client:
        log(visit.stack, "Came from another program")
        client.put(
            "/v1/weeks/3/achievements", json={"items": [{"text": "Know the stalls"}]}
        ).raise_for_status()
    expect(visit.page.locator(".entry", has_text="Came from another program")).to_be_visible()
    expect(visit.page.locator(".achievements")).to_contain_text("Know the stalls")
    expect(visit.page.get_by_label("New entry")).to_be_focused()
    expect(visit.page.get_by_label("New entry")).to_have_value("Half a line")
    expect(visit.page.get_by_label("Objectives")).to_have_value("Not saved yet")


def test_what_is_logged_while_the_week_is_fetched_is_not_lost(visit: Visit) -> None:
    visit.open()

    def answer_late(route: Route) -> None:
        old = route.fetch()
        log(visit.stack, "Logged in between")
        time.sleep(0.5)  # its event is there before this answer
        route.fulfill(response=old)

    visit.page.wait_for_load_state("networkidle")
    visit.page.route("**/v1/weeks/3", answer_late, times=1)
    with visit.stack.client() as client, visit.page.expect_response("**/v1/weeks/3"):
        client.put("/v1/weeks/3/objectives", json={"items": [{"text": "See it all"}]}).raise_for_status()
    expect(visit.page.locator(".objectives")).to_contain_text("See it all")
    expect(visit.page.locator(".entry", has_text="Logged in between")).to_be_visible()


def test_an_answer_streams_and_its_citation_shows_the_row(visit: Visit) -> None:
    entry = log(visit.stack, "Wrote terraform for the queue", start_on="2026-10-12")
    visit.open()
    box = visit.ask('@tool:find_entries:{"text":"terraform"} @tokens:30 @every:40 @say:[1]')
    seen: set[int] = set()
    eventually(lambda: seen.add(len(box.inner_text())) or box.get_attribute("aria-busy") == "false")
    assert len(seen) > 3, "it came all at once"
    box.locator(".citation").click()
    row = visit.page.locator(f'[data-id="{entry["id"]}"]')
    expect(row).to_be_focused()
    expect(row).to_be_in_viewport()
    expect(visit.page.get_by_role("heading", name="Week 2", exact=True)).to_be_visible()


def test_an_answer_is_stopped_in_the_middle(visit: Visit) -> None:
    visit.open()
    box = visit.ask("@tokens:1000 @every:30")
    expect(box.locator(".text")).to_contain_text("VPC")
    visit.page.get_by_role("button", name="Stop").click()
    expect(box).to_contain_text("Stopped.")
    stored = stored_reply(visit.stack)
    assert stored["state"] == "cancelled"
    assert plain(box.locator(".text").inner_text()) == plain(stored["text"])


def test_an_answer_goes_on_after_the_network_was_away(visit: Visit) -> None:
    visit.open()
    box = visit.ask("@tokens:120 @every:25")
    expect(box.locator(".text")).to_contain_text("VPC")
    visit.context.set_offline(True)
    time.sleep(1)
    visit.context.set_offline(False)
    assert_whole(visit, box)
    forget_lost_connections(visit)


def test_an_answer_goes_on_after_the_server_was_killed(visit: Visit) -> None:
    visit.open()
    box = visit.ask("@tokens:160 @every:25")
    expect(box.locator(".text")).to_contain_text("VPC")
    visit.stack.processes["api"].kill()
    visit.stack.restart("api")
    assert_whole(visit, box)
    expect(visit.page.locator("#live[data-state=live]")).to_be_attached()
    forget_lost_connections(visit)


def test_who_waits_sees_their_place_until_the_answer_begins(visit: Visit) -> None:
    visit.stack.processes["chat-worker"].kill()
    visit.open()
    box = visit.ask("who is first? @tokens:20 @every:10")
    expect(box.get_by_role("status")).to_have_text("Your question is the next one", timeout=10_000)
    visit.stack.restart("chat-worker")
    assert_whole(visit, box)
    expect(box.get_by_role("status")).to_have_count(0)


def test_an_answer_goes_on_after_a_reload(visit: Visit) -> None:
    visit.open()
    visit.ask("@tokens:80 @every:25")
    visit.page.reload()
    box = visit.page.locator(".reply").last
    assert_whole(visit, box)


def test_what_is_asked_in_one_tab_is_seen_in_the_other(visit: Visit) -> None:
    visit.open()
    other = visit.context.new_page()
    other.goto(f"{visit.stack.url}/#/week")
    expect(other.locator("#live[data-state=live]")).to_be_attached()
    visit.ask("the same in both tabs @tokens:30 @every:10")
    expect(other.locator(".question").last).to_contain_text("the same in both tabs")
    expect(other.locator(".reply").last).to_have_attribute("aria-busy", "false")
    assert plain(other.locator(".reply .text").last.inner_text()) == plain(stored_reply(visit.stack)["text"])


def forget_lost_connections(visit: Visit) -> None:
    """The browser itself complains about those; the page may not."""
    visit.troubles[:] = [
        trouble
        for trouble in visit.troubles
        if "net::ERR_" not in trouble and "WebSocket connection" not in trouble
    ]


def test_chosen_pages_come_in_and_their_questions_are_settled(visit: Visit, tmp_path: Path) -> None:
    write_site(tmp_path)
    visit.open()
    page = visit.page
    page.get_by_role("button", name="Import").click()
    page.get_by_label("Choose a folder").set_input_files(tmp_path / "content")
    page.get_by_role("button", name="Import 26 pages").click()
    page.get_by_role("link", name="7 questions to settle").click()
    expect(page.get_by_role("heading", name="Inbox")).to_be_visible()
    expect(page.get_by_role("link", name="Inbox , 7 questions open")).to_be_visible()

    clash = page.locator(".question-card").filter(has_text="The row says Monday")
    clash.get_by_role("button", name="the weekday is right").click()
    expect(page.locator(".settled")).to_contain_text("Monday 26 October 2026")
    expect(clash).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(clash).to_have_count(1)

    english = page.get_by_role("region", name=path_of(1, "en"))
    english.get_by_label("How far the answer reaches").select_option("site")
    english.get_by_role("button", name="month first").click()
    expect(page.get_by_role("link", name="Inbox , 4 questions open")).to_be_visible()
    expect(page.locator(".question-card button:focus")).to_have_count(1)
    expect(page.get_by_role("region", name=CLASH)).to_be_visible()
    expect(page.locator(".level.warning")).to_contain_text("Friday 23 October 2026")


def test_hostile_text_stays_text(visit: Visit) -> None:
    log(
        visit.stack,
        HOSTILE,
        start_on="2026-10-27",
        resources=[{"title": "<b>x</b>", "url": "https://example.com/<b>"}],
    )
    visit.open("#/week/4")
    row = visit.page.locator(".entry", has_text="onerror")
    expect(row).to_contain_text('<img src=x onerror="window.caught=1">')
    expect(row.locator(".text :not(p, strong, b)")).to_have_count(0)
    expect(row.locator("img, script, .text a, .meta b")).to_have_count(0)
    assert visit.page.evaluate("window.caught") is None


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_control_has_a_name_and_nothing_runs_over_a_phones_edge(visit: Visit, scheme: Any) -> None:
    visit.page.set_viewport_size(PHONE)
    visit.page.emulate_media(color_scheme=scheme)
    for where in ("#/week/3", "#/inbox"):
        visit.open(where)
        assert visit.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), where
        visit.page.wait_for_load_state("networkidle")
        nameless = NAMELESS.findall(visit.page.locator("body").aria_snapshot())
        assert nameless == [], where


def test_a_scheduled_question_is_answered_and_offered_to_who_did_not_wait(visit: Visit) -> None:
    visit.open()
    page = visit.page
    page.get_by_role("button", name="Conversations").first.click()
    page.get_by_text("Scheduled questions", exact=True).click()
    form = page.locator("details.scheduled form").last
    form.get_by_label("Question", exact=True).fill("What is still open?")
    form.get_by_label("Mon").uncheck()
    form.get_by_label("Fri").check()
    form.get_by_label("At", exact=True).fill("09:30")
    form.get_by_role("button", name="Schedule it").click()
    shown = page.locator("details.scheduled li").first
    expect(shown).to_contain_text("Fri 09:30 · next 23 Oct, 09:30")
    shown.get_by_role("button", name="Log").click()
    expect(shown).to_contain_text("It was not asked yet.")
    shown.get_by_role("button", name="Pause").click()
    expect(shown).to_contain_text("paused")
    shown.get_by_role("button", name="Delete").click()
    shown.get_by_role("button", name="Delete?").click()
    expect(page.locator("details.scheduled li")).to_have_count(0)
    page.get_by_role("button", name="New conversation").click()  # what is shown here stays here
    with visit.stack.client() as client:  # as another device asks
        conversation = client.post("/v1/conversations", json={}).raise_for_status().json()["id"]
        client.post(
            f"/v1/conversations/{conversation}/messages", json={"text": "Elsewhere"}
        ).raise_for_status()
    page.get_by_role("button", name="An answer is ready: show it").click()
    expect(page.locator(".question p")).to_have_text("Elsewhere")
    assert visit.troubles == []
