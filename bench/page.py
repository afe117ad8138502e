"""How quick the page is with 2,000 entries in the programme and 250 in the week, on a processor that the browser slows
down four times, beside the empty weeks of the same programme in the same run."""

import statistics
from contextlib import ExitStack
from dataclasses import dataclass

from playwright.sync_api import Browser, Page, StorageState, sync_playwright

from bench.figures import Figure, percentile
from tests.support.browser import CHROMIUM, FLAGS, WIDE, signed_in
from tests.support.provider import Provider
from tests.support.stack import Stack, running_stack

SLOWER = 4  # times
FULL, EMPTY = (1, 2, 3, 4, 5, 6, 7, 8), (9, 10, 11, 12)  # weeks of the programme
ENTRIES = 250  # a full week
ROUNDS, KEYS = 3, 40
STREAMED = "@tokens:2000 @every:25"  # 50 s of a reply
NOW = "2026-10-22T10:00:00+07:00"

# Each answers milliseconds, at the first frame after what is awaited stands in the page.
DRAWN = """([selector, words]) => new Promise((done) => {
  const look = () => {
    const there = Array.from(document.querySelectorAll(selector)).some((one) => one.textContent.includes(words))
    if (there) done(performance.now() - (window.begunAt ?? 0))
    else requestAnimationFrame(look)
  }
  look()
})"""
SWITCHED = """(hash) => { window.begunAt = performance.now(); location.hash = hash }"""
ENTERED = """() => addEventListener(
  "keydown", ({ key }) => { if (key === "Enter") window.begunAt = performance.now() }, { capture: true, once: true }
)"""
TYPED = """() => {
  window.waits = []
  addEventListener("keydown", ({ timeStamp }) => requestAnimationFrame(
    () => setTimeout(() => window.waits.push(performance.now() - timeStamp))
  ), true)
}"""


@dataclass(frozen=True)
class Measured:
    """Milliseconds, but for `nodes`."""

    usable: float
    switch: float
    log: float
    keystroke_p95: float
    nodes: int


def run() -> list[Figure]:
    with ExitStack() as ending:
        provider = ending.enter_context(Provider())
        env = {
            "WEEKLOG_LLM_MODEL": "openai:fake",
            "WEEKLOG_LLM_BASE_URL": provider.base_url,
            "WEEKLOG_LLM_API_KEY": "none",
            "WEEKLOG_LOG_LEVEL": "warning",
        }
        processes = ("api", "chat-worker", "scheduler")
        stack = ending.enter_context(running_stack(processes=processes, now=NOW, env=env))
        browser = ending.enter_context(sync_playwright()).chromium.launch(
            executable_path=CHROMIUM, args=FLAGS
        )
        fill(stack)
        state = signed_in(browser, stack, stack.email)
        return figures(measured(browser, stack, state, FULL), measured(browser, stack, state, EMPTY))


def figures(full: Measured, empty: Measured) -> list[Figure]:
    beside = "empty weeks"
    return [
        Figure.at_most("page.usable", full.usable, "ms", full.usable / empty.usable, beside, 2),
        Figure.at_most("page.week_switch", full.switch, "ms", full.switch / empty.switch, beside, 4),
        Figure.at_most("page.log_to_visible", full.log, "ms", full.log / empty.log, beside, 2),
        Figure.at_most(
            "page.keystroke_p95",
            full.keystroke_p95,
            "ms",
            full.keystroke_p95 / empty.keystroke_p95,
            beside,
            2,
        ),
        Figure("page.nodes", full.nodes, "nodes", None, "-", "<= 3000", full.nodes <= 3000),
    ]


def fill(stack: Stack) -> None:
    """Rows as people write them: a few words, some in bold or with a link, on five days of each week."""
    with stack.client() as client:
        for week in FULL:
            items = [row(week, number) for number in range(ENTRIES)]
            client.post("/v1/entries/bulk", json={"items": items}).raise_for_status()


def row(week: int, number: int) -> dict[str, object]:
    first = 5 + 7 * (week - 1) + number % 5  # days since the end of September
    month, day = (10, first) if first <= 31 else (11, first - 31)
    more = ("", " with **Binh**", " https://example.com/plan", "\n\n- one\n- two")[number % 4]
    return {
        "text": f"week {week} task {number}: read and measured it{more}",
        "start_on": f"2026-{month:02}-{day:02}",
        "status": ("done", "doing", "planned")[number % 3],
        "tags": [f"tag{number % 7}"],
    }


def measured(browser: Browser, stack: Stack, state: StorageState, weeks: tuple[int, ...]) -> Measured:
    context = browser.new_context(viewport=WIDE, storage_state=state, service_workers="block")
    page = context.new_page()
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})  # pyright: ignore[reportUnknownMemberType] - its answer has no type
    opened(page, stack, weeks[0])  # what the browser and the gateway do once
    usable = statistics.median(opened(page, stack, weeks[0]) for _ in range(ROUNDS))
    switches = [switched(page, week) for week in weeks[1:] + weeks[:1]]
    logs = [logged(page, number) for number in range(ROUNDS)]
    found = Measured(
        usable,
        statistics.median(switches),
        statistics.median(logs),
        percentile(typed(page), 0.95),
        page.evaluate("document.querySelectorAll('*').length"),
    )
    context.close()
    return found


def opened(page: Page, stack: Stack, week: int) -> float:
    """From the request to the week with its rows and a line to write in."""
    page.goto("about:blank")
    page.goto(f"{stack.url}/#/week/{week}", wait_until="commit")
    return page.evaluate(DRAWN, rows_of(week))


def switched(page: Page, week: int) -> float:
    page.evaluate(SWITCHED, f"#/week/{week}")
    return page.evaluate(DRAWN, rows_of(week))


def rows_of(week: int) -> list[str]:
    """A selector and the words in it that show the week with what is in it."""
    if week in FULL:
        return [".entry .text", f"week {week} task 0"]
    return ["main:not(.loading) h1", f"Week {week}"]


def logged(page: Page, number: int) -> float:
    """From Enter to the row."""
    line = f"{page.url[-1]} logged {number}"
    page.get_by_label("New entry").fill(line)
    page.evaluate(ENTERED)
    page.keyboard.press("Enter")
    return page.evaluate(DRAWN, [".entry .text", line])


def typed(page: Page) -> list[float]:
    """From each key to the end of its frame, in the new-entry line, while a reply streams beside it."""
    page.get_by_label("Question", exact=True).fill(STREAMED)
    page.keyboard.press("Enter")
    page.evaluate(DRAWN, [".reply", "VPC"])
    page.get_by_label("New entry").focus()
    page.wait_for_timeout(1000)  # what comes into view with the line is drawn
    page.evaluate(TYPED)
    for number in range(KEYS):
        page.keyboard.press("abcdefghij"[number % 10])
        page.wait_for_timeout(50)
    page.get_by_label("New entry").fill("")
    return page.evaluate("window.waits")
