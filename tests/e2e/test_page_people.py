"""The page among people: invitations, the programme and its settings, what waits for whom, conversations and
proposals."""

import re
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.support.browser import CHROMIUM, NAMELESS, NO_BROWSER, PHONE, Visit, signed_in, window
from tests.support.provider import Provider
from tests.support.stack import PASSWORD, SILENT_MAIL, Stack, running_stack
from tests.support.waiting import eventually

FRIDAY = "2026-10-23T16:30:00+07:00"  # half an hour after what a week lacks is named
HOSTILE = '<img src=x onerror="window.caught=1"> ![x](https://example.com/x.png)'

pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason=NO_BROWSER)


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with Provider() as provider:
        yield provider


@pytest.fixture(scope="module")
def stack(provider: Provider) -> Iterator[Stack]:
    model = {"WEEKLOG_LLM_MODEL": "openai:fake", "WEEKLOG_LLM_BASE_URL": provider.base_url}
    env = {**model, **SILENT_MAIL, "WEEKLOG_REMIND_EVERY_SECONDS": "1"}
    with running_stack(now=FRIDAY, env=env, weeks=13, at_its_url=True) as stack:
        yield stack


@pytest.fixture(scope="module")
def team(stack: Stack) -> Iterator[dict[str, httpx.Client]]:
    """Chi mentors Binh; the stack's own person leads."""
    clients = {
        name: join(stack, name, role)
        for name, role in (("Chi", "mentor"), ("Binh", "member"), ("Lan", "member"))
    }
    chi, binh = (me(clients[name])["person"]["id"] for name in ("Chi", "Binh"))
    with stack.client() as lead:
        lead.put(f"/v1/programme/members/{binh}/mentors", json={"mentors": [chi]}).raise_for_status()
    yield clients
    for client in clients.values():
        client.close()


def invite(client: httpx.Client, **fields: Any) -> dict[str, Any]:
    return client.post("/v1/programme/invitations", json=fields).raise_for_status().json()


def join(stack: Stack, name: str, role: str = "member") -> httpx.Client:
    """A new person of the programme, signed in as the page is."""
    with stack.client() as lead:
        secret = invite(lead, role=role)["secret"]
    client = httpx.Client(base_url=stack.url, headers={"Origin": stack.url}, timeout=30)
    newcomer = {"name": name, "email": address(name), "password": PASSWORD}
    client.post(f"/v1/invitations/{secret}/accept", json=newcomer).raise_for_status()
    return client


def address(name: str) -> str:
    return f"{re.sub('[^a-z]', '', name.lower())[:12]}@example.com"


def me(client: httpx.Client) -> dict[str, Any]:
    return client.get("/v1/me").raise_for_status().json()


def part(visit: Visit, name: str) -> Locator:
    """One section of a view."""
    return visit.page.get_by_role("region", name=name, exact=True)


def person(visit: Visit, name: str) -> Locator:
    return part(visit, "People").get_by_role("listitem").filter(has_text=name)


def ended(box: Locator) -> Locator:
    """With all that is known of it."""
    expect(box).to_have_attribute("aria-busy", "false", timeout=30_000)
    expect(box.locator(".answer-foot")).to_be_visible()
    return box


def test_an_invitation_link_brings_somebody_new_in(visit: Visit, stranger: Visit) -> None:
    visit.open("#/programme")
    invitations = part(visit, "Invite")
    invitations.locator("form").first.get_by_label("As").select_option("mentor")
    invitations.get_by_role("button", name="Make a link").click()
    link = invitations.get_by_label("The invitation link", exact=True).input_value()
    expect(invitations.get_by_role("listitem")).to_contain_text("A mentor · 1 use left")

    stranger.page.goto(link)
    expect(stranger.page.get_by_role("heading", name="Internship")).to_be_visible()
    expect(stranger.page.locator("#join")).to_contain_text("An Example invites you as a mentor")
    card = stranger.page.locator("#join")
    card.get_by_label("Name").fill("Minh Vo")
    card.get_by_label("E-mail").fill(visit.stack.email)
    card.get_by_label("Password").fill(PASSWORD)
    stranger.page.keyboard.press("Enter")
    expect(card.locator(".fault")).to_contain_text("already here")
    card.get_by_label("E-mail").fill("minh@example.com")
    stranger.page.keyboard.press("Enter")
    expect(stranger.page.get_by_role("heading", name="Week 3", exact=True)).to_be_visible()
    assert "join" not in stranger.page.url

    stranger.page.goto(link)
    expect(stranger.page.get_by_role("heading", name="This link is not good")).to_be_visible()
    stranger.troubles[:] = [one for one in stranger.troubles if not re.search("401|404|409", one)]
    visit.page.reload()
    expect(person(visit, "Minh Vo").get_by_label("Role of Minh Vo")).to_have_value("mentor")


