"""Diagrams in the page: drawn in a sandbox and shown as pictures; whatever a diagram says, nothing runs and nothing is
fetched from elsewhere."""

from collections.abc import Generator, Iterator
from contextlib import contextmanager

import httpx
import pytest
from playwright.sync_api import Locator, Request, expect

from tests.support.browser import CHROMIUM, NO_BROWSER, Visit
from tests.support.stack import Stack, running_stack

WEDNESDAY = "2026-10-21T09:00:00+07:00"
DRAWN = "flowchart LR\n  A[Ward 7] --> B{Ready?}\n  B -->|yes| C[Ship it]"
CAUGHT = "parent.caught=1;top.caught=1;window.caught=1"
FAR = "http://far.invalid/x.png"

HOSTILE = {
    "click with a script": f'flowchart LR\n  A-->B\n  click A "javascript:{CAUGHT}" "tip"',
    "click that calls": "flowchart LR\n  A-->B\n  click A call alert(1)",
    "href to elsewhere": f'flowchart LR\n  A-->B\n  click A href "{FAR}" _top',
    "init loosens": (
        '%%{init: {"securityLevel": "loose", "htmlLabels": true, "flowchart": {"htmlLabels": true}}}%%\n'
        f'flowchart LR\n  A["<img src=x onerror={CAUGHT}>"]-->B\n  click A "javascript:{CAUGHT}"'
    ),
    "front matter loosens": (
        "---\nconfig:\n  securityLevel: loose\n  htmlLabels: true\n---\n"
        f'flowchart LR\n  A["<img src={FAR} onerror={CAUGHT}>"]-->B'
    ),
    "label of markup": f'flowchart LR\n  A["<script>{CAUGHT}</script><svg onload={CAUGHT}>"]-->B',
    "label with a picture": f'flowchart LR\n  A["<img src={FAR}>"]-->B["<iframe src={FAR}></iframe>"]',
    "label of Markdown": f'flowchart LR\n  A["`![x]({FAR}) [y](javascript:{CAUGHT})`"]-->B',
    "style that fetches": f"flowchart LR\n  A-->B\n  style A fill:url({FAR}),background:url({FAR})",
    "theme that fetches": (
        f'%%{{init: {{"themeCSS": "@import url({FAR}); .node {{ background: url({FAR}) }}"}}}}%%\n'
        "flowchart LR\n  A-->B"
    ),
    "font that fetches": f'%%{{init: {{"fontFamily": "x; }} @import url({FAR}); a {{"}}}}%%\nflowchart LR\n  A-->B',
    "image as a shape": f'flowchart LR\n  A@{{ img: "{FAR}", label: "x" }} --> B',
    "sequence with links": (
        f"sequenceDiagram\n  participant A\n  link A: x @ javascript:{CAUGHT}\n  A->>B: <img src={FAR}>"
    ),
    "class with a link": (
        f'classDiagram\n  class A\n  link A "javascript:{CAUGHT}" "x"\n  A : +<img src=x onerror={CAUGHT}>'
    ),
    "gantt with a click": (
        f'gantt\n  section S\n  T :t, 2026-10-01, 3d\n  click t href "javascript:{CAUGHT}"\n  click t call alert(1)'
    ),
    "title of markup": f"---\ntitle: <img src=x onerror={CAUGHT}>\n---\nflowchart LR\n  A-->B",
    "end of the frame": f"flowchart LR\n  A-->B\n%% </script></style></svg><img src=x onerror={CAUGHT}>",
}  # fmt: skip

pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason=NO_BROWSER)


@pytest.fixture(scope="module")
def stack() -> Iterator[Stack]:
    with running_stack(now=WEDNESDAY, processes=("api",)) as stack:
        yield stack


@contextmanager
def logged(stack: Stack, source: str) -> Generator[str]:
    """The id of an entry with a diagram; deleted afterwards."""
    with stack.client() as client:
        entry = good(client.post("/v1/entries", json={"text": f"See\n\n```mermaid\n{source}\n```"})).json()
        try:
            yield entry["id"]
        finally:
            good(client.delete(f"/v1/entries/{entry['id']}", headers={"If-Match": f'"{entry["version"]}"'}))


