"""The page in a real browser: a person's window, and what its console complains about."""

import os
import re
import shutil
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Locator,
    Page,
    StorageState,
    ViewportSize,
    expect,
)

from tests.support.stack import PASSWORD, Stack

CHROMIUM = Path(shutil.which("chromium") or "/usr/bin/chromium")
NO_BROWSER = f"no browser at {CHROMIUM}: install chromium to run the page's tests"
FLAGS = [
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    *(["--no-sandbox"] if os.geteuid() == 0 else []),  # a browser of root's has no sandbox to offer
]
WIDE: ViewportSize = {"width": 1400, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
NAMELESS = re.compile(r"^ *- (?:button|link|textbox|combobox|searchbox)(?: \[[^\]]*\])*:?$", re.MULTILINE)


@dataclass
class Visit:
    """One person's browser window. `troubles` is what its console complained about, but for what is `expected`: the
    browser itself complains about lost connections, for example."""

    page: Page
    context: BrowserContext
    stack: Stack
    troubles: list[str] = field(default_factory=list[str])
    expected: tuple[str, ...] = ()

    def hear(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not any(word in message.text for word in self.expected):
            self.troubles.append(f"{message.text} ({message.location.get('url', '')})")

    def open(self, where: str = "#/week") -> None:
        self.page.goto(f"{self.stack.url}/{where}")
        expect(self.page.locator("#live[data-state=live]")).to_be_attached()
        expect(self.page.locator("main:visible h1")).to_be_visible()

    def ask(self, question: str) -> Locator:
        """The answer's box, in a conversation of its own, as soon as it is there."""
        self.page.get_by_role("button", name="New conversation").click()
        self.page.get_by_label("Question", exact=True).fill(question)
        self.page.keyboard.press("Enter")
        box = self.page.locator(".reply")
        expect(box).to_be_attached()
        return box


def signed_in(browser: Browser, stack: Stack, email: str, password: str = PASSWORD) -> StorageState:
    """Signed in once, as a person is."""
    context = browser.new_context()
    answer = context.request.post(f"{stack.url}/v1/sessions", data={"email": email, "password": password})
    assert answer.ok, answer.text()
    state = context.storage_state()
    context.close()
    return state


@contextmanager
def window(browser: Browser, stack: Stack, state: StorageState | None = None) -> Generator[Visit]:
    """Closed at the end; then its console may have complained about nothing."""
    context = browser.new_context(viewport=WIDE, storage_state=state)
    context.set_default_timeout(15_000)
    visit = Visit(context.new_page(), context, stack)
    visit.page.on("console", visit.hear)
    visit.page.on("pageerror", lambda error: visit.troubles.append(str(error)))
    yield visit
    context.close()
    assert visit.troubles == []
