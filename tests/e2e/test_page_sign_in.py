"""Signing in on the page: with a provider, and with a second factor."""

import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.support.browser import CHROMIUM, NO_BROWSER, Visit
from tests.support.oidc_provider import CLIENT_ID, CLIENT_SECRET, OidcProvider, running_oidc_provider
from tests.support.stack import EMAIL, Stack, running_stack
from weeklog.people.totp import STEP_SECONDS, code_at

WEDNESDAY = "2026-10-21T09:00:00+07:00"

pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason=NO_BROWSER)


@pytest.fixture(scope="module")
def provider() -> Iterator[OidcProvider]:
    with running_oidc_provider() as provider:
        yield provider


@pytest.fixture(scope="module")
def stack(provider: OidcProvider) -> Iterator[Stack]:
    env = {
        "WEEKLOG_OIDC_ISSUER": provider.url,
        "WEEKLOG_OIDC_CLIENT_ID": CLIENT_ID,
        "WEEKLOG_OIDC_CLIENT_SECRET": CLIENT_SECRET,
        "WEEKLOG_OIDC_NAME": "Example ID",
    }
    with running_stack(now=WEDNESDAY, processes=("api",), env=env, weeks=13) as stack:
        yield stack


def test_a_provider_signs_in_or_the_page_says_why_not(stranger: Visit, provider: OidcProvider) -> None:
    page = stranger.page
    page.goto(stranger.stack.url)
    provider.person = {"sub": "1", "email": EMAIL, "email_verified": False}
    page.get_by_role("link", name="Sign in with Example ID").click()
    expect(page.locator("#sign-in .fault")).to_contain_text("has not verified your e-mail address")
    provider.person["email_verified"] = True
    page.get_by_role("link", name="Sign in with Example ID").click()
    expect(page.get_by_role("heading", name="Week 3", exact=True)).to_be_visible()
    stranger.troubles[:] = [one for one in stranger.troubles if "401" not in one]


def code_of(secret: str, later: int = 0) -> str:
    return code_at(secret, int(time.time()) // STEP_SECONDS + later)


def test_a_second_factor_is_turned_on_asked_for_and_turned_off(visit: Visit, stranger: Visit) -> None:
    visit.open("#/programme")
    factor = visit.page.get_by_role("region", name="Second factor", exact=True)
    factor.get_by_label("Password").fill(visit.stack.password)
    factor.get_by_role("button", name="Turn on").click()
    expect(factor.get_by_alt_text("QR code of the key")).to_be_visible()
    secret = factor.get_by_label("Key", exact=True).input_value()
    factor.get_by_label("Code").fill(code_of(secret, -1))
    factor.get_by_role("button", name="Confirm").click()
    expect(factor).to_contain_text("10 recovery codes are left.")
    codes = factor.get_by_label("Recovery codes", exact=True).input_value().split()
    assert len(codes) == 10

    page = stranger.page
    page.goto(stranger.stack.url)
    page.get_by_label("E-mail").fill(stranger.stack.email)
    page.get_by_label("Password").fill(stranger.stack.password)
    page.keyboard.press("Enter")
    page.get_by_label("Code").fill(codes[0])
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Week 3", exact=True)).to_be_visible()
    stranger.troubles[:] = [one for one in stranger.troubles if "401" not in one]

    factor.get_by_text("Turn off").first.click()
    factor.get_by_label("Password").fill(visit.stack.password)
    factor.get_by_label("Code", exact=True).fill(codes[1])
    factor.get_by_role("button", name="Turn off").click()
    expect(factor.get_by_role("button", name="Turn on")).to_be_visible()
