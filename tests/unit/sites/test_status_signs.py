"""A status beside a text is read on every kind of line, changed there, and read back as it was meant."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import product
from typing import get_args

import pytest

from weeklog.calendar import Week
from weeklog.hugo import Content, Hints, Page, content_of, read_page, write_page
from weeklog.hugo.read.signs import around, read_sign, state_of
from weeklog.sites.rows import edited_row, row_of, values_of
from weeklog.vocabulary import Status

WEEK = Week(2, date(2026, 10, 12), date(2026, 10, 18))
STATUSES: tuple[Status, ...] = get_args(Status)
WORDS: dict[str, Status] = {
    "TODO": "planned", "todo": "planned", "chưa xong": "planned", "not started": "planned", "DOING": "doing",
    "WIP": "doing", "in progress": "doing", "đang làm": "doing", "blocked": "blocked", "bị chặn": "blocked",
    "dropped": "dropped", "đã hủy": "dropped", "done": "done", "Done": "done", "xong": "done",
    "hoàn thành": "done",
}  # fmt: skip
PICTURES: dict[str, Status] = {
    "❌": "planned", "☐": "planned", "🚧": "doing", "⏳": "doing", "⛔": "blocked", "🚫": "dropped",
    "✅": "done", "☑️": "done",
    "✔️": "done",
}  # fmt: skip
WORD_FORMS = ("{}: x", "{} - x", "{} – x", "**{}**: x", "**{}:** x", "[{}] x", "({}) x", "x ({})",
    "x [{}]", "x **({})**",
    "x – {}", "x - {}", "x: {}")  # fmt: skip
PICTURE_FORMS = ("{} x", "{}x", "x {}", "x {} (no rights)")
BOXES: dict[str, Status] = {"[-] x": "dropped", "[/] x": "doing", "~~x~~": "dropped"}
SAID = {
    **{form.format(word): state for form, (word, state) in product(WORD_FORMS, WORDS.items())},
    **{form.format(sign): state for form, (sign, state) in product(PICTURE_FORMS, PICTURES.items())},
    **BOXES,
}
LINES = (
    "TODO: x", "TODO x", "**DONE:** x", "❌ x", "✅ x", "[-] x", "[/] x", "~~x y~~", "x (chưa xong)", "x – xong",
    "x ❌ (no rights)", "x", "[ ] x", "[x] x", "[ ] x (đang làm)", "14/10: TODO: x", "✅ 14/10: x", "[ ] 14/10: x",
)  # fmt: skip
OTHERS = ((), ("- [ ] y",), ("- ✅ y", "- ❌ z"), ("- [-] y",))
TEXTS = (None, "new words", "TODO: really", "deploy ✅", "x (done)", "~~gone~~", "[-] other")


def read(*lines: str) -> Page:
    hints = Hints(span=(WEEK.first, WEEK.last))
    return read_page(("\n".join(("## Tasks", "", *lines)) + "\n").encode(), "Week2/_index.md", hints=hints)


@pytest.mark.parametrize("line", SAID)
def test_a_status_is_read_at_the_beginning_and_at_the_end_of_an_item_and_of_a_cell(line: str) -> None:
    for page in (read(f"- {line}"), read(f"1. 14/10: {line}"), read("| Task |", "|---|", f"| {line} |")):
        (row,) = page.rows
        assert (row.text, row.state) == ("x (no rights)" if "rights" in line else "x", SAID[line]), page.raw
        assert write_page(page, content_of(page)) == page.raw


@pytest.mark.parametrize(
    "line",
    [
        "grep for TODO", "Done with the slides", "Todo app: build it", "fix todo: comments",
        "[done](https://x.example) y",
        "[WIP]: https://x.example", "todo://list opened", "Xong việc thì nghỉ", "x (done by An)",
        "x (50%)", "done", "✅",
        "`TODO` in code", "Xong phần 1: đọc", "learnt what ✅ means here", "a ~~b~~ c", "~~a~~ b ~~c~~",
        "wipe - the disk",
        "x (see what is done)", "half a day – done by noon", "arr[x]",
    ],
)  # fmt: skip
def test_words_of_a_sentence_say_no_status(line: str) -> None:
    assert read_sign(line) == (None, line)


def test_a_sign_and_a_text_are_the_line() -> None:
    for line, state in SAID.items():
        sign, text = read_sign(line)
        assert sign
        assert (around(text, sign), state_of(sign)) == (line, state)


def test_a_ticked_item_is_done_whatever_it_says() -> None:
    assert [(row.text, row.state) for row in read("- [x] ~~x~~", "- [x] TODO: y").rows] == [
        ("~~x~~", "done"),
        ("TODO: y", "done"),
    ]


def pages() -> Iterator[Page]:
    for line, others in product(LINES, OTHERS):
        yield read(f"- {line}", "  - inner", *others)
    for line in LINES:
        yield read("| Task |", "|---|", f"| {line} |", "| y |")
        yield read("| Task | Status |", "|---|---|", f"| {line} | |", "| y | Done |")
        yield read(
            "| Task | Start | End |",
            "|---|---|---|",
            f"| {line} | 12/10/2026 | 12/10/2026 |",
            "| y | 12/10/2026 | |",
        )


@pytest.mark.parametrize("page", list(pages()), ids=lambda page: page.raw.decode().splitlines()[2])
def test_whatever_changes_is_read_back(page: Page) -> None:
    said = [values_of(page, at, WEEK) for at in range(len(page.rows))]
    for at, status, text in product(range(len(said)), STATUSES, TEXTS):
        wanted = [*said]
        wanted[at] = replace(said[at], status=status, text=text or said[at].text)
        rows = tuple(edited_row(number, page, WEEK, values) for number, values in enumerate(wanted))
        raw = write_page(page, Content(rows=rows))
        again = read_page(raw, page.path, hints=Hints(span=(WEEK.first, WEEK.last)))
        assert [values_of(again, number, WEEK) for number in range(len(again.rows))] == wanted, raw.decode()


@pytest.mark.parametrize("others", [one for one in OTHERS if one])
def test_a_new_item_says_its_status_as_the_others_do(others: tuple[str, ...]) -> None:
    page = read(*others)
    for status, text in product(STATUSES, TEXTS[1:]):
        values = replace(values_of(page, 0, WEEK), status=status, text=str(text), day="")
        rows = (*content_of(page).rows, row_of(values, page, "en"))
        again = read_page(write_page(page, Content(rows=rows)), page.path)
        assert (again.rows[-1].text, values_of(again, len(rows) - 1, WEEK).status) == (text, status)


def test_an_entry_from_before_signs_were_read_leaves_its_line_as_it_is() -> None:
    page = read("- TODO: write", "  - twice", "- ~~x~~")
    old = [replace(values_of(page, 0, WEEK), text="TODO: write\n- twice", status="done"),
        replace(values_of(page, 1, WEEK), text="~~x~~", status="done")]  # fmt: skip
    rows = tuple(edited_row(at, page, WEEK, values) for at, values in enumerate(old))
    assert write_page(page, Content(rows=rows)) == page.raw


def test_long_lines_cost_no_more_than_their_ends() -> None:
    for unit in ("TODO ", "(done) ", "**", "~~", "[", "✅", " – ", "_"):
        read_sign(unit * 200_000)
