"""Windows on the page; the `stack` that they look at is each module's own."""

import subprocess
import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, StorageState, expect, sync_playwright

from tests.support.browser import CHROMIUM, FLAGS, Visit, signed_in, window
from tests.support.stack import PAGE, ROOT, Stack


@pytest.fixture(scope="session", autouse=True)
def page() -> None:
    """As its sources are now; a build that is fresh costs nothing."""
    subprocess.run([sys.executable, ROOT / "local/build_page.py", "run"], check=True)
    assert PAGE.is_dir(), "the page could not be built"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        expect.set_options(timeout=15_000)
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def session(stack: Stack, browser: Browser) -> StorageState:
    return signed_in(browser, stack, stack.email)


@pytest.fixture
def visit(stack: Stack, browser: Browser, session: StorageState) -> Iterator[Visit]:
    with window(browser, stack, session) as visit:
        yield visit


@pytest.fixture
def stranger(stack: Stack, browser: Browser) -> Iterator[Visit]:
    with window(browser, stack) as visit:
        yield visit