def test_who_is_signed_in_joins_another_programme_and_goes_back(
    stack: Stack, browser: Browser, team: dict[str, httpx.Client]
) -> None:
    join(stack, "Eve").close()
    with closing(join(stack, "Founder")) as founder:
        new = {"name": "Second", "zone": "Asia/Ho_Chi_Minh", "starts_on": "2026-10-05", "weeks": 4}
        founder.post("/v1/programmes", json=new).raise_for_status()
        secret = invite(founder)["secret"]
    with window(browser, stack, signed_in(browser, stack, address("Eve"))) as visit:
        visit.open("#/programme")
        visit.page.goto(f"{stack.url}/#join={secret}")
        visit.page.get_by_role("button", name="Join as Eve").click()
        expect(visit.page.locator("#programme")).to_have_text("Second · Eve")
        visit.open("#/programme")
        part(visit, "My programmes").get_by_role("button", name="Work in Internship").click()
        expect(visit.page.locator("#programme")).to_have_text("Internship · Eve")
        visit.open("#/programme")
        part(visit, "My programmes").get_by_role("button", name="Leave Internship").click()
        visit.page.get_by_role("button", name="Leave? What you wrote stays").click()
        expect(visit.page.locator("#programme")).to_have_text("Second · Eve")
        visit.open("#/programme")
        part(visit, "My programmes").get_by_role("button", name="Leave Second").click()
        with visit.page.expect_event("load"):  # it is loaded anew
            visit.page.get_by_role("button", name="Leave? What you wrote stays").click()
        # What was written there is read, and nothing is written any more.
        expect(visit.page.get_by_role("heading", name=re.compile("Week"))).to_be_visible()
        expect(visit.page.get_by_role("textbox", name="New entry")).to_have_count(0)
        visit.open("#/programme")
        expect(visit.page.get_by_text("You have left this programme")).to_be_visible()
        visit.page.wait_for_load_state("networkidle")
        # A browser's console lists what is refused to somebody without a programme.
        visit.troubles[:] = [one for one in visit.troubles if "status of 4" not in one]


def test_a_lead_gives_roles_and_mentors_and_removes(visit: Visit, team: dict[str, httpx.Client]) -> None:
    join(visit.stack, "Gone").close()
    visit.open("#/programme")
    person(visit, "Lan").get_by_role("button", name="Mentors of Lan").click()
    visit.page.get_by_role("checkbox", name="Chi").check()
    person(visit, "Lan").get_by_role("button", name="Save").click()
    expect(person(visit, "Lan")).to_contain_text("Mentored by Chi")
    visit.page.get_by_label("Role of Gone").select_option("mentor")
    expect(part(visit, "People")).to_contain_text(re.compile(r"[23] mentors"))
    person(visit, "Gone").get_by_role("button", name="Remove Gone").click()
    visit.page.get_by_role("button", name="Remove?").click()
    expect(part(visit, "People").locator("details.gone")).to_contain_text("Gone")

    visit.page.wait_for_load_state("networkidle")  # the list as it is without who left
    # Who began the programme hands it over before they can be anything else.
    expect(visit.page.get_by_label("Role of An Example")).to_have_value("lead")
    expect(visit.page.get_by_label("Role of An Example")).to_be_disabled()
    visit.page.get_by_role("button", name="Edit the programme").click()
    visit.page.get_by_label("Holidays").fill("2026-11-20, 2026-12-25")
    part(visit, "About").get_by_role("button", name="Save").click()
    expect(part(visit, "About")).to_contain_text("Fri 20 Nov · Fri 25 Dec")


