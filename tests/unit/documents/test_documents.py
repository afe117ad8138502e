"""A document as Markdown and as PDF: what people wrote is text, in every script that they write."""

from datetime import UTC, datetime
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from pypdf import PdfReader

from weeklog.documents.blocks import Bullets, Document, Facts, Grid, Heading, Paragraph, Run, runs
from weeklog.documents.markdown import to_markdown
from weeklog_api.documents.typeset import Seal, Typesetter

AT = datetime(2026, 10, 9, 11, 30, 15, 123457, tzinfo=UTC)
VIETNAMESE = "Nguyễn Thị Ánh Tuyết đã ký: ữ ở ẫ ộ ỹ"
HOSTILE = [
    "#set page(fill: red)",
    "$x^2$ @cite <label>",
    "*a* _b_ `c`",
    "\\u{41} // x",
    "[a](javascript:alert(1))",
    "]" * 3,
]


def text_of(pdf: bytes) -> str:
    text = " ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
    return " ".join(text.split())


async def pdf(document: Document, seal: Seal | None = None) -> bytes:
    return await Typesetter().pdf(document, AT, seal)


async def test_every_kind_of_block_is_set_with_vietnamese_letters() -> None:
    blocks = (
        Facts((("Person", VIETNAMESE),)),
        Heading("Achievements"),
        Bullets(("Built a **VPC**",), ("Chi Le",)),
        Grid(("Week", "State"), (("1", "approved"),)),
        Paragraph("The end."),
    )
    said = text_of(await pdf(Document("Week 1: review", "An", "vi", blocks)))
    for part in (
        "Week 1: review",
        VIETNAMESE,
        "Achievements",
        "Built a VPC (Chi Le)",
        "approved",
        "The end.",
    ):
        assert part in said


@pytest.mark.parametrize("text", HOSTILE)
async def test_what_people_write_is_no_markup_of_the_typesetter(text: str) -> None:
    parts = (
        Facts(((text, text),)),
        Heading(text),
        Paragraph(text),
        Grid((text,), ((text,),)),
        Bullets((text,)),
    )
    document = Document(text, text, "en", parts)
    assert (await pdf(document)).startswith(b"%PDF")


@given(st.text(max_size=80))
@settings(max_examples=25)
async def test_any_text_can_be_set(text: str) -> None:
    assert (await pdf(Document(text, text, "en", (Paragraph(text), Bullets((text,)))))).startswith(b"%PDF")


async def test_a_pdf_carries_the_signed_file_and_is_the_same_each_time() -> None:
    seal = Seal(
        "r.signed.json",
        '{"a":"ế"}',
        "ab" * 32,
        "Signed",
        ("Check it.",),
        "Signed",
        "https://w.example/verify",
    )
    document = Document("T", "An", "en", (Paragraph("x"),))
    made = await pdf(document, seal)
    assert made == await pdf(document, seal)
    assert PdfReader(BytesIO(made)).attachments == {"r.signed.json": ['{"a":"ế"}'.encode()]}
    assert "Check it." in text_of(made)


def test_inline_markdown_becomes_runs_and_only_safe_links_lead_anywhere() -> None:
    assert runs("a **b** *c* `d` [e](https://f.example) [g](javascript:x)") == [
        Run("a "), Run("b", bold=True), Run(" "), Run("c", italic=True), Run(" "), Run("d", code=True), Run(" "),
        Run("e", link="https://f.example"), Run(" [g](javascript:x)"),
    ]  # fmt: skip
    assert [one.text for one in runs("- a\n- b")] == ["- a", "\n", "- b"]


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60).filter(str.strip))
def test_plain_text_is_plain_in_markdown(text: str) -> None:
    written = to_markdown(
        Document("T", "An", "en", (Facts(((text, text),)), Grid((text, "b"), ((text, text),))))
    )
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(written)
    kinds = [child.type for token in tokens for child in token.children or ()]
    assert not {"link_open", "em_open", "code_inline", "image", "html_inline", "s_open"} & set(kinds)
    assert kinds.count("strong_open") == 1
    assert [token.type for token in tokens].count("td_open") == 2