def good(answer: httpx.Response) -> httpx.Response:
    assert answer.is_success, answer.text
    return answer


def shown(visit: Visit, entry: str) -> Locator:
    """Its diagram, once it is drawn or given up."""
    visit.open("#/week/3")
    diagram = visit.page.locator(f"[data-id='{entry}'] .diagram")
    expect(diagram.locator(".picture, .diagram-fault")).to_be_attached(timeout=60_000)
    return diagram


def test_a_diagram_in_an_entry_is_drawn_and_its_source_stays(visit: Visit, stack: Stack) -> None:
    with logged(stack, DRAWN) as entry:
        diagram = shown(visit, entry)
        picture = diagram.locator("img")
        expect(picture).to_be_visible()
        assert picture.evaluate("async (one) => (await one.decode(), one.naturalWidth)") > 100
        assert (picture.get_attribute("src") or "").startswith("data:image/svg+xml")
        expect(diagram.locator("pre")).to_be_hidden()
        diagram.locator("summary").click()
        expect(diagram.locator("pre")).to_have_text(DRAWN)
        frame = visit.page.locator("iframe")
        expect(frame).to_have_attribute("sandbox", "allow-scripts")


def test_what_is_no_diagram_is_shown_as_its_source(visit: Visit, stack: Stack) -> None:
    with logged(stack, "flowchart LR\n  A-->") as entry:
        diagram = shown(visit, entry)
        expect(diagram.locator("pre")).to_be_visible()
        expect(diagram).to_contain_text("could not be drawn")
        expect(diagram.locator("img")).to_have_count(0)


def test_a_diagram_among_the_files_is_drawn(visit: Visit, stack: Stack) -> None:
    with stack.client() as client:
        file = good(client.post("/v1/artifacts?name=plan.mmd&week=3", content=DRAWN)).json()
    visit.open(f"#/artifact/{file['id']}")
    expect(visit.page.locator(".revision-view .diagram img")).to_be_visible(timeout=60_000)


REFUSED = "csp"  # by the policy, before anything was sent


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_diagram_runs_nothing_and_fetches_nothing(visit: Visit, stack: Stack, name: str) -> None:
    asked: list[Request] = []

    def heard(request: Request) -> None:
        asked.append(request)

    visit.page.context.on("request", heard)
    visit.expected = ("Content Security Policy",)  # what the sandbox refused
    with logged(stack, HOSTILE[name]) as entry:
        diagram = shown(visit, entry)
        visit.page.wait_for_timeout(300)  # for what a picture would fetch
        assert visit.page.evaluate("window.caught") is None
        expect(diagram.locator("a, script, svg, foreignObject")).to_have_count(0)
        own = (stack.url, "data:", "about:")
        others = [one for one in asked if not one.url.startswith(own)]
        assert [(one.url, one.failure) for one in others if one.failure != REFUSED] == []


def test_the_sandbox_reaches_neither_the_page_nor_the_network(visit: Visit, stack: Stack) -> None:
    """As if a diagram could run a script after all."""
    visit.expected = ("Content Security Policy",)
    with logged(stack, DRAWN) as entry:
        shown(visit, entry)
        frame = visit.page.frames[-1]
        for reach in ("parent.document.title", "document.cookie", "localStorage.length"):
            tried = f"(() => {{ try {{ return String({reach}) }} catch {{ return 'refused' }} }})()"
            assert frame.evaluate(tried) == "refused", reach
        for url in ("/v1/me", FAR):
            assert frame.evaluate(f"fetch({url!r}).then(() => 'answered', () => 'refused')") == "refused"
        write = "document.body.append(Object.assign(document.createElement('script'), { text: 'window.ran = 1' }))"
        frame.evaluate(f"(() => {{ {write} }})()")
        assert frame.evaluate("window.ran") is None


def test_a_page_without_diagrams_fetches_nothing_for_them(visit: Visit) -> None:
    asked: list[str] = []
    visit.page.on("request", lambda request: asked.append(request.url))
    visit.open("#/week/4")
    assert [url for url in asked if "mermaid" in url] == []