@pytest.mark.usefixtures("team")
def test_a_lead_names_a_substitute_invites_from_outside_and_switches_escalation(visit: Visit) -> None:
    visit.open("#/programme")
    substitutes = part(visit, "Substitutes")
    substitutes.locator("select").first.select_option(label="Chi")
    substitutes.locator("select[name=substitute]").select_option(label="you")
    substitutes.get_by_label("First day").fill("2026-10-26")
    substitutes.get_by_label("Last day").fill("2026-10-30")
    substitutes.get_by_role("button", name="Name the substitute").click()
    expect(substitutes.get_by_role("listitem")).to_contain_text("you for Chi")
    substitutes.get_by_role("button", name="Remove you as a substitute").click()
    substitutes.get_by_role("button", name="Remove?").click()
    expect(substitutes.get_by_role("listitem")).to_have_count(0)

    outside = part(visit, "Supervisors from outside")
    outside.locator("select").first.select_option(label="Binh")
    outside.locator("input[name=name]").fill(HOSTILE)
    outside.locator("input[name=email]").fill("ho@example.org")
    outside.get_by_role("button", name="Invite them").click()
    expect(outside.get_by_role("listitem")).to_contain_text("ho@example.org · until")
    outside.get_by_role("button", name="Withdraw the invitation").click()
    outside.get_by_role("button", name="Withdraw?").click()
    expect(outside.get_by_role("listitem")).to_have_text("Nobody")

    about = part(visit, "About")
    expect(about).to_contain_text("the next one hears of it after 2 working days")
    for switched, told in (
        (False, "nobody else is told"),
        (True, "the next one hears of it after 2 working days"),
    ):
        visit.page.get_by_role("button", name="Edit the programme").click()
        about.get_by_label("Tell its owner, then a mentor").set_checked(switched)
        about.get_by_role("button", name="Save").click()
        expect(about).to_contain_text(told)


def test_one_changes_ones_own_name_clocks_language_and_password(
    stack: Stack, browser: Browser, team: dict[str, httpx.Client]
) -> None:
    join(stack, "Oanh").close()
    with window(browser, stack, signed_in(browser, stack, address("Oanh"))) as visit:
        visit.open("#/programme")
        mine = part(visit, "My account")
        mine.get_by_label("My name").fill("Oanh Do")
        mine.get_by_label("My language").select_option("vi")
        mine.get_by_label("My time zone").fill("Mars/Olympus")
        mine.get_by_role("button", name="Save my account").click()
        expect(mine.locator(".fault")).to_contain_text("Time zone: must be an IANA time zone")
        mine.get_by_label("My time zone").fill("Asia/Bangkok")
        mine.get_by_role("button", name="Save my account").click()
        people = part(visit, "Mọi người")  # at once
        expect(people.get_by_role("listitem").filter(has_text="Oanh Do")).to_be_visible()
        visit.page.reload()
        mine = part(visit, "Tài khoản của tôi")
        expect(mine.get_by_label("Múi giờ của tôi")).to_have_value("Asia/Bangkok")
        expect(mine.get_by_label("Ngôn ngữ của tôi")).to_have_value("vi")

        password = part(visit, "Mật khẩu của tôi")
        password.get_by_label("Mật khẩu cũ").fill("not that one")
        password.get_by_label("Mật khẩu mới").fill("another long password")
        visit.page.keyboard.press("Enter")
        expect(password.locator(".fault")).to_contain_text("Mật khẩu cũ: is not your password")
        password.get_by_label("Mật khẩu cũ").fill(PASSWORD)
        visit.page.keyboard.press("Enter")
        expect(password).to_contain_text("Đã đổi.")
        signed_in(browser, stack, address("Oanh"), "another long password")
        visit.troubles[:] = [one for one in visit.troubles if "422" not in one]


def test_a_programme_is_begun_on_the_page_and_its_weeks_are_changed(
    stack: Stack, browser: Browser, team: dict[str, httpx.Client]
) -> None:
    join(stack, "Starter").close()
    with window(browser, stack, signed_in(browser, stack, address("Starter"))) as visit:
        visit.open("#/programme")
        begin = part(visit, "Begin a programme")
        begin.get_by_text("Begin one of your own").click()
        begin.get_by_label("What is it called?").fill("Spring")
        begin.get_by_label("When does the first week begin?").fill("2026-10-19")
        begin.get_by_label("How many weeks?").fill("3")
        begin.get_by_role("button", name="Begin").click()
        expect(visit.page.locator("#programme")).to_have_text("Spring · Starter")
        expect(visit.page.get_by_role("heading", name="Week 1", exact=True)).to_be_visible()
        visit.open("#/programme")
        weeks = part(visit, "Weeks")
        weeks.get_by_role("button", name="Edit the weeks").click()
        weeks.get_by_role("button", name="Week 2 and all after it, a week later").click()
        weeks.get_by_role("button", name="Add a week").click()
        weeks.get_by_role("button", name="Save").click()
        expect(weeks.get_by_role("listitem")).to_have_count(4)
        expect(weeks.get_by_role("listitem").nth(1)).to_contain_text(re.compile(r"2\s*–\s*8 Nov"))


