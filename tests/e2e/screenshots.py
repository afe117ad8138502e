"""Pictures of every place of the page: `python -m tests.e2e.screenshots FOLDER`.

Both languages, both themes, desk and phone, over a small programme with a review that waits. They are to be looked
at, one by one; nothing compares them.
"""

import sys
from itertools import product
from pathlib import Path
from typing import Any

import httpx
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from tests.support.browser import CHROMIUM, FLAGS, signed_in
from tests.support.stack import PASSWORD, Stack, running_stack
from tests.support.waiting import eventually

NOW = "2026-10-23T16:30:00+07:00"  # the Friday of week 3
SIZES: dict[str, ViewportSize] = {
    "desk": {"width": 1440, "height": 1000},
    "phone": {"width": 390, "height": 844},
}
PLACES = {
    "week": "#/week/3",
    "theirs": "#/week/2?person={lan}",
    "search": "#/search?q=network",
    "queue": "#/queue",
    "files": "#/artifacts",
    "inbox": "#/inbox",
    "figures": "#/figures",
    "programme": "#/programme",
}
ENTRIES = (
    "Mon drew the **stall map** with `draw.io` #map 2h",
    "Tue doing: set up the network of the shop #network",
    "Tue blocked: wait for the key of the router #network",
    "Wed wrote the plan https://example.com/plan #map",
    "Thu read about queues and retries\n\n- one\n- two",
    "Fri todo: ask Binh about the budget",
)


def good(answer: httpx.Response) -> Any:
    assert answer.is_success, answer.text
    return answer.json() if answer.content else None


def member(stack: Stack, lead: httpx.Client, name: str) -> httpx.Client:
    secret = good(lead.post("/v1/programme/invitations", json={}))["secret"]
    browser = httpx.Client(base_url=stack.url, timeout=30, headers={"Origin": stack.url})
    new = {"name": name, "email": f"{name.split(maxsplit=1)[0].lower()}@example.com", "password": PASSWORD}
    good(browser.post(f"/v1/invitations/{secret}/accept", json=new))
    return browser


def fill(stack: Stack) -> str:
    """Answers the id of the member whose review waits."""
    with stack.client() as lead:
        good(lead.patch("/v1/programme", json={"holidays": ["2026-10-21"]}))
        lines = [{"text": "Know the network"}, {"text": "Finish the **stall map**", "state": "met"}]
        good(lead.put("/v1/weeks/3/objectives", json={"items": lines}))
        good(lead.put("/v1/weeks/3/achievements", json={"items": [{"text": "The stall map is agreed on"}]}))
        for line in ENTRIES:
            good(lead.post("/v1/entries", json={"quick": line}))
        asked = good(lead.post("/v1/conversations", json={}))
        good(
            lead.post(
                f"/v1/conversations/{asked['id']}/messages", json={"text": "What did I do about the network?"}
            )
        )
        good(lead.post("/v1/artifacts?name=net.mmd", content=b"graph TD\n  A --> B\n"))
        drafted(lead, 3)
        lan = member(stack, lead, "Lan Tran")
        for line in ("13/10 drew the network of the shop", "14/10 blocked: no answer of the provider"):
            good(lan.post("/v1/entries", json={"quick": line}))
        good(lan.post(f"/v1/reviews/{drafted(lan, 2)}/submit"))
        return good(lan.get("/v1/me"))["person"]["id"]


def drafted(client: httpx.Client, week: int) -> str:
    review = good(client.post(f"/v1/weeks/{week}/review"))["id"]
    eventually(lambda: good(client.get(f"/v1/reviews/{review}"))["state"] == "drafted")
    return review


def shoot(page: Page, stack: Stack, lan: str, folder: Path, name: str) -> None:
    for place, where in PLACES.items():
        page.goto("about:blank")
        page.goto(f"{stack.url}/{where.format(lan=lan)}")
        page.wait_for_load_state("networkidle")
        page.screenshot(path=folder / f"{place}-{name}.png", full_page=place != "programme")


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    processes = ("api", "reporting", "scheduler", "chat-worker")
    with running_stack(now=NOW, processes=processes, weeks=13) as stack, sync_playwright() as playwright:
        lan = fill(stack)
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        state = signed_in(browser, stack, stack.email)
        for language in ("en", "vi"):
            with stack.client() as client:
                good(client.patch("/v1/me", json={"language": language}))
            all_looks(browser, stack, state, lan, folder, language)
        browser.close()


def all_looks(browser: Browser, stack: Stack, state: Any, lan: str, folder: Path, language: str) -> None:
    for scheme, (size, viewport) in product(("light", "dark"), SIZES.items()):
        context = browser.new_context(
            viewport=viewport,
            storage_state=state,
            color_scheme="dark" if scheme == "dark" else "light",
            reduced_motion="reduce",
        )
        shoot(context.new_page(), stack, lan, folder, f"{language}-{scheme}-{size}")
        context.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
