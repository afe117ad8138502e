"""The page around a week: quick lines, what is carried on, the margins, others' weeks, search, files, exports."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.support.browser import CHROMIUM, NAMELESS, NO_BROWSER, PHONE, Visit, signed_in, window
from tests.support.stack import PASSWORD, Stack, running_stack
from tests.support.waiting import eventually

WEDNESDAY = "2026-10-21T09:00:00+07:00"  # of week 3
LAN = "lan@example.com"

pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason=NO_BROWSER)


@pytest.fixture(scope="module")
def stack() -> Iterator[Stack]:
    with running_stack(now=WEDNESDAY, processes=("api", "reporting", "scheduler"), weeks=13) as stack:
        yield stack


@pytest.fixture(scope="module")
def lan(stack: Stack) -> Iterator[httpx.Client]:
    """A member of the programme that the signed-in person leads."""
    with stack.client() as lead:
        link = good(lead.post("/v1/programme/invitations", json={}))["secret"]
    with httpx.Client(base_url=stack.url, timeout=30, headers={"Origin": stack.url}) as browser:
        body = {"name": "Lan Tran", "email": LAN, "password": PASSWORD}
        good(browser.post(f"/v1/invitations/{link}/accept", json=body))
        token = good(browser.post("/v1/tokens", json={"name": "everywhere"}))["token"]
    with stack.client(token) as client:
        yield client


@pytest.fixture
def lans(stack: Stack, browser: Browser, lan: httpx.Client) -> Iterator[Visit]:
    """Lan's window."""
    with window(browser, stack, signed_in(browser, stack, LAN)) as visit:
        yield visit


def good(answer: httpx.Response) -> Any:
    assert answer.is_success, f"{answer.request.method} {answer.request.url.path}: {answer.text}"
    return answer.json() if answer.content else None


def quick(client: httpx.Client, line: str) -> dict[str, Any]:
    return good(client.post("/v1/entries", json={"quick": line}))


def person_of(client: httpx.Client) -> str:
    return good(client.get("/v1/me"))["person"]["id"]


def row(visit: Visit, text: str) -> Locator:
    return visit.page.locator(".entry", has_text=text)


def texts(visit: Visit, day: str) -> list[str]:
    return visit.page.get_by_role("region", name=day).locator(".entry-body > .text").all_inner_texts()


def test_a_line_says_its_day_tags_and_state_and_can_be_kept_as_typed(visit: Visit) -> None:
    visit.open()
    line = visit.page.get_by_label("New entry")
    line.fill("Mon doing: sorted the keys #iam")
    expect(visit.page.locator("#understood")).to_contain_text("Mon 19 Oct")
    expect(visit.page.locator("#understood")).to_contain_text("#iam")
    line.press("Enter")
    entry = visit.page.get_by_role("region", name="Monday 19 October").locator(".entry")
    expect(entry).to_contain_text("sorted the keys")
    expect(entry.get_by_label("Status")).to_have_value("doing")
    expect(visit.page.locator("#understood")).to_contain_text("Logged")
    line.fill("Mon is a name #here")
    line.press("Alt+Enter")
    expect(row(visit, "Mon is a name #here")).to_be_visible()
    line.fill("9/10 went to the first meeting")
    line.press("Enter")
    expect(visit.page.get_by_role("link", name="in week 1")).to_be_visible()
    line.fill("last week wrote a report")
    line.press("Enter")
    fault = visit.page.locator(".quick-add .fault")
    expect(fault).to_have_text("'last week' is no one day: write a date or a weekday, or tick “as typed”")
    expect(line).to_have_value("last week wrote a report")
    visit.page.get_by_label("as typed").check()
    line.press("Enter")
    expect(row(visit, "last week wrote a report")).to_be_visible()
    visit.troubles[:] = [one for one in visit.troubles if "422" not in one]


def test_what_is_deleted_comes_back_and_tells_its_history(visit: Visit) -> None:
    with visit.stack.client() as client:
        quick(client, "Tue wrote it wrong")
    visit.open()
    entry = row(visit, "wrote it wrong")
    entry.hover()
    entry.get_by_role("button", name="Edit").click()
    visit.page.get_by_label("Text").fill("wrote it right")
    visit.page.keyboard.press("Control+Enter")
    entry = row(visit, "wrote it right")
    entry.hover()
    entry.get_by_role("button", name="Delete").click()
    expect(entry).to_have_count(0)
    visit.page.get_by_role("button", name="Undo").click()
    expect(entry).to_be_visible()
    entry.hover()
    entry.get_by_role("button", name="History").click()
    history = visit.page.get_by_role("dialog", name="History")
    expect(history.locator("li")).to_have_count(4)
    expect(history.locator("li").first).to_contain_text("restored by you")
    expect(history).to_contain_text("wrote it wrong → wrote it right")
    visit.page.keyboard.press("Escape")
    expect(history).to_have_count(0)


