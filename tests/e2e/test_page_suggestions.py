"""Suggested entries on the page: accepted, edited first, dismissed."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.support.browser import CHROMIUM, NO_BROWSER, Visit
from tests.support.calendars import calendar_server
from tests.support.stack import Stack, running_stack

WEDNESDAY = "2026-10-21T09:00:00+07:00"  # of week 3

pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason=NO_BROWSER)


@pytest.fixture(scope="module")
def stack() -> Iterator[Stack]:
    with running_stack(now=WEDNESDAY, processes=("api", "scheduler", "reporting"), weeks=13) as stack:
        yield stack


def suggest(stack: Stack, *texts: str) -> None:
    items = [{"key": text, "text": text, "start_on": "2026-10-20"} for text in texts]
    with stack.client() as http:
        http.post("/v1/suggestions", json={"source": "agent", "items": items}).raise_for_status()


def test_a_suggestion_that_arrives_is_accepted_edited_or_dismissed_in_its_week(
    visit: Visit, stack: Stack
) -> None:
    visit.open()
    page = visit.page
    expect(page.get_by_label("New entry")).to_be_visible()
    suggest(stack, "Made the build faster", "Read the <b>logs</b>", "Had lunch")
    summary = page.get_by_text("3 suggested entries")
    summary.click()
    row = page.locator(".suggestion")
    row.filter(has_text="build faster").get_by_role("button", name="Accept").click()
    entry = page.locator(".entry")
    expect(entry.filter(has_text="Made the build faster")).to_be_visible()
    expect(page.get_by_text("2 suggested entries")).to_be_focused()

    logs = row.filter(has_text="logs")
    logs.get_by_role("button", name="Edit").click()
    page.locator(".suggestion textarea").fill("Read the logs of Tuesday")
    page.locator(".suggestion input[type=date]").fill("2031-01-01")
    page.locator(".suggestion").get_by_role("button", name="Save").click()
    expect(page.locator(".suggestion .fault")).to_contain_text("outside the programme")
    page.locator(".suggestion input[type=date]").fill("2026-10-21")
    page.locator(".suggestion").get_by_role("button", name="Save").click()
    expect(entry.filter(has_text="Read the logs of Tuesday")).to_be_visible()

    row.get_by_role("button", name="Dismiss").click()
    expect(page.locator(".suggestions")).to_have_count(0)
    page.reload()
    expect(entry.filter(has_text="Made the build faster")).to_be_visible()
    expect(page.locator(".suggestions")).to_have_count(0)
    visit.troubles[:] = [one for one in visit.troubles if "422" not in one]


CALENDAR = b"""BEGIN:VCALENDAR
VERSION:2.0
BEGIN:VEVENT
UID:1
SUMMARY:Planned the sprint
DTSTART:20261020T020000Z
DTEND:20261020T030000Z
END:VEVENT
END:VCALENDAR
"""


def test_a_calendar_that_is_chosen_becomes_suggestions_of_the_week(visit: Visit) -> None:
    visit.open("#/programme")
    page = visit.page
    field = page.locator("input[type=file][accept*=calendar]")
    field.set_input_files({"name": "week.ics", "mimeType": "text/calendar", "buffer": CALENDAR})
    expect(page.locator("main p").get_by_text("1 new suggested entry")).to_be_visible()
    field.set_input_files({"name": "notes.txt", "mimeType": "text/plain", "buffer": b"no calendar"})
    expect(page.get_by_role("alert")).to_contain_text("is no calendar")
    visit.open()
    page.get_by_text("1 suggested entry").click()
    row = page.locator(".suggestion").filter(has_text="Planned the sprint")
    row.get_by_role("button", name="Dismiss").click()
    expect(row).to_have_count(0)
    visit.troubles[:] = [one for one in visit.troubles if "422" not in one]


def test_a_calendar_is_subscribed_read_and_removed(visit: Visit) -> None:
    with calendar_server() as server:
        server.file = CALENDAR
        visit.open("#/programme")
        page = visit.page
        part = page.get_by_role("region", name="Calendars that are read for me")
        part.get_by_label("Its address").fill(server.url)
        part.get_by_label("What you call it").fill("Work")
        part.get_by_role("button", name="Subscribe").click()
        expect(part.get_by_role("listitem")).to_contain_text("127.0.0.1")
        expect(part.get_by_role("listitem")).to_contain_text("read ", timeout=30_000)
        expect(part).not_to_contain_text("token")
        part.get_by_role("button", name="Delete the calendar Work").click()
        part.get_by_role("button", name="Delete?").click()
        expect(part.get_by_role("listitem")).to_have_count(0)