def test_the_language_changes_at_once_and_everywhere(visit: Visit, team: dict[str, httpx.Client]) -> None:
    visit.open("#/programme")
    visit.page.get_by_role("button", name="Tiếng Việt").click()
    expect(part(visit, "Tài khoản của tôi")).to_be_visible()
    for where, name in (("#/queue", "Việc chờ"), ("#/inbox", "Hộp thư"), ("#/artifacts", "Tệp")):
        visit.page.goto(f"{visit.stack.url}/{where}")
        expect(visit.page.get_by_role("heading", name=name, level=1)).to_be_visible()
    visit.page.get_by_role("button", name="English").click()
    expect(visit.page.get_by_role("heading", name="Files", level=1)).to_be_visible()
    assert me(visit.stack.client())["person"]["language"] == "en"


def test_who_has_lost_their_password_gets_a_link_of_their_lead(
    visit: Visit, stranger: Visit, team: dict[str, httpx.Client]
) -> None:
    join(visit.stack, "Phuc").close()
    visit.open("#/programme")
    person(visit, "Phuc").get_by_role("button", name="Password link for Phuc").click()
    link = visit.page.get_by_label("The password link for Phuc", exact=True).input_value()
    stranger.page.goto(link)
    card = stranger.page.locator("#join")
    expect(card).to_contain_text("For Phuc, phuc@example.com.")
    card.get_by_label("Password").fill("another long password")
    stranger.page.keyboard.press("Enter")
    expect(stranger.page.get_by_role("heading", name="Week 3", exact=True)).to_be_visible()
    assert "password" not in stranger.page.url
    stranger.page.goto(link)
    expect(stranger.page.get_by_role("heading", name="This link is not good")).to_be_visible()
    stranger.troubles[:] = [one for one in stranger.troubles if not re.search("401|404", one)]


def test_a_lead_sets_limits_and_tries_a_language_model(visit: Visit, provider: Provider) -> None:
    visit.open("#/programme")
    usage = part(visit, "Usage this month")
    usage.get_by_label("Tokens a person may use in a day").fill("500000")
    usage.get_by_role("button", name="Save limits").click()
    expect(usage).to_contain_text("Saved.")
    model = part(visit, "Language model")
    model.get_by_label("Model", exact=True).fill("openai:fake")
    model.get_by_label("Address").fill(provider.base_url)
    model.get_by_role("textbox", name=re.compile("^Key")).fill("sk-very-secret-key-1234")
    model.get_by_role("button", name="Save").click()
    expect(model).to_contain_text("openai:fake answers in this programme")
    expect(model.get_by_role("textbox", name=re.compile("^Key"))).to_have_value("")
    model.get_by_role("button", name="Test it").click()
    expect(model.locator(".tested .yes").first).to_be_visible()
    model.get_by_role("button", name="Forget the model and its key").click()
    model.get_by_role("button", name="Forget the model?").click()
    expect(model).to_contain_text("The installation's own assistant answers")


def test_reminders_are_switched_and_tokens_made(visit: Visit) -> None:
    visit.open("#/programme")
    box = part(visit, "My reminders").get_by_role("checkbox", name=re.compile("not submitted"))
    with visit.page.expect_response("**/v1/me/reminders"):
        box.uncheck()
    tokens = part(visit, "My tokens")
    tokens.get_by_label("What it is for").fill("laptop")
    tokens.get_by_label("It may").select_option("read")
    tokens.get_by_role("button", name="Make a token").click()
    token = tokens.get_by_label("The token", exact=True).input_value()
    assert visit.stack.client(token).get("/v1/me").status_code == 200
    assert visit.stack.client(token).post("/v1/entries", json={"text": "no"}).status_code == 403
    visit.page.reload()
    expect(box).not_to_be_checked()
    item = tokens.get_by_role("listitem").filter(has_text="laptop")
    expect(item).to_contain_text("only reads")
    item.get_by_role("button").click()
    item.get_by_role("button", name="Delete?").click()
    expect(item).to_have_count(0)
    assert visit.stack.client(token).get("/v1/me").status_code == 401


