"""Whatever a page holds: it is read, it goes back byte for byte, and an edit leaves the other lines alone."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tests.acceptance import fuzz_pages
from tests.unit.hugo.builders import ENGLISH, HEADS, read
from weeklog.hugo import ContentItem, ContentRow, content_of, lint_page, read_page, write_page
from weeklog.hugo.read.table import cell_text, cut_cells

WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\r\n"), max_size=20)
PIECES = st.sampled_from(
    (
        "|",
        "\\|",
        "<br>",
        "&emsp;",
        "- ",
        "+ ",
        "08/09/2025",
        "22/09/2025",
        "Thứ 2",
        "[a](b)",
        "<https://a.dev>",
        "\u2003",
        "`",
    )
)
CELLS = st.lists(WORDS | PIECES, max_size=4).map("".join)
ROWS = st.lists(CELLS, max_size=7).map(lambda cells: "| " + " | ".join(cells) + " |")
LINES = (
    ROWS
    | WORDS
    | st.sampled_from(("", "### Week 3 Objectives:", "* a", "---", "+++", "> q", "```", HEADS["vi"]))
)
ENDS = st.sampled_from(("\n", "\r\n", "\r"))
SEPTEMBER = st.dates(date(2025, 9, 1), date(2025, 9, 28))


@given(
    head=st.sampled_from(tuple(HEADS.values())) | ROWS,
    lines=st.lists(LINES, max_size=12),
    end=ENDS,
    bom=st.sampled_from(("", "\ufeff")),
)
def test_any_markdown_with_a_table_round_trips(head: str, lines: list[str], end: str, bom: str) -> None:
    raw = (bom + end.join(("# Week 3", "", head, "|---|---|---|---|---|", *lines))).encode()

    page = read_page(raw)
    lint_page(page)
    assert write_page(page, content_of(page)) == raw


@given(st.binary(max_size=200))
def test_any_bytes_round_trip(raw: bytes) -> None:
    page = read_page(raw)

    assert write_page(page, content_of(page)) == raw


@given(
    st.lists(
        st.text(
            st.characters(codec="utf-8", exclude_categories=("Cc", "Zs", "Zl", "Zp")), min_size=1, max_size=9
        ),
        min_size=1,
        max_size=6,
    )
)
def test_cells_are_cut_where_markdown_it_cuts_them(cells: list[str]) -> None:
    row = "| " + " | ".join(cells) + " |"
    count = len(cut_cells(row))
    tokens = MarkdownIt("commonmark").enable("table").parse("|a" * count + "|\n" + "|-" * count + "|\n" + row)
    inner = [tokens[at + 1].content for at, token in enumerate(tokens) if token.type == "td_open"]

    if inner:
        assert [cell_text(cell.raw) for cell in cut_cells(row)] == inner


@given(
    texts=st.lists(st.from_regex(r"[a-z]{1,8}( [a-z|]{1,8}){0,3}", fullmatch=True), min_size=1, max_size=4),
    start=SEPTEMBER,
    days=st.integers(0, 3),
)
def test_what_is_written_into_a_new_row_is_read_back(texts: list[str], start: date, days: int) -> None:
    page = read(ENGLISH)
    row = ContentRow("\n".join(f"- {text}" for text in texts), "CN", start, start + timedelta(days=days))

    again = read_page(
        write_page(page, replace(content_of(page), rows=(*content_of(page).rows, row))), page.path
    )
    new = again.rows[-1]
    assert (new.text, new.day_label, new.start, new.end) == (row.text, row.day_label, row.start, row.end)
    assert again.rows[:2] == page.rows


@given(st.lists(st.from_regex(r"[a-z]{1,8}", fullmatch=True), max_size=6))
def test_any_list_of_objectives_is_written_and_read_back(texts: list[str]) -> None:
    page = read(ENGLISH)
    wanted = replace(content_of(page), objectives=tuple(map(ContentItem, texts)))

    again = read_page(write_page(page, wanted), page.path)
    assert [item.text for item in again.objectives] == texts
    assert [row.text for row in again.rows] == [row.text for row in page.rows]


@settings(max_examples=1, deadline=None)
@given(st.integers(0, 1000))
def test_mutated_pages_are_read_written_and_edited_quickly(seed: int) -> None:
    report = fuzz_pages.run(150, seed, fuzz_pages.SAMPLES)

    assert report.failures == []
