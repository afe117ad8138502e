"""Entries on the page: written over several lines, every property edited, kept whatever happens, in both languages."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.support.browser import Visit, signed_in
from tests.support.stack import ROOT, Stack, running_stack

AXE = ROOT / "services/web/node_modules/axe-core/axe.min.js"


@pytest.fixture(scope="module")
def stack() -> Iterator[Stack]:
    with running_stack(processes=("api",), now="2026-10-22T10:00:00+07:00") as stack:
        yield stack


def log(stack: Stack, *texts: str, start_on: str = "2026-10-20") -> list[dict[str, Any]]:
    items = [{"text": text, "start_on": start_on} for text in texts]
    with stack.client() as client:
        answer = client.post("/v1/entries/bulk", json={"items": items})
    assert answer.is_success, answer.text
    return answer.json()["items"]


def test_every_property_of_an_entry_is_edited_in_its_place(visit: Visit) -> None:
    log(visit.stack, "drew a first map")
    visit.open()
    page = visit.page
    row = page.locator(".entry", has_text="drew a first map")
    row.hover()
    row.get_by_role("button", name="Edit").click()
    form = page.locator(".edit-entry")
    form.get_by_label("Text").fill("drew the **second** map")
    form.get_by_label("Day").fill("2026-10-21")
    form.get_by_label("Until").fill("2026-10-22")
    form.get_by_label("Status").select_option("doing")
    form.get_by_label("Tags").fill("#stall map")
    form.get_by_role("button", name="Add a link").click()
    form.get_by_label("Link title").fill("The plan")
    form.get_by_label("Link address").fill("https://example.com/plan_(2)")
    page.keyboard.press("Control+Enter")
    edited = page.get_by_role("region", name="Wednesday 21 October").locator(".entry", has_text="second")
    expect(edited).to_be_focused()
    expect(edited.locator(".meta")).to_contain_text("until Thu")
    expect(edited.locator(".meta")).to_contain_text("#stall")
    expect(edited.get_by_role("link", name="The plan")).to_have_attribute(
        "href", "https://example.com/plan_(2)"
    )
    expect(edited.get_by_label("Status")).to_have_value("doing")


def test_an_entry_moves_to_another_day_by_keyboard_alone(visit: Visit) -> None:
    log(visit.stack, "bought the paper")
    visit.open()
    row = visit.page.locator(".entry", has_text="bought the paper")
    row.get_by_role("button", name="Move").focus()
    visit.page.keyboard.press("Enter")
    expect(row.get_by_role("menuitem", name="Up")).to_be_focused()
    row.get_by_role("menuitem", name="To Friday 23 October").focus()
    visit.page.keyboard.press("Enter")
    friday = visit.page.get_by_role("region", name="Friday 23 October")
    expect(friday.locator(".entry", has_text="bought the paper")).to_be_visible()
    expect(visit.page.locator("#announcer")).to_have_text("Moved to Friday 23 October")


def test_several_lines_are_one_entry_or_one_each(visit: Visit) -> None:
    visit.open()
    line = visit.page.get_by_label("New entry")
    line.fill("one half")
    line.press("Shift+Enter")
    visit.page.keyboard.type("and the other")
    line.press("Enter")
    both = visit.page.locator(".entry", has_text="one half")
    expect(both).to_contain_text("and the other")
    line.fill("first of two\nMon second of two")
    visit.page.get_by_role("button", name="Log 2 entries").click()
    expect(visit.page.locator(".entry", has_text="first of two")).to_have_count(1)
    monday = visit.page.get_by_role("region", name="Monday 19 October")
    expect(monday.locator(".entry", has_text="second of two")).to_be_visible()


def test_what_is_being_written_outlives_a_reload_and_the_end_of_the_session(visit: Visit) -> None:
    log(visit.stack, "written before")
    visit.open()
    page = visit.page
    page.get_by_label("New entry").fill("half a line")
    row = page.locator(".entry", has_text="written before")
    row.hover()
    row.get_by_role("button", name="Edit").click()
    page.locator(".edit-entry").get_by_label("Text").fill("written before and ever")
    page.reload()
    expect(page.get_by_label("New entry")).to_have_value("half a line")
    expect(page.locator(".edit-entry").get_by_label("Text")).to_have_value("written before and ever")
    page.locator(".edit-entry").get_by_role("button", name="Cancel").click()
    visit.context.clear_cookies()
    page.get_by_label("New entry").press("Enter")
    page.get_by_label("E-mail").fill(visit.stack.email)
    page.get_by_label("Password").fill(visit.stack.password)
    page.keyboard.press("Enter")
    expect(page.get_by_label("New entry")).to_be_visible()
    expect(page.get_by_label("New entry")).to_have_value("half a line")
    page.get_by_label("New entry").press("Enter")
    expect(page.locator(".entry", has_text="half a line")).to_be_visible()
    visit.troubles.clear()  # the browser's own lines about the answers 401


PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
PASTES = """(form, pixel) => {
    const bytes = Uint8Array.from(atob(pixel), (one) => one.charCodeAt(0))
    const clipboardData = new DataTransfer()
    clipboardData.items.add(new File([bytes], "board.png", { type: "image/png" }))
    form.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }))
}"""


def test_a_pasted_picture_and_a_chosen_file_hang_on_the_entry(visit: Visit, tmp_path: Path) -> None:
    log(visit.stack, "drew on the board")
    notes = tmp_path / "notes.md"
    notes.write_text("# Notes of the board\n")
    visit.open()
    page = visit.page
    row = page.locator(".entry", has_text="drew on the board")
    row.hover()
    row.get_by_role("button", name="Edit").click()
    form = page.locator(".edit-entry")
    form.evaluate(PASTES, PIXEL)
    expect(form.get_by_label("Link title").nth(0)).to_have_value("board.png")
    with page.expect_file_chooser() as chooser:
        form.get_by_role("button", name="Attach files").click()
    chooser.value.set_files(notes)
    expect(form.get_by_label("Link title").nth(1)).to_have_value("notes.md")
    form.get_by_role("button", name="Save").click()
    row = page.locator(".entry", has_text="drew on the board")
    with visit.context.expect_page() as opened:
        row.get_by_role("link", name="board.png").click()
    expect(opened.value.get_by_role("heading", name="board.png")).to_be_visible()


DROPS = """(place, name) => {
    const dataTransfer = new DataTransfer()
    dataTransfer.items.add(new File(["# Notes\\n"], name, { type: "text/markdown" }))
    for (const type of ["dragover", "drop"])
        place.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }))
}"""


def test_files_go_along_with_a_new_entry(visit: Visit, tmp_path: Path) -> None:
    notes = tmp_path / "notes of today.md"
    notes.write_text("# Notes of today\n")
    visit.open()
    page = visit.page
    composer = page.locator(".quick-add")
    attached = composer.get_by_role("list", name="Attached files")
    page.get_by_label("New entry").fill("kept what was said #meeting")
    composer.evaluate(PASTES, PIXEL)
    expect(attached).to_contain_text("board.png")
    composer.evaluate(DROPS, "dropped.md")
    expect(attached).to_contain_text("dropped.md")
    expect(page.get_by_role("dialog")).to_have_count(0)  # it is no page to import
    with page.expect_file_chooser() as chooser:
        composer.get_by_role("button", name="Attach files").click()
    chooser.value.set_files(notes)
    expect(attached.get_by_role("link")).to_have_count(3)
    page.reload()
    attached.get_by_role("button", name="Remove “dropped.md”").click()
    page.get_by_label("New entry").press("Enter")
    row = page.locator(".entry", has_text="kept what was said")
    expect(row.locator(".meta").get_by_role("link")).to_have_text(["board.png", "notes of today.md"])
    expect(attached).to_have_count(0)


def test_files_are_chosen_for_an_entry_and_dropped_on_it(visit: Visit, tmp_path: Path) -> None:
    log(visit.stack, "drew on paper", "drew on a wall")
    visit.open()
    page = visit.page
    row = page.locator(".entry", has_text="drew on paper")
    row.evaluate(DROPS, "dropped.md")
    expect(row.get_by_role("link", name="dropped.md")).to_be_visible()
    chosen = tmp_path / "chosen.txt"
    chosen.write_text("chosen")
    row.hover()
    with page.expect_file_chooser() as chooser:
        row.get_by_role("button", name="Attach files").click()
    chooser.value.set_files(chosen)
    expect(row.get_by_role("link", name="chosen.txt")).to_be_visible()
    expect(row.get_by_role("link", name="dropped.md")).to_be_visible()
    expect(page.locator(".entry", has_text="a wall").get_by_role("link")).to_have_count(0)
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_an_enter_that_ends_a_composition_logs_nothing(visit: Visit) -> None:
    visit.open()
    line = visit.page.get_by_label("New entry")
    line.fill("tiếng Việt đang gõ")
    line.dispatch_event("keydown", {"key": "Enter", "keyCode": 229, "bubbles": True, "cancelable": True})
    expect(line).to_have_value("tiếng Việt đang gõ")
    expect(line).to_have_attribute("dir", "auto")
    line.fill("")


def test_the_week_speaks_vietnamese_when_the_person_does(visit: Visit) -> None:
    with visit.stack.client() as client:
        assert client.patch("/v1/me", json={"language": "vi"}).is_success
        try:
            visit.open()
            page = visit.page
            assert page.evaluate("document.documentElement.lang") == "vi"
            page.get_by_label("Mục mới").fill("hôm nay vẽ sơ đồ #sơ-đồ")
            page.keyboard.press("Enter")
            row = page.locator(".entry", has_text="vẽ sơ đồ").first
            expect(row.get_by_label("Trạng thái")).to_have_value("done")
            expect(row.get_by_role("option", name="xong")).to_be_attached()
            expect(page.get_by_role("region", name="Thứ Năm, 22 tháng 10")).to_be_visible()
            expect(page.get_by_role("link", name="Tệp")).to_be_visible()
        finally:
            client.patch("/v1/me", json={"language": "en"})


PLACES = ("#/week/3", "#/search?q=map", "#/artifacts", "#/queue", "#/programme", "#/inbox", "#/figures")
MESSAGES = ROOT / "services/web/messages"
SAID = """() => Array.from(document.querySelectorAll("body *")).flatMap((one) => [
    one.getAttribute("aria-label"), one.getAttribute("title"), one.getAttribute("placeholder"),
    ...Array.from(one.childNodes, (child) => (child.nodeType === Node.TEXT_NODE ? child.data : null)),
]).filter(Boolean).map((text) => text.trim())"""


def messages(language: str) -> set[str]:
    """Those that stand alone on the page as they are written."""
    found: set[str] = set()
    for file in (MESSAGES / language).glob("*.json"):
        for message in json.loads(file.read_text()).values():
            found |= {message} if isinstance(message, str) else set(message.values())
    return {text for text in found if "{" not in text and len(text) > 1}


def test_no_place_says_an_english_word_to_who_reads_vietnamese(visit: Visit) -> None:
    english = messages("en") - messages("vi")
    log(visit.stack, "vẽ sơ đồ", "đọc tài liệu")
    with visit.stack.client() as client:
        assert client.patch("/v1/me", json={"language": "vi"}).is_success
        try:
            for where in PLACES:
                visit.page.goto("about:blank")
                visit.open(where)
                visit.page.wait_for_load_state("networkidle")
                assert english & set(visit.page.evaluate(SAID)) == set(), where
        finally:
            client.patch("/v1/me", json={"language": "en"})


def test_what_is_too_long_is_refused_with_a_word_and_stays_where_it_is(visit: Visit) -> None:
    visit.expected = ("422",)
    visit.open("#/week/3")
    for label, button, most in (("New entry", "Log", 16_384), ("Question", "Ask", 4000)):
        field = visit.page.get_by_label(label, exact=True)
        field.fill("x" * (most + 1))
        visit.page.get_by_role("button", name=button, exact=True).click()
        expect(visit.page.get_by_text(f"{most} characters").first).to_be_visible()
        assert len(field.input_value()) == most + 1
        field.fill("")


def test_a_filter_shows_some_and_says_how_many_it_hides(visit: Visit) -> None:
    log(visit.stack, *(f"filtered {number}" for number in range(6)), start_on="2026-10-06")
    visit.open("#/week/1")
    visit.page.locator(".filters").get_by_label("Status").select_option("planned")
    expect(visit.page.locator(".filters")).to_contain_text("do not fit")
    expect(visit.page.locator(".entry")).to_have_count(0)
    visit.page.get_by_role("button", name="Show all").click()
    expect(visit.page.locator(".entry").first).to_be_visible()


def test_a_long_week_draws_only_what_is_looked_at(visit: Visit) -> None:
    made: list[dict[str, Any]] = []
    for part in range(4):
        made += log(
            visit.stack, *(f"line {part * 500 + n} of many" for n in range(500)), start_on="2026-10-13"
        )
    visit.open("#/week/2")
    expect(visit.page.locator("#week .summary")).to_contain_text("2000 entries")
    nodes = visit.page.evaluate("document.querySelectorAll('*').length")
    print(f"{nodes} nodes with 2,000 entries")
    assert nodes <= 3000
    visit.page.goto(f"{visit.stack.url}/#/week/2?row={made[1700]['id']}")
    expect(visit.page.locator(f"[data-id='{made[1700]['id']}']")).to_be_in_viewport()
    visit.page.get_by_label("New entry").fill("13/10 one more than all those")
    visit.page.get_by_label("New entry").press("Enter")
    expect(visit.page.locator(".entry", has_text="one more than all those")).to_be_in_viewport()


@pytest.fixture(scope="module")
def other_session(stack: Stack, browser: Browser) -> None:
    """Of the same person, so that there is one to end."""
    signed_in(browser, stack, stack.email)


@pytest.mark.usefixtures("other_session")
@pytest.mark.skipif(not Path(AXE).is_file(), reason="what tests the page is not installed: make setup-dev")
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 390, 1440])
def test_no_place_has_a_barrier_that_axe_finds(visit: Visit, scheme: Any, width: int) -> None:
    page = visit.page
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.set_viewport_size({"width": width, "height": 900})
    found: list[str] = []
    for where in PLACES:
        page.goto("about:blank")
        visit.open(where)
        page.wait_for_load_state("networkidle")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), where
        page.evaluate(AXE.read_text())  # through the debugger: the page's policy lets no foreign script in
        faults: list[dict[str, Any]] = page.evaluate("axe.run().then(({violations}) => violations)")
        found += [
            f"{where}: {fault['id']} at {fault['nodes'][0]['target']} ({len(fault['nodes'])})"
            for fault in faults
        ]
    assert found == []