def submitted(client: httpx.Client, week: int) -> None:
    client.post(
        "/v1/entries", json={"text": "Built the gateway", "start_on": "2026-10-13"}
    ).raise_for_status()
    path = f"/v1/reviews/{client.post(f'/v1/weeks/{week}/review').raise_for_status().json()['id']}"
    eventually(lambda: client.get(path).raise_for_status().json()["state"] == "drafted")
    client.post(f"{path}/submit").raise_for_status()


def test_what_waits_is_counted_and_opened(
    stack: Stack, browser: Browser, team: dict[str, httpx.Client]
) -> None:
    submitted(team["Binh"], 2)
    binh = me(team["Binh"])["person"]["id"]
    with window(browser, stack, signed_in(browser, stack, address("Chi"))) as chi:
        chi.open("#/")  # who follows others comes for what waits
        expect(part(chi, "Waits for you").get_by_role("listitem")).to_contain_text("Binh submitted week 2")
        cell = part(chi, "Who has submitted").get_by_role("link", name=re.compile("Binh, week 2: submitted"))
        expect(cell).to_be_visible()
        cell.click()
        expect(chi.page).to_have_url(re.compile(rf"#/week/2\?person={binh}"))
        expect(chi.page.get_by_role("heading", name="Week 2")).to_be_visible()

    with window(browser, stack, signed_in(browser, stack, address("Binh"))) as visit:
        visit.open("#/queue")
        notices = part(visit, "Notices")
        expect(notices.get_by_role("listitem").first).to_be_visible(timeout=30_000)
        expect(visit.page.get_by_role("link", name=re.compile("Queue , 1 thing to look at"))).to_be_visible()
        notices.get_by_role("button", name=re.compile("Mark as read: ")).click()
        expect(visit.page.get_by_role("link", name="Queue", exact=True)).to_be_visible()
        [entry] = team["Binh"].get("/v1/entries", params={"week": 2}).json()["items"]
        remark = {"anchor": {"kind": "entry", "id": entry["id"]}, "text": "Which region?"}
        team["Chi"].post("/v1/comments", json=remark).raise_for_status()
        expect(visit.page.get_by_role("link", name=re.compile("Queue , 1 thing"))).to_be_visible()
        waiting = part(visit, "Waits for you").get_by_role("link")
        expect(waiting).to_contain_text("Which region?")
        waiting.click()
        expect(visit.page).to_have_url(re.compile("#/week/2"))


def test_a_question_is_asked_again_and_answers_are_stepped_through(visit: Visit) -> None:
    visit.open()
    page = visit.page
    ended(visit.ask("first wording @say:one @tokens:3 @every:1"))
    page.get_by_label("Question", exact=True).fill("and then? @say:two @tokens:3 @every:1")
    page.keyboard.press("Enter")
    ended(page.locator(".reply").nth(1))

    page.get_by_role("button", name="Another answer").first.click()
    expect(page.locator(".reply")).to_have_count(1)
    ended(page.locator(".reply"))
    expect(page.get_by_role("group", name="Answer 2 of 2")).to_be_visible()
    page.get_by_role("button", name="Previous answer").click()
    expect(page.locator(".reply")).to_have_count(2)  # with what was said after it
    expect(page.get_by_role("button", name="Next answer")).to_be_focused()

    page.get_by_role("button", name="Edit the question").first.click()
    page.get_by_label("The question, edited").fill("second wording @say:three @tokens:3 @every:1")
    page.keyboard.press("Enter")
    expect(page.locator(".reply")).to_have_count(1)
    expect(ended(page.locator(".reply")).locator(".text")).to_contain_text("three")
    expect(page.get_by_role("group", name="Question 2 of 2")).to_be_visible()
    page.reload()
    expect(page.locator(".question")).to_contain_text("second wording")
    page.get_by_role("button", name="Previous question").click()
    expect(page.locator(".question").first).to_contain_text("first wording")
    expect(page.locator(".reply")).to_have_count(2)


