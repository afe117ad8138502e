"""The pictures in README and docs, made from the page as it is now: `python -m tests.e2e.pictures`.

They are to be looked at before they are committed.
"""

from typing import Any

from playwright.sync_api import Browser, ViewportSize, sync_playwright

from tests.e2e.screenshots import NOW, fill, good
from tests.support.browser import CHROMIUM, FLAGS, PHONE, signed_in
from tests.support.stack import ROOT, Stack, running_stack

IMAGES = ROOT / "docs/images"
DESK: ViewportSize = {"width": 1400, "height": 900}
PICTURES = (
    # name, place, size, colours, language
    ("week", "#/week/3", DESK, "light", "en"),
    ("glance", "#/queue", DESK, "light", "en"),
    ("figures", "#/figures", DESK, "dark", "en"),
    ("phone", "#/week/3", PHONE, "light", "vi"),
)


def draw(browser: Browser, stack: Stack, state: Any) -> None:
    for name, where, viewport, colours, language in PICTURES:
        with stack.client() as client:
            good(client.patch("/v1/me", json={"language": language}))
        context = browser.new_context(
            viewport=viewport,
            storage_state=state,
            color_scheme="dark" if colours == "dark" else "light",
            reduced_motion="reduce",
        )
        page = context.new_page()
        page.goto(f"{stack.url}/{where}")
        page.locator("main h1").wait_for()
        page.wait_for_load_state("networkidle")
        page.screenshot(path=IMAGES / f"{name}.png")
        context.close()


def main() -> None:
    processes = ("api", "reporting", "scheduler", "chat-worker")
    with running_stack(now=NOW, processes=processes, weeks=13) as stack, sync_playwright() as playwright:
        fill(stack)
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        draw(browser, stack, signed_in(browser, stack, stack.email))
        browser.close()


if __name__ == "__main__":
    main()