def test_an_entry_moves_within_its_day_by_keyboard(visit: Visit) -> None:
    with visit.stack.client() as client:
        for name in ("one", "two", "three"):
            quick(client, f"22/10 step {name}")
    visit.open()
    row(visit, "step three").focus()
    visit.page.keyboard.press("Alt+ArrowUp")
    expect(visit.page.locator("#announcer")).to_have_text("Moved up")
    assert texts(visit, "Thursday 22 October") == ["step one", "step three", "step two"]
    visit.page.keyboard.press("Alt+ArrowUp")
    first = visit.page.get_by_role("region", name="Thursday").locator(".entry .text").first
    expect(first).to_have_text("step three")
    expect(row(visit, "step three")).to_be_focused()
    row(visit, "step three").hover()
    row(visit, "step three").locator(".grip").drag_to(row(visit, "step two"))
    expect(first).to_have_text("step one")
    visit.page.reload()
    expect(row(visit, "step three")).to_be_visible()
    assert texts(visit, "Thursday 22 October") == ["step one", "step two", "step three"]


def test_words_in_the_making_outlive_a_change_of_the_same_entry(visit: Visit) -> None:
    with visit.stack.client() as client:
        entry = quick(client, "Tue first words")
    visit.open()
    row(visit, "first words").hover()
    row(visit, "first words").get_by_role("button", name="Edit").click()
    words = visit.page.get_by_label("Text")
    words.fill("my words")
    with visit.stack.client() as client:
        good(client.patch(f"/v1/entries/{entry['id']}", json={"text": "theirs"}, headers={"If-Match": "*"}))
    words.press("Control+Enter")
    expect(visit.page.locator(".edit-lines .fault")).to_contain_text("says now: “theirs”")
    expect(words).to_have_value("my words")
    words.press("Control+Enter")
    mine = row(visit, "my words")
    expect(mine).to_be_focused()
    mine.get_by_label("Status").focus()
    mine.get_by_label("Status").select_option("doing")
    expect(mine).to_have_class("entry doing")
    expect(mine.get_by_label("Status")).to_be_focused()
    visit.troubles.clear()  # the browser's own line about the answer 412


def test_unfinished_work_goes_on_in_this_week_and_says_for_how_long(lans: Visit, lan: httpx.Client) -> None:
    quick(lan, "8/10 todo: ask about the gateway")
    good(lan.put("/v1/weeks/1/objectives", json={"items": [{"text": "Know the network"}]}))
    good(lan.post("/v1/weeks/2/carry-over", json={}))
    lans.open()
    page = lans.page
    offer = page.get_by_role("region", name="Week 2 left 1 unfinished entry")
    offer.locator("summary").click()
    expect(offer).to_contain_text("ask about the gateway")
    offer.get_by_role("button", name="Carry over").click()
    expect(row(lans, "ask about the gateway")).to_contain_text("third week")
    expect(offer).to_have_count(0)
    page.get_by_role("region", name="Week 1 left 1 objective").get_by_role(
        "button", name="Carry over"
    ).click()
    objective = page.locator(".objectives li", has_text="Know the network")
    expect(objective).to_contain_text("second week")
    objective.get_by_label("State").select_option("met")
    expect(objective).to_have_class("met")
    row(lans, "ask about the gateway").get_by_role("link", name="third week").click()
    expect(page.get_by_role("heading", name="Week 2", exact=True)).to_be_visible()
    source = row(lans, "ask about the gateway")
    expect(source).to_be_focused()
    source.get_by_role("link", name="carried over").click()
    expect(page.get_by_role("heading", name="Week 3", exact=True)).to_be_visible()


def test_what_older_weeks_left_unfinished_is_offered_too(lans: Visit, lan: httpx.Client) -> None:
    quick(lan, "6/10 todo: older than the last week")
    quick(lan, "13/10 done: something else")
    lans.open()
    offer = lans.page.get_by_role("region", name="Week 1 left 1 unfinished entry")
    offer.locator("summary").click()
    expect(offer).to_contain_text("older than the last week")
    offer.get_by_role("button", name="Carry over").click()
    expect(row(lans, "older than the last week")).to_contain_text("second week")
    expect(offer).to_have_count(0)


