"""What a screen reader is told of the page, as text: `python -m tests.e2e.transcripts` writes the kept ones anew.

Each transcript is Chromium's accessibility tree at a few moments of a scene, reduced to one line a node: its role,
name, value, description and states. `test_page_transcripts.py` compares them with what the page says now.
"""

from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, cast

from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.e2e.screenshots import drafted, good, member
from tests.support.browser import CHROMIUM, FLAGS, Visit, signed_in, window
from tests.support.provider import Provider
from tests.support.stack import Stack, running_stack

KEPT = Path(__file__).parent / "transcripts"
NOW = "2026-10-23T16:30:00+07:00"  # the Friday of week 3
SILENT = {"none", "generic", "InlineTextBox", "LayoutTable", "LineBreak", "ListMarker"}
STATES = ("checked", "pressed", "expanded", "selected", "disabled", "required", "invalid", "busy", "focused")

Node = dict[str, Any]


def tree(page: Page, role: str, name: str) -> str:
    """The part of the page that has this role and name."""
    session = page.context.new_cdp_session(page)
    answer = cast("dict[str, list[Node]]", session.send("Accessibility.getFullAXTree"))  # pyright: ignore[reportUnknownMemberType] - its answer has no type
    nodes = {node["nodeId"]: node for node in answer["nodes"]}
    root = next(node for node in nodes.values() if (said(node, "role"), said(node, "name")) == (role, name))
    return "\n".join(lines(nodes, root, 0, ""))


def said(node: Node, what: str) -> str:
    return str(node.get(what, {}).get("value", ""))


def lines(nodes: dict[str, Node], node: Node, depth: int, above: str) -> Iterator[str]:
    """`above` is the name of what holds the node: words that are told there already are not told twice."""
    role, name = said(node, "role"), " ".join(said(node, "name").split())
    silent = node["ignored"] or role in SILENT or (role == "StaticText" and name in above)
    if not silent:
        value = f" = {said(node, 'value')!r}" if said(node, "value") else ""
        about = f" ({said(node, 'description')})" if said(node, "description") else ""
        yield f"{'  ' * depth}{role}{f' {name!r}' if name else ''}{value}{about}{states(node)}"
    inner = nodes_below(nodes, node)
    for child in inner:
        yield from lines(nodes, child, depth if silent else depth + 1, above if silent else name)


def nodes_below(nodes: dict[str, Node], node: Node) -> list[Node]:
    return [nodes[one] for one in node.get("childIds", ()) if one in nodes]


def states(node: Node) -> str:
    found = {one["name"]: one["value"].get("value") for one in node.get("properties", ())}
    told = [f"{name}={found[name]}" for name in STATES if found.get(name) not in {None, False, "false"}]
    closed = ["expanded=False"] if found.get("expanded") is False else []
    return "".join(f" [{one}]" for one in (*told, *closed))


class Transcript:
    def __init__(self, page: Page, role: str, name: str) -> None:
        self._page, self._part = page, (role, name)
        self._moments: list[str] = []

    def tell(self, moment: str) -> None:
        """Once nothing changes any more."""
        before, now = "", self._look()
        while now != before:
            self._page.wait_for_timeout(400)
            before, now = now, self._look()
        self._moments.append(f"# {moment}\n{now}\n")

    def _look(self) -> str:
        announced = self._page.locator("#announcer").inner_text()
        said = f"(announced: {announced})\n" if announced else ""
        return said + tree(self._page, *self._part)

    def text(self) -> str:
        return "\n".join(self._moments)


def logging(visit: Visit) -> str:
    visit.open()
    page = visit.page
    transcript = Transcript(page, "region", "Entries")
    transcript.tell("an empty week")
    page.get_by_label("New entry").fill("Mon doing: sorted the keys #iam")
    expect(page.locator("#understood")).to_contain_text("#iam")
    transcript.tell("a line is written")
    page.get_by_label("New entry").press("Enter")
    expect(page.locator(".entry")).to_be_visible()
    expect(page.locator("#understood")).to_contain_text("Logged")
    transcript.tell("it is logged")
    return transcript.text()


def asking(visit: Visit) -> str:
    visit.open()
    page = visit.page
    transcript = Transcript(page, "log", "Conversation")
    box = visit.ask("What about the keys? @tokens:12 @every:5")
    expect(box).to_have_attribute("aria-busy", "false")
    expect(page.locator("#announcer")).to_contain_text("nswer")
    transcript.tell("a question is answered")
    return transcript.text()


def approving(visit: Visit) -> str:
    with visit.stack.client() as lead:
        lan = member(visit.stack, lead, "Lan Tran")
    good(lan.post("/v1/entries", json={"quick": "13/10 drew the network of the shop"}))
    good(lan.post(f"/v1/reviews/{drafted(lan, 2)}/submit"))
    visit.open(f"#/week/2?person={good(lan.get('/v1/me'))['person']['id']}")
    review = visit.page.get_by_role("region", name="Review")
    transcript = Transcript(visit.page, "region", "Review")
    expect(review.locator(".badge")).to_contain_text("submitted")
    transcript.tell("it is submitted")
    review.get_by_role("button", name="Approve").click()
    expect(review.get_by_role("link", name="Signed file")).to_be_visible()
    transcript.tell("it is approved")
    return transcript.text()


SCENES: dict[str, Callable[[Visit], str]] = {"logging": logging, "asking": asking, "approving": approving}


@contextmanager
def whole_stack() -> Generator[Stack]:
    with ExitStack() as ending:
        provider = ending.enter_context(Provider())
        model = {"WEEKLOG_LLM_MODEL": "openai:fake", "WEEKLOG_LLM_BASE_URL": provider.base_url}
        yield ending.enter_context(running_stack(now=NOW, env=model, weeks=13))


def transcripts(browser: Browser, stack: Stack) -> dict[str, str]:
    """By the name of the scene; one is played after the other."""
    state = signed_in(browser, stack, stack.email)
    found: dict[str, str] = {}
    for name, scene in SCENES.items():
        with window(browser, stack, state) as visit:
            found[name] = scene(visit)
    return found


def main() -> None:
    with whole_stack() as stack, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        KEPT.mkdir(exist_ok=True)
        for name, text in transcripts(browser, stack).items():
            (KEPT / f"{name}.txt").write_text(text)
        browser.close()


if __name__ == "__main__":
    main()
