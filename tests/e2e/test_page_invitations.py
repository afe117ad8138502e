"""Invitations by mail, from the lead's page through a mail server to the page of who was invited."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.support.browser import CHROMIUM, NO_BROWSER, Visit
from tests.support.mail_server import MailServer, mail_server
from tests.support.stack import PASSWORD, Stack, running_stack
from tests.support.waiting import eventually

WEDNESDAY = "2026-10-21T09:00:00+07:00"

pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason=NO_BROWSER)


@pytest.fixture(scope="module")
def mails() -> Iterator[MailServer]:
    with mail_server() as server:
        yield server


@pytest.fixture(scope="module")
def stack(mails: MailServer) -> Iterator[Stack]:
    env = {"WEEKLOG_SMTP_URL": mails.url, "WEEKLOG_MAIL_FROM": "weeklog@example.org"}
    with running_stack(
        now=WEDNESDAY, processes=("api", "scheduler", "reporting"), env=env, at_its_url=True
    ) as stack:
        yield stack


def link_in(mails: MailServer, to: str) -> str:
    """That the latest mail to an address holds, once it came."""

    def found() -> str | None:
        bodies = [mail.get_body(("plain",)) for mail in mails.mails if to in str(mail["To"])]
        texts = [str(body.get_content()) for body in bodies if body]
        link = re.search(r"http://\S+#join=[\w-]+", texts[-1]) if texts else None
        return link and link[0]

    return eventually(found, seconds=60)


def invite(visit: Visit, emails: str, role: str) -> None:
    visit.open("#/programme")
    part = visit.page.get_by_role("region", name="Invite", exact=True)
    part.get_by_text("Invite by e-mail").click()
    part.get_by_label("Addresses, up to 50").fill(emails)
    form = part.locator("form").filter(has=visit.page.get_by_label("Addresses, up to 50"))
    form.get_by_label("As").select_option(role)
    form.get_by_role("button", name="Send the invitations").click()


def test_who_is_invited_by_mail_opens_its_link_and_joins(
    visit: Visit, stranger: Visit, mails: MailServer
) -> None:
    invite(visit, "lan@example.org", "mentor")
    line = visit.page.get_by_role("listitem").filter(has_text="lan@example.org")
    expect(line).to_contain_text("A mentor")

    stranger.page.goto(link_in(mails, "lan@example.org"))
    card = stranger.page.locator("#join")
    expect(card).to_contain_text("An Example invites you as a mentor")
    card.get_by_label("Name").fill("Lan Ho")
    card.get_by_label("E-mail").fill("lan@example.org")
    card.get_by_label("Password").fill(PASSWORD)
    stranger.page.keyboard.press("Enter")
    expect(stranger.page.locator("#programme")).to_have_text("Internship · Lan Ho")
    assert "join" not in stranger.page.url
    stranger.troubles[:] = [one for one in stranger.troubles if "401" not in one]  # nobody was signed in

    visit.page.reload()
    people = visit.page.get_by_role("region", name="People", exact=True)
    expect(people.get_by_label("Role of Lan Ho")).to_have_value("mentor")


def test_the_list_follows_the_mails_without_a_reload(visit: Visit, mails: MailServer) -> None:
    invite(visit, "minh@example.org", "member")
    line = visit.page.get_by_role("listitem").filter(has_text="minh@example.org")
    expect(line.get_by_role("button", name="Send again to minh@example.org")).to_be_visible(timeout=60_000)
    assert link_in(mails, "minh@example.org")
    line.get_by_role("button", name=re.compile("Take back")).click()
    line.get_by_role("button", name=re.compile("\\?$")).click()
    expect(line).to_have_count(0)


def test_an_address_that_is_none_is_named_and_what_was_typed_stays(visit: Visit) -> None:
    invite(visit, "no-address", "member")
    part = visit.page.get_by_role("region", name="Invite", exact=True)
    expect(part.get_by_role("alert")).to_contain_text("Addresses: must be an e-mail address")
    expect(part.get_by_label("Addresses, up to 50")).to_have_value("no-address")
    visit.troubles.clear()  # the browser's own line about the answer 422