def test_an_achievement_is_shown_to_be_true(visit: Visit) -> None:
    with visit.stack.client() as client:
        quick(client, "23/10 the build became green")
        lines = [{"text": "The build is green"}, {"text": "Another"}]
        good(client.put("/v1/weeks/3/achievements", json={"items": lines}))
    visit.open()
    line = visit.page.locator(".achievements li", has_text="The build is green")
    line.hover()
    line.get_by_role("button", name="Choose the entries that show it").click()
    panel = visit.page.get_by_role("dialog", name="What shows it")
    panel.get_by_label("the build became green").check()
    panel.get_by_role("button", name="Save").click()
    line.get_by_role("button", name="Show entry 1").click()
    expect(row(visit, "the build became green")).to_be_focused()
    visit.page.get_by_role("button", name="Edit achievements").click()
    visit.page.get_by_label("Achievements").fill("The build is green again\nAnother")
    visit.page.keyboard.press("Control+Enter")
    reworded = visit.page.locator(".achievements li", has_text="green again")
    expect(reworded.get_by_role("button", name="Show entry 1")).to_be_visible()


def test_a_lead_remarks_on_a_members_week_and_they_answer(
    visit: Visit, lans: Visit, lan: httpx.Client
) -> None:
    entry = quick(lan, "Tue drew the stall map")
    lans.open()
    visit.open()
    page = visit.page
    page.get_by_label("Whose weeks").select_option("Lan Tran")
    expect(page.locator("#week .eyebrow")).to_contain_text("Lan Tran")
    expect(page.get_by_label("New entry")).to_have_count(0)
    theirs = row(visit, "drew the stall map")
    expect(theirs.get_by_role("button", name="Edit")).to_have_count(0)
    theirs.hover()
    theirs.get_by_role("button", name="Add a comment").click()
    page.get_by_role("textbox", name="Comment").fill("Which market, @Lan Tran?")
    page.keyboard.press("Control+Enter")
    expect(theirs.get_by_role("button", name="1 comment")).to_be_visible()

    own = row(lans, "drew the stall map")
    own.get_by_role("button", name="1 comment").click()
    expect(own).to_contain_text("Which market, @Lan Tran?")
    own.get_by_role("textbox", name="Reply").fill("The one at the river")
    own.get_by_role("button", name="Reply").click()
    expect(theirs.get_by_role("button", name="2 comments")).to_be_visible()
    own.get_by_role("button", name="Resolve").click()
    expect(theirs.get_by_role("button", name="Comments, all resolved")).to_be_attached()
    page.goto(f"{visit.stack.url}/#/entry/{entry['id']}?person={person_of(lan)}")
    expect(row(visit, "drew the stall map")).to_be_focused()


def test_a_review_is_submitted_and_taken_back(lans: Visit, lan: httpx.Client) -> None:
    quick(lan, "Mon read about subnets")
    lans.open("#/week/3")
    review = lans.page.get_by_role("region", name="Review")
    review.get_by_role("button", name="Draft now").click()
    review.get_by_role("button", name="Submit").click(timeout=30_000)
    expect(review.locator(".badge")).to_contain_text("submitted")
    review.get_by_role("button", name="Take back").click()
    expect(review.locator(".badge")).to_contain_text("drafted")


def test_a_review_is_edited_sent_back_and_approved(visit: Visit, lans: Visit, lan: httpx.Client) -> None:
    quick(lan, "13/10 drew the network of the shop")
    made = good(lan.post("/v1/weeks/2/review"))["id"]
    eventually(lambda: "network" in (good(lan.get(f"/v1/reviews/{made}"))["markdown"] or ""))
    lans.open("#/week/2")
    review = lans.page.get_by_role("region", name="Review")
    line = review.locator(".review-section li").first
    line.hover()
    line.get_by_role("button", name="Edit this line").click()
    line.get_by_role("textbox", name="Line of the review").fill("I drew the network myself.")
    lans.page.keyboard.press("Control+Enter")
    expect(line).to_contain_text("I drew the network myself.")
    expect(line).to_contain_text("by you")
    review.get_by_role("button", name="Versions").click()
    expect(lans.page.get_by_role("dialog", name="Versions")).to_contain_text("Changed")
    lans.page.keyboard.press("Escape")
    review.get_by_role("button", name="Submit", exact=True).click()
    expect(review.locator(".badge")).to_contain_text("submitted")

    visit.open(f"#/week/2?person={person_of(lan)}")
    theirs = visit.page.get_by_role("region", name="Review")
    theirs.get_by_role("button", name="Send back").click()
    dialog = visit.page.get_by_role("dialog", name="Send back")
    dialog.get_by_label("Why?").fill("Which shop?")
    dialog.get_by_role("button", name="Send back").click()
    expect(theirs.locator(".badge")).to_contain_text("sent back")
    expect(review.locator(".sent-back")).to_contain_text("Which shop?")
    review.get_by_role("button", name="Submit", exact=True).click()
    theirs.get_by_role("button", name="Approve").click()
    expect(theirs.locator(".badge")).to_contain_text("approved")
    expect(review.locator(".badge")).to_contain_text("approved")
    expect(review.get_by_role("link", name="Signed file")).to_be_visible()