def test_what_is_not_borne_out_is_underlined_and_judged(visit: Visit) -> None:
    visit.open()
    box = ended(visit.ask("@tokens:9 @every:1"))
    doubt = box.locator("mark").first
    expect(doubt).to_have_text("VPC")
    expect(doubt).to_have_attribute("aria-description", "no entry is cited for it")
    expect(box).to_contain_text("fake · 109 tokens")
    box.get_by_role("button", name="A bad answer").click()
    box.get_by_label("Remark about the answer").fill("Which VPC?")
    with visit.page.expect_response("**/feedback"):
        visit.page.keyboard.press("Enter")
    visit.page.reload()
    box = ended(visit.page.locator(".reply"))
    expect(box.get_by_role("button", name="A bad answer")).to_have_attribute("aria-pressed", "true")
    expect(box.get_by_label("Remark about the answer")).to_have_value("Which VPC?")


def test_a_proposal_is_accepted_edited_and_dismissed(visit: Visit) -> None:
    visit.open()
    script = '@tool:propose_entry:{"text":"Fixed-the-build","start_on":"2026-10-20"} @tokens:3 @every:1'
    ended(visit.ask(f"log it {script}"))
    card = visit.page.get_by_role("list", name="Proposals").get_by_role("listitem")
    card.get_by_role("button", name="Edit").click()
    card.get_by_label("Text").fill("Fixed the slow build")
    card.get_by_label("Day").fill("2031-01-01")
    card.get_by_role("button", name="Accept").click()
    expect(card.locator(".fault")).to_contain_text("outside the programme")
    card.get_by_label("Day").fill("2026-10-21")
    card.get_by_role("button", name="Accept").click()
    expect(card).to_contain_text("Accepted")
    expect(visit.page.locator(".entry", has_text="Fixed the slow build")).to_be_visible()

    ended(visit.ask(f"once more {script}"))
    card.get_by_role("button", name="Dismiss").click()
    expect(card).to_contain_text("Dismissed")
    visit.page.reload()
    expect(card).to_contain_text("Dismissed")
    visit.troubles[:] = [one for one in visit.troubles if "422" not in one]


def test_conversations_are_found_renamed_and_deleted(visit: Visit) -> None:
    visit.open()
    page = visit.page
    ended(visit.ask(f"about the zebra {HOSTILE} @tokens:1"))
    ended(visit.ask("about the lion @tokens:1"))
    page.get_by_role("button", name="Conversations", exact=True).click()
    found = page.locator(".conversation")
    expect(found.first).to_contain_text("about the lion")
    page.get_by_label("Search conversations").fill("zebra")
    expect(found).to_have_count(1)
    found.get_by_role("button", name=re.compile("^Rename")).click()
    page.get_by_label("Title", exact=True).fill("Stripes")
    page.keyboard.press("Enter")
    expect(found).to_contain_text("Stripes")
    found.get_by_role("button", name="Stripes", exact=False).first.click()
    expect(page.locator(".question")).to_contain_text("zebra")
    page.get_by_role("button", name="Conversations", exact=True).click()
    stripes = found.filter(has_text="Stripes")
    stripes.get_by_role("button", name="Delete: Stripes").click()
    stripes.get_by_role("button", name="Delete?").click()
    expect(stripes).to_have_count(0)
    page.get_by_role("button", name="Conversations", exact=True).click()
    expect(page.locator(".messages .empty")).to_be_visible()


@pytest.fixture(scope="module")
def hostile(stack: Stack) -> None:
    """Somebody whose name is no name, and who has submitted."""
    with closing(join(stack, HOSTILE)) as client:
        submitted(client, 2)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.usefixtures("hostile")
def test_everything_has_a_name_stays_text_and_fits_a_phone(
    visit: Visit, team: dict[str, httpx.Client], scheme: Any
) -> None:
    visit.page.set_viewport_size(PHONE)
    visit.page.emulate_media(color_scheme=scheme)
    for where in ("#/queue", "#/programme"):
        visit.open(where)
        visit.page.wait_for_load_state("networkidle")
        expect(visit.page.locator("main:visible")).to_contain_text("onerror")
        assert visit.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), where
        assert NAMELESS.findall(visit.page.locator("body").aria_snapshot()) == [], where
    expect(visit.page.locator("img")).to_have_count(0)
    assert visit.page.evaluate("window.caught") is None
