"""The page of whoever operates an instance."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.support.browser import CHROMIUM, NO_BROWSER, Visit
from tests.support.servers import postgres
from tests.support.stack import Stack, running_stack

pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason=NO_BROWSER)


@pytest.fixture(scope="module")
def stack() -> Iterator[Stack]:
    with running_stack(processes=("api",), env={"WEEKLOG_OPERATORS": "an@example.com"}) as stack:
        yield stack


def test_an_operator_finds_a_failed_job_and_tries_it_again(visit: Visit, stack: Stack) -> None:
    with stack.client() as http:
        http.post("/v1/weeks/1/review").raise_for_status()
    failed = "update jobs set state = 'failed', finished_at = now(), error = 'its worker died 5 times'"
    postgres().execute(failed, database=stack.database)
    visit.open()
    page = visit.page
    page.get_by_role("link", name="Instance").click()
    expect(page.get_by_role("heading", name="Instance")).to_be_visible()
    row = page.locator("li").filter(has_text="reviews.draft_review")
    expect(row).to_contain_text("its worker died 5 times")
    row.get_by_role("button", name="Try again").click()
    expect(row).to_have_count(0)
    waiting = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name="reviews", exact=True))
    expect(waiting.get_by_role("cell").first).to_have_text("1")