def test_what_is_found_opens_its_row(visit: Visit, lan: httpx.Client) -> None:
    quick(lan, "14/10 cấu hình máy chủ Kubernetes")
    visit.open()
    page = visit.page
    page.get_by_label("New entry").focus()
    page.keyboard.press("Control+k")
    page.keyboard.type("kubernetes")
    page.keyboard.press("Enter")  # nothing is called so: it is searched for
    expect(page.locator("#search .summary")).to_contain_text("Nothing", timeout=30_000)
    page.get_by_label("everyone I follow").check()
    hit = page.locator(".hit", has_text="Kubernetes")
    expect(hit.locator("mark")).to_have_text("Kubernetes")
    expect(hit).to_contain_text("Lan Tran · week 2")
    assert "q=kubernetes" in page.url
    page.get_by_label("Search", exact=True).last.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(row(visit, "Kubernetes")).to_be_focused()
    expect(page.locator("#week .eyebrow")).to_contain_text("Lan Tran")
    page.go_back()
    expect(hit).to_be_visible()


def test_a_diagram_has_revisions_side_by_side_and_remarks(lans: Visit, visit: Visit, tmp_path: Path) -> None:
    drawn = tmp_path / "net.mmd"
    drawn.write_text("graph TD\n  A --> B\n")
    fake = tmp_path / "fake.png"
    fake.write_text("no image at all")
    lans.open("#/artifacts")
    page = lans.page
    page.locator("#artifacts").get_by_label("Choose files").set_input_files([fake, drawn])
    expect(page.locator("#artifacts .fault")).to_contain_text("fake.png")
    page.get_by_role("link", name="net.mmd").click()
    expect(page.locator(".revision-view .diagram pre")).to_have_text("graph TD\n  A --> B\n")
    drawn.write_text("graph TD\n  A --> C\n")
    page.get_by_label("New revision").set_input_files(drawn)
    expect(page.locator(".difference .removed")).to_contain_text("A --> B")
    expect(page.locator(".difference .added")).to_contain_text("A --> C")
    visit.page.goto(page.url.replace("?", f"?person={person_of_url(lans)}&"))
    visit.page.get_by_role("textbox", name="Comment").fill("Where is B?")
    visit.page.get_by_role("button", name="Comment", exact=True).click()
    expect(page.locator(".thread")).to_contain_text("Where is B?")
    page.get_by_role("button", name="Delete the file").click()
    page.get_by_role("button", name="Delete it").click()
    expect(page.get_by_text("No files yet")).to_be_visible()
    forget_refusals(lans)


def forget_refusals(visit: Visit) -> None:
    """A browser's console lists every refusal; the page says why."""
    visit.troubles[:] = [trouble for trouble in visit.troubles if "/v1/artifacts?" not in trouble]


def person_of_url(visit: Visit) -> str:
    return visit.context.request.get(f"{visit.stack.url}/v1/me").json()["person"]["id"]


def test_a_range_is_exported(visit: Visit) -> None:
    visit.open()
    visit.page.get_by_role("button", name="Export").click()
    panel = visit.page.get_by_role("dialog", name="Export")
    panel.get_by_label("From").fill("2026-10-05")
    for name, suffix in (("Excel", ".xlsx"), ("CSV", ".csv"), ("JSON", ".json"), ("Markdown table", ".md")):
        with visit.page.expect_download() as download:
            panel.get_by_role("link", name=name, exact=True).click()
        assert download.value.suggested_filename.endswith(suffix)
        assert "from=2026-10-05" in download.value.url
    expect(panel.get_by_role("link", name="Your account as a .zip")).to_be_visible()
    panel.get_by_label("To").fill("2026-10-01")
    expect(panel.locator(".fault")).to_contain_text("must not be before")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_place_has_names_and_keeps_within_a_phones_edge(
    visit: Visit, lan: httpx.Client, scheme: Any
) -> None:
    visit.page.set_viewport_size(PHONE)
    visit.page.emulate_media(color_scheme=scheme)
    for where in (f"#/week/3?person={person_of(lan)}", "#/search?q=build", "#/artifacts", "#/week/3"):
        visit.page.goto(
            "about:blank"
        )  # from one place to the next, what the last one drew stands for a moment
        visit.open(where)
        visit.page.wait_for_load_state("networkidle")
        for badge in visit.page.locator(".comment-badge:visible").all()[:2]:
            badge.click()
        assert visit.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), where
        assert NAMELESS.findall(visit.page.locator("body").aria_snapshot()) == [], where
    visit.page.get_by_role("button", name="Menu").click()
    visit.page.get_by_role("link", name="Files").click()
    expect(visit.page.get_by_role("heading", name="Files")).to_be_visible()
